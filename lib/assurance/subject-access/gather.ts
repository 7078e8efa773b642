import { gather } from '@/lib/chronology/household';
import { guideOn } from '@/lib/contact/guide-on';
import { sayReport } from '@/lib/contact/report/report-words';
import { readContact, type Contact } from '@/lib/contact/store';
import type { Authority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { londonDate } from '@/lib/platform/time';
import { LETTER_KIND_WORDS, LETTER_STATE_WORDS, type LetterText } from '@/lib/letter/model';
import { lettersOf, personOfKey, reachedBy } from '@/lib/letter/store';
import { readOpening } from '@/lib/restriction/opening-store';
import { openable, readFacts } from '../retention/retention-store';
import { namedIn, piecesOfReport, type Category, type FoundPiece, type Named } from './model';
import { readWritten } from './pack-store';

/** A contact about the child, and the child's row in it. */
interface About {
  contactId: string;
  childId: string;
}

/** Every contact about this child that the actor may open: by link, number, or name and birth, unless told apart. */
async function contactsAbout(tx: Tx, { contactId, childId }: About): Promise<(About & { reference: string })[]> {
  const { children, known } = await tx.asSystem(async (system) => readFacts(system, [contactId]));
  const group = gather(children, known.same, known.apart).find((rows) => rows.some(({ id }) => id === childId)) ?? [];
  const references = await openable(tx, group.map((row) => row.contactId));
  return group.flatMap(({ id, contactId: of }) => {
    const reference = references.get(of);
    return reference === undefined ? [] : [{ contactId: of, childId: id, reference }];
  });
}

/** Of these contacts, those of which the actor has not yet said that they know nobody in them (domain 7.14), by reference. */
export async function notOpened(tx: Tx, contacts: readonly { contactId: string; reference: string }[]): Promise<string[]> {
  const waiting: string[] = [];
  for (const { contactId, reference } of contacts) if (!(await readOpening(tx, contactId)).open) waiting.push(reference);
  return waiting;
}

const namesOf = ({ givenName, familyName, details }: Contact['people'][number]) => [givenName, familyName, typeof details['otherNames'] === 'string' ? details['otherNames'] : ''];

/** The words of a letter, a line for each of its blocks; to whom it went stands in none of them. */
const linesOf = ({ title, blocks }: LetterText) => [title, ...blocks.flatMap((block) => ('text' in block ? [block.text] : 'items' in block ? block.items : block.lines))].join('\n');

/**
 * The letters about a contact, oldest first, sent or not. What is written to a protected source is none of them, and of a contact
 * whose source is protected no letter to whoever told us: that there was one says that they can be reached (domain 7.14).
 */
async function lettersAbout({ id, sealed }: Contact, childId: string, tx: Tx, named: (text: string) => Category | null): Promise<FoundPiece[]> {
  const letters = (await lettersOf(tx, id)).filter(({ kind, recipient }) => kind !== 'unsealed' && reachedBy(recipient) !== 'source' && (kind === 'family' || !sealed));
  return letters.toReversed().map(({ kind, text, state, recipient, aboutId }) => {
    const words = linesOf(text);
    // To whoever told us, it tells of them; to the family, about whom it is and who reads it.
    const otherwise = kind !== 'family' ? 'referrer' : aboutId !== null && aboutId !== childId ? 'other_child' : personOfKey(recipient.key) === childId ? null : 'adult';
    return { contactId: id, title: 'Letters', label: `${LETTER_KIND_WORDS[kind]} (${LETTER_STATE_WORDS[state].toLowerCase()})`, words, proposed: named(words) ?? otherwise };
  });
}

async function piecesOf(tx: Tx, contact: Contact, childId: string, area: Authority['settings']['guideArea']): Promise<FoundPiece[]> {
  const { id, report, sealed, people } = contact;
  const memberKinds = report.household.map(({ kind }) => kind);
  // The children of the household stand in the order of the report, without its adults.
  const childMembers = memberKinds.flatMap((kind, index) => (kind === 'child' ? [index] : []));
  const own = people.find((person) => person.id === childId);
  const others: Named[] = [
    ...people.filter((person) => person.id !== childId).map((person) => ({ names: namesOf(person), category: person.kind === 'adult' ? ('adult' as const) : ('other_child' as const) })),
    ...(sealed ? [] : [{ names: [contact.referrerName], category: 'referrer' as const }]),
    ...report.agencies.map(({ worker }) => ({ names: [worker], category: 'adult' as const })),
  ];
  const named = (text: string) => namedIn(text, others, own === undefined ? [] : namesOf(own));
  const placeAmong = (kind: string) => people.filter((person) => person.kind === kind).findIndex((person) => person.id === childId);
  const said = piecesOfReport(id, sayReport(report, guideOn(area, londonDate(contact.receivedAt))), { child: placeAmong('child'), member: childMembers[placeAmong('household_child')] ?? -1, memberKinds, agencies: report.agencies.length, sealed }, named);
  const piece = (title: string, label: string, words: string | null, otherwise: Category | null = null): FoundPiece[] => (words === null || words.trim() === '' ? [] : [{ contactId: id, title, label, words, proposed: named(words) ?? otherwise }]);
  const { decisions, notes, additions, questions, told } = await readWritten(tx, id);
  return [
    ...said,
    ...additions.flatMap(({ text }) => piece('Added', 'What was added', text)),
    ...questions.flatMap(({ text, answer }) => [...piece('Questions', 'What we asked', text), ...piece('Questions', 'What was answered', answer)]),
    ...decisions.flatMap(({ version, route, rationale, familyViews, ifNothing, changeMind, changeReason }) => {
      // What is planned for a strategy discussion may warn somebody.
      const otherwise = route === 'STRATEGY' || route === 'IMMEDIATE' ? ('safeguarding' as const) : null;
      const title = `Decision ${version}`;
      return [...piece(title, 'Reasons', rationale, otherwise), ...piece(title, 'What the family was told and thinks', familyViews), ...piece(title, 'If nobody acted', ifNothing, otherwise), ...piece(title, 'What would change it', changeMind, otherwise), ...piece(title, 'Why it was changed', changeReason, otherwise)];
    }),
    ...told.flatMap(({ agency, words }) => piece('Told to or asked of others', agency, words)),
    ...notes.flatMap(({ text }) => piece('Notes', 'Note', text)),
    ...(await lettersAbout(contact, childId, tx, named)),
  ];
}

/** Everything that contacts say about a child, or the references that have to be opened first. */
export type Gathered = { ok: true; pieces: FoundPiece[]; contactIds: string[] } | { ok: false; openFirst: string[] };

/**
 * Gathers everything about a child from the contacts that the actor may open, oldest first: what was reported, added, asked,
 * decided, told to others, noted and written. Needs casework rights.
 */
export async function gatherAbout(tx: Tx, authority: Authority, about: About): Promise<Gathered> {
  const contacts = await contactsAbout(tx, about);
  const openFirst = await notOpened(tx, contacts);
  if (openFirst.length > 0) return { ok: false, openFirst };
  const read: { childId: string; contact: Contact }[] = [];
  for (const { contactId, childId } of contacts) {
    const contact = await readContact(tx, contactId);
    if (contact !== null) read.push({ childId, contact });
  }
  read.sort((a, b) => a.contact.receivedAt.epochMilliseconds - b.contact.receivedAt.epochMilliseconds);
  const pieces: FoundPiece[] = [];
  for (const { childId, contact } of read) pieces.push(...(await piecesOf(tx, contact, childId, authority.settings.guideArea)));
  return { ok: true, pieces, contactIds: read.map(({ contact }) => contact.id) };
}
