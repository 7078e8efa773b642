import type { Temporal } from 'temporal-polyfill';
import { systemOf, withActor } from '@/lib/platform/db';
import type { SeedArea } from './areas';
import { deskOf } from './desk';
import { makeCalls } from './calls-run';
import { makeLine } from './line-run';
import { makeMorning } from './day-run';
import { makeRestricted } from './restricted';
import { makeRota } from './rota-run';
import { makeSecrecy } from './secrecy';
import { makeYear } from './history-run';
import { peopleOf } from './people';

/** In the ledger of an area whose contacts are all made. */
export const MADE = 'demo.made';

/** Makes all contacts of an area: its year, its morning, and whatever else lies before its people at that moment. */
export async function makeContacts(area: SeedArea, at: Temporal.Instant): Promise<void> {
  const desk = deskOf(area, peopleOf(area));
  await makeYear(desk, at);
  await makeMorning(desk, at);
  await makeRestricted(area, at);
  await makeSecrecy(desk, at);
  await makeRota(desk, at);
  await makeLine(desk, at);
  await makeCalls(desk, at);
  await withActor(systemOf(area.id), async (tx) => Promise.resolve(tx.ledger({ action: MADE, objectKind: 'authority', objectId: area.id })), { at });
}
