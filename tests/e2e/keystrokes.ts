import type { Page } from '@playwright/test';

/** Keys that the browser saw go down, and the times a pointer did. */
export interface Counted {
  keys: number;
  pointer: number;
}

/**
 * Counts at the page itself, from now on and over all its pages: every key that goes down, Alt, Tab and Enter included,
 * and every press of a pointer.
 */
export async function countKeys(page: Page): Promise<Counted> {
  const counted: Counted = { keys: 0, pointer: 0 };
  await page.exposeFunction('countOne', (what: keyof Counted) => {
    counted[what] += 1;
  });
  await page.addInitScript(() => {
    const tell = (what: string) => (globalThis as unknown as { countOne: (what: string) => void }).countOne(what);
    document.addEventListener('keydown', () => tell('keys'), true);
    document.addEventListener('pointerdown', () => tell('pointer'), true);
  });
  return counted;
}

/** Somebody who types, and never touches a mouse: how much of it was words. */
export class Typist {
  /** Letters, figures, marks and spaces of the words typed: what the same words cost on an empty sheet. */
  letters = 0;
  /** The words themselves. */
  count = 0;

  constructor(readonly page: Page) {}

  async words(text: string): Promise<void> {
    this.letters += [...text].length;
    this.count += text.split(/\s+/).filter((word) => word !== '').length;
    await this.page.keyboard.type(text);
  }

  /** Keys that are no words: "Alt+1", "Tab". */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }
}

/** How many keys more than letters, in per cent of the letters. */
export function moreKeys({ keys }: Counted, { letters }: Typist): number {
  return ((keys - letters) / letters) * 100;
}
