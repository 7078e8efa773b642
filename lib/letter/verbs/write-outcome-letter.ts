import { readAuthority, readNames } from '@/lib/access/store';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts } from '@/lib/contact/queue-store';
import type { Tx } from '@/lib/platform/db';
import { areaLevelOf, routeWordsOf, type Guide } from '@/lib/threshold/model';
import { guideById } from '@/lib/threshold/guides';
import { areaOf } from '../model';
import { readDecided, readOccasion, type DecidedOccasion, type LetterOccasion } from '../occasion-store';
import { outcomeLetter, type ToldChild } from '../outcome';
import { addLetter, cancelLetter, lettersOf } from '../store';

function toldChildren(guide: Guide, occasion: LetterOccasion, decided: DecidedOccasion): ToldChild[] {
  return occasion.children.flatMap((child) => {
    const own = decided.byPerson.get(child.personId);
    if (own === undefined) return [];
    const level = areaLevelOf(guide, own.level, own.route);
    return [
      {
        // A letter by post may be opened by anybody: it names nobody but its reader.
        calledBy: occasion.recipient.accountId === null || child.unborn || child.givenName.trim() === '' ? null : child.givenName.trim(),
        unborn: child.unborn,
        level: own.level,
        levelWords: `${level.label}, ${level.name}`,
        levelDescription: level.description,
        route: own.route,
        routeName: routeWordsOf(guide, own.route).name,
      },
    ];
  });
}

/** A later decision cancels the unsent letters of earlier ones; their duty to tell ends with the decision itself. */
async function cancelEarlier(tx: Tx, decided: DecidedOccasion): Promise<void> {
  for (const letter of await lettersOf(tx, decided.contactId)) {
    if (letter.kind === 'outcome' && letter.decisionId !== decided.id) await cancelLetter(tx, letter, 'decision_changed');
  }
}

/**
 * Writes the letter that tells the referrer of a decision, for a worker to read and send. Called where a decision
 * takes effect: when it is made, or when it is countersigned. Unsent letters of earlier decisions are cancelled.
 * @returns the letter's id, or null when none is due: the decision is not in force, a later one exists, or the
 *   referrer is the subject of the concern, and then a lawful reason not to tell is recorded.
 */
export async function writeOutcomeLetter(tx: Tx, decisionId: string): Promise<string | null> {
  const decided = await readDecided(tx, decisionId);
  await lockContacts(tx, [decided.contactId]);
  if (!decided.inForce || !decided.latest) return null;
  await cancelEarlier(tx, decided);
  const [authority, occasion, names] = [await readAuthority(tx), await readOccasion(tx, decided.contactId), await readNames(tx, [decided.by])];
  const guide = guideById(decided.guide.id, decided.guide.version);
  if (guide === undefined) throw new Error(`No guide ${decided.guide.id} ${decided.guide.version}`);
  const phrases = new Map(guide.indicators.map((indicator) => [indicator.id, indicator.phrase]));
  const text = outcomeLetter({
    area: areaOf(authority),
    reference: occasion.reference,
    recipientName: occasion.recipient.name,
    referrerClass: occasion.recipient.referrerClass,
    writtenAt: tx.at,
    receivedAt: occasion.receivedAt,
    decidedAt: decided.at,
    decidedBy: names.get(decided.by) ?? 'The social worker who decided',
    guideTitle: guide.title,
    children: toldChildren(guide, occasion, decided),
    level: decided.level,
    route: decided.route,
    referrerLevel: occasion.referrerLevel,
    signs: decided.signs.flatMap((id) => phrases.get(id) ?? []),
    replaces: decided.version > 1,
  });
  if (text === null) return null;
  const letter = await addLetter(tx, { contactId: decided.contactId, decisionId, kind: 'outcome', occasion: decisionId, recipient: occasion.recipient, text });
  if (!letter.fresh) return letter.id;
  await addEvent(tx, decided.contactId, 'letter_written', { letter: letter.id, decision: decisionId });
  tx.ledger({ action: 'letter.written', objectKind: 'letter', objectId: letter.id, detail: { contact: decided.contactId, decision: decisionId } });
  return letter.id;
}
