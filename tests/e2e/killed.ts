import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser, type LaunchOptions, type Page } from '@playwright/test';
import { DeskPage } from './desk-page';
import { enter, expect, type Somebody } from './browser';

/** As much typing as may be lost when a browser dies (issue 4). */
export const MOST_LOST_MS = 2_000;
/** Between two keys: a quick typist, some hundred words a minute. */
const BETWEEN_KEYS_MS = 60;
/** From the first key to the kill: long enough for a first save, and any moment between two. */
const EARLIEST_MS = 1_500;
/** What the server had received goes on after the browser's death. */
const SETTLES_MS = 600;

const WORDS = 'She came in without a coat again and had not eaten since the day before; she says that nobody was at home when she woke. ';

export interface Killed {
  /** From the first key to the kill. */
  afterMs: number;
  /** From the first letter that was lost to the kill; 0 when none was. */
  lostMs: number;
  lostLetters: number;
  draft: string;
}

/** Types into a call until the browser's process is killed; what was typed, and when each letter was. */
async function typeUntilKilled(page: Page, kill: () => void, afterMs: number): Promise<{ typed: string; at: number[]; killedAt: number }> {
  const at: number[] = [];
  let [typed, killedAt] = ['', 0];
  const timer = setTimeout(() => {
    killedAt = performance.now();
    kill();
  }, afterMs);
  try {
    for (let place = 0; killedAt === 0; place += 1) {
      const letter = WORDS[place % WORDS.length] ?? ' ';
      // Before the key: whether a last one arrived is not known once the browser is gone.
      typed += letter;
      at.push(performance.now());
      await page.keyboard.type(letter);
      await sleep(BETWEEN_KEYS_MS);
    }
  } catch {
    // The browser is gone in the middle of a key.
  }
  clearTimeout(timer);
  return { typed, at, killedAt };
}

/**
 * One call, taken down in a browser whose process is killed while its worker types, and opened again in another browser where
 * the same worker signs in: another machine.
 * @param afterMs when the kill comes, from the first key.
 */
export async function killWhileTyping({ who, launch, baseURL, elsewhere, afterMs }: { who: Somebody; launch: LaunchOptions; baseURL: string | undefined; elsewhere: Page; afterMs: number }): Promise<Killed> {
  const server = await chromium.launchServer(launch);
  let browser: Browser | undefined;
  try {
    browser = await chromium.connect(server.wsEndpoint());
    const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
    await enter(context, who);
    const page = await context.newPage();
    await page.goto('/calls');
    await page.getByRole('button', { name: 'Start the call now' }).click();
    await expect(page.getByLabel('As they say it')).toBeFocused();
    await new DeskPage(page).awake();
    const draft = new URL(page.url()).pathname;
    const { typed, at, killedAt } = await typeUntilKilled(page, () => server.process().kill('SIGKILL'), afterMs);
    await sleep(SETTLES_MS);
    await elsewhere.goto(draft);
    const kept = await elsewhere.getByLabel('As they say it').inputValue();
    expect(typed.startsWith(kept), `what is kept was typed: “${kept}”`).toBe(true);
    const firstLost = at[kept.length];
    return { afterMs, lostMs: firstLost === undefined ? 0 : Math.max(0, killedAt - firstLost), lostLetters: typed.length - kept.length, draft };
  } finally {
    await browser?.close().catch(() => undefined);
    await server.kill().catch(() => undefined);
  }
}

/** A number generator that gives the same numbers for the same seed (mulberry32), so that a run can be had again. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A moment for a kill, from the first save on. */
export const momentOf = (random: () => number, latestMs: number) => EARLIEST_MS + random() * (latestMs - EARLIEST_MS);
