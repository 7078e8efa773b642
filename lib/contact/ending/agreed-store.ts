import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, dayDate, instantOf } from '@/lib/platform/time';
import { hide } from '../secrecy/protecting';
import { openProtected, withoutSecrets } from '../secrecy/protected-store';
import { agreedLevelOf, isStepOwner, levelOf, withTexts, type Agreed } from './agreed';

/** What was agreed at one time: with the call, or added afterwards with a reason. */
export interface AgreedRecord extends Agreed {
  id: string;
  at: Temporal.Instant;
  by: string;
  /** Empty for the call's own. */
  why: string;
}

/** Each text without what is kept secret of the contact; the whole text is kept encrypted beside it. */
async function cleaned(tx: Tx, contactId: string, id: string, agreed: Agreed): Promise<Agreed> {
  const texts = new Map<string, string>();
  withTexts(agreed, (text) => {
    texts.set(text, text);
    return text;
  });
  let place = 0;
  for (const text of texts.keys()) {
    place += 1;
    if (text !== '') texts.set(text, await withoutSecrets(tx, contactId, `agreed.${id}.${place}`, text));
  }
  return withTexts(agreed, (text) => texts.get(text) ?? text);
}

/**
 * Keeps what was agreed, for good. Needs casework rights.
 * @param call key of the call that was put to the contact; null for the one that it came of.
 * @param why why it is added afterwards; empty for the call's own.
 */
export async function addAgreed(tx: Tx, contactId: string, call: string | null, given: Agreed, why = ''): Promise<string> {
  const { authorityId, actorId } = tx.actor;
  const id = newId();
  const { steps, level, ...rest } = await cleaned(tx, contactId, id, given);
  await tx.db.callAgreed.createMany({ data: [{ authorityId, id, contactId, callKey: call, at: dateOf(tx.at), by: actorId, level: level ?? '', why, ...rest }] });
  await tx.db.agreedStep.createMany({ data: steps.map(({ what, owner, ownerName, by, byWords }, index) => ({ authorityId, id: newId(), contactId, agreedId: id, ordinal: index + 1, what, owner: owner ?? '', ownerName, byDate: dayDate(by), byWords })) });
  return id;
}

/**
 * What was agreed with whoever rang, the call's own first, without what is kept secret by now. Needs the right to read casework.
 * @param call key of the call that was put to the contact; null for the one that it came of.
 * @param secret whether anything is kept secret of the contact: where it is known that nothing is, it is not asked what.
 */
export async function agreedOf(tx: Tx, contactId: string, call: string | null = null, secret = true): Promise<AgreedRecord[]> {
  const rows = await tx.db.callAgreed.findMany({ where: { authorityId: tx.actor.authorityId, contactId, callKey: call }, include: { steps: { orderBy: { ordinal: 'asc' } } }, orderBy: [{ at: 'asc' }, { why: 'asc' }, { id: 'asc' }] });
  // Kept secret later, it is still in the row: what is never changed is not shown as it was.
  const secrets = rows.length === 0 || !secret ? [] : await tx.asSystem((system) => openProtected(system, contactId));
  return rows.map(({ id, at, by, why, level, ourLevel, callerLevel, levelWords, ifHappens, thenDo, ring, steps }) => ({
    ...withTexts(
      {
        ...{ levelWords, ifHappens, thenDo, ring },
        level: agreedLevelOf(level),
        ourLevel: levelOf(String(ourLevel)),
        callerLevel: levelOf(String(callerLevel)),
        steps: steps.map(({ what, owner, ownerName, byDate, byWords }) => ({ what, ownerName, byWords, owner: isStepOwner(owner) ? owner : null, by: byDate?.toISOString().slice(0, 10) ?? null })),
      },
      (text) => hide(text, secrets),
    ),
    ...{ id, by, why },
    at: instantOf(at),
  }));
}

/** What stands as agreed: all steps, and of the level and what to do if it gets worse the latest that was said. */
export function agreedNow(records: readonly AgreedRecord[]): Agreed | null {
  if (records.length === 0) return null;
  const latest = records.findLast(({ level }) => level !== null);
  const worse = records.findLast(({ ifHappens, thenDo, ring }) => `${ifHappens}${thenDo}${ring}` !== '');
  return {
    steps: records.flatMap(({ steps }) => steps),
    ...{ level: latest?.level ?? null, ourLevel: latest?.ourLevel ?? null, callerLevel: latest?.callerLevel ?? null, levelWords: latest?.levelWords ?? '' },
    ...{ ifHappens: worse?.ifHappens ?? '', thenDo: worse?.thenDo ?? '', ring: worse?.ring ?? '' },
  };
}
