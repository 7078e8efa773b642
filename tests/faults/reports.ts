/** Reports as clients make and send them, with what each was told kept for the checker. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from '@/lib/access/model';
import { ownedBy, type StepName } from '@/lib/contact/report/steps';
import { startReport } from '@/lib/contact/verbs/start-report';
import { withActor } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { readDraft, saveStep } from '@/lib/platform/draft/store';
import type { Answer, Client } from './app';
import type { History } from './history';

export interface Ready {
  id: string;
  key: string;
  version: number;
}

let children = 0;

/** A finished report of one child of seven whom no other report is about, not sent yet. */
export async function readyToSend(person: Person, what = 'She came to school hungry again.'): Promise<Ready> {
  children += 1;
  const steps: Partial<Record<StepName, Fields>> = {
    children: { children: '1', 'child.1.givenName': 'Wren', 'child.1.familyName': `Penhallow ${process.pid}-${children}`, 'child.1.ageWords': '7' },
    'what-happened': { 'happened.what': what },
    indicators: { 'seen.1': 'I018' },
  };
  return withActor(person, async (tx) => {
    const id = await startReport(tx, person);
    for (const [step, fields] of Object.entries(steps)) await saveStep(tx, id, step, ownedBy(step as StepName), fields, Number.MAX_SAFE_INTEGER);
    const draft = await readDraft(tx, id);
    if (draft === null) throw new Error('no draft');
    return { id, key: draft.key, version: draft.version };
  });
}

export const press = (client: Client, { id, key, version }: Ready): Promise<Answer | null> => client.post(`/report/${id}/submit`, { key, version: String(version) });

const REFERENCE = /[A-Z]{3}-[2-9A-Z]{4}-[2-9A-Z]{4}/;

/** What the page of the receipt says. */
export async function receiptOf(client: Client, { id }: Pick<Ready, 'id'>): Promise<string | null> {
  const page = await client.get(`/report/${id}/sent`);
  return page?.status === 200 ? (REFERENCE.exec(page.text)?.[0] ?? null) : null;
}

/** Says what came of one press: nothing or a fault of the service leaves it unknown. */
export async function sayPressed(history: History, client: Client, report: Ready, answer: Answer | null): Promise<'ok' | 'unknown'> {
  const taken = answer?.status === 303 && answer.location === `/report/${report.id}/sent`;
  const result = taken ? await receiptOf(client, report) : null;
  history.say({ key: report.key, op: 'submit', ...(result === null ? { outcome: 'unknown' } : { outcome: 'ok', result }) });
  return result === null ? 'unknown' : 'ok';
}

const AGAIN_AFTER_MS = 150;

/** Presses until a receipt is shown, as somebody does who sees that it did not go. @returns how often it was pressed. */
export async function pressUntilTaken(history: History, client: Client, report: Ready, most = 100): Promise<number> {
  for (let presses = 1; presses <= most; presses += 1) {
    if ((await sayPressed(history, client, report, await press(client, report))) === 'ok') return presses;
    await sleep(AGAIN_AFTER_MS);
  }
  throw new Error('never taken');
}
