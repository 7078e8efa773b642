import { Temporal } from 'temporal-polyfill';
import { readAuthority, readNames } from '@/lib/access/store';
import { addEvent } from '@/lib/contact/event-store';
import { higher, type Standing } from '@/lib/contact/queue/queue-model';
import { keptFrom, mayLearnOf, type Pregnancy, type WrittenTo } from '@/lib/contact/secrecy/pregnancy';
import { pregnanciesOf } from '@/lib/contact/secrecy/pregnancy-store';
import { speaksOfPregnancy } from '@/lib/people/unborn';
import type { Tx } from '@/lib/platform/db';
import { LONDON } from '@/lib/platform/time';
import { areaLevelOf, routeWordsOf, type Guide } from '@/lib/threshold/model';
import { guideById } from '@/lib/threshold/guides';
import { mustBeSilent } from '../family/silence-store';
import { areaOf, hasTold } from '../model';
import { readOccasions, type DecidedOccasion, type LetterOccasion } from '../occasion-store';
import { outcomeLetter, type ToldChild } from './outcome';
import { addLetter, lettersOf, reachedBy, writtenTo, type Letter } from '../store';
import { agreedContent } from './telling-store';

/** May this reader learn that the child is not born yet (safe practice 12)? */
function ofPregnancy(personId: string, pregnancies: readonly Pregnancy[], to: WrittenTo): boolean {
  return pregnancies.some((pregnancy) => pregnancy.personId === personId && mayLearnOf(pregnancy, to));
}

function toldChildren(guide: Guide, occasion: LetterOccasion, decided: DecidedOccasion, pregnancies: readonly Pregnancy[], to: WrittenTo): ToldChild[] {
  // A letter by post may be opened by anybody, and of a protected source nobody knows what they may know: it names nobody but its reader.
  const byPost = reachedBy(occasion.recipient) !== 'account';
  return occasion.children.flatMap((child) => {
    const own = child.personId === null ? null : decided.byPerson.get(child.personId);
    if (own == null) return [];
    const level = areaLevelOf(guide, own.level, own.route);
    return [
      {
        calledBy: byPost || child.unborn || child.givenName.trim() === '' ? null : child.givenName.trim(),
        unborn: child.unborn && !byPost && ofPregnancy(child.reportedId, pregnancies, to),
        level: own.level,
        levelWords: `${level.label}, ${level.name}`,
        levelDescription: level.description,
        route: own.route,
        routeName: routeWordsOf(guide, own.route).name,
      },
    ];
  });
}

/** When a letter left, or null. Of one that had gone before that was recorded, the middle of the day that was said. */
export function wentAt({ events }: Pick<Letter, 'events'>): Letter['madeAt'] | null {
  const went = events.find(({ what }) => what === 'sent' || what === 'posted');
  if (went?.detail.on === undefined) return went?.at ?? null;
  return Temporal.PlainDate.from(went.detail.on).toZonedDateTime({ timeZone: LONDON, plainTime: '12:00' }).toInstant();
}

/**
 * The letter that this reader got before, of an earlier decision or of this one where it had gone though it was to be written anew: only
 * they read that it is corrected (safe practice 5).
 */
function corrected(letters: readonly Letter[], occasion: LetterOccasion, decided: DecidedOccasion): Letter | null {
  return letters.find(({ kind, recipient, decisionId, state, events }) => kind === 'outcome' && recipient.key === occasion.recipient.key && hasTold(state) && (decisionId !== decided.id || events.some(({ detail }) => detail.gone !== undefined))) ?? null;
}

/**
 * What their letter calls the decision: the highest of the children whom they reported. What was decided for brothers and sisters
 * whom they did not report is not theirs to hear of, nor to work out (safe practice 5).
 */
function toldStanding(decided: DecidedOccasion, children: readonly ToldChild[]): Standing {
  const [first, ...others] = children.map(({ level, route }): Standing => ({ level, route }));
  return first === undefined ? { level: decided.level, route: decided.route } : others.reduce(higher, first);
}

/** Does the decision speak of children, and of none of theirs? Then they hear that it came and was considered, and nothing of others' children. */
const ofStrangersOnly = (decided: DecidedOccasion, children: readonly ToldChild[]) => children.length === 0 && decided.byPerson.size > 0;

/**
 * Writes the letter of a decision for one who reported it, once for each issue.
 * @param issue 1 for the first; the next for a letter written anew.
 * @returns the letter's id, or null when this reader may not be told.
 */
export async function writeFor(tx: Tx, decided: DecidedOccasion, occasion: LetterOccasion, issue = 1): Promise<string | null> {
  if (!occasion.mayWrite.outcome) return null;
  const [authority, names] = await Promise.all([readAuthority(tx), readNames(tx, [decided.by])]);
  const guide = guideById(decided.guide.id, decided.guide.version);
  if (guide === undefined) throw new Error(`No guide ${decided.guide.id} ${decided.guide.version}`);
  const phrases = new Map(guide.indicators.map((indicator) => [indicator.id, indicator.phrase]));
  const earlier = corrected(await lettersOf(tx, occasion.contactId), occasion, decided);
  const [to, pregnancies] = [writtenTo(occasion.recipient, occasion.contactId), await pregnanciesOf(tx, occasion.contactId)];
  const kept = keptFrom(pregnancies, to);
  const children = toldChildren(guide, occasion, decided, pregnancies, to);
  const { referrerClass } = occasion.recipient;
  const strangers = ofStrangersOnly(decided, children);
  const agreed = referrerClass === 'subject' ? await agreedContent(tx, occasion.contactId, decided.id) : null;
  const text = outcomeLetter({
    area: areaOf(authority),
    reference: occasion.reference,
    recipientName: occasion.recipient.name,
    referrerClass: strangers && referrerClass !== 'subject' ? 'public' : referrerClass,
    writtenAt: tx.at,
    receivedAt: occasion.receivedAt,
    decidedAt: decided.at,
    decidedBy: names.get(decided.by) ?? 'The social worker who decided',
    guideTitle: guide.title,
    children,
    ...toldStanding(decided, children),
    // Only this class is asked to do anything.
    silent: referrerClass === 'professional_continuing' && (await mustBeSilent(tx, decided.contactId)),
    referrerLevel: occasion.referrerLevel,
    // Their own words, and still not for whoever opens the envelope.
    signs: occasion.signs.flatMap((id) => phrases.get(id) ?? []).filter((phrase) => !kept || !speaksOfPregnancy(phrase)),
    replaces: earlier === null ? null : wentAt(earlier),
    agreed: agreed !== null && strangers ? 'received' : agreed,
  });
  if (text === null) return null;
  const letter = await addLetter(tx, { contactId: occasion.contactId, decisionId: decided.id, kind: 'outcome', occasion: decided.id, recipient: occasion.recipient, to, text, issue, replacesId: earlier?.id ?? null });
  if (!letter.fresh) return letter.id;
  await addEvent(tx, occasion.contactId, 'letter_written', { letter: letter.id, decision: decided.id, issue });
  tx.ledger({ action: 'letter.written', objectKind: 'letter', objectId: letter.id, detail: { contact: occasion.contactId, decision: decided.id, issue } });
  return letter.id;
}

/** Writes the next issue of a letter for its reader, as things stand now. @returns its id, or null when this reader may not be told. */
export async function writeNext(tx: Tx, decided: DecidedOccasion, { contactId, issue }: Pick<Letter, 'contactId' | 'issue'>): Promise<string | null> {
  const occasion = (await readOccasions(tx, decided.contactId)).find((each) => each.contactId === contactId);
  return occasion === undefined ? null : writeFor(tx, decided, occasion, issue + 1);
}
