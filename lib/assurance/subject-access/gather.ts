import { gather, type NamedIn } from '@/lib/chronology/household';
import { londonWords } from '@/lib/clock/evidence';
import { PROTECTION_ENDINGS, PROTECTION_KINDS, protectionStanding } from '@/lib/contact/protection/model';
import { guideOn } from '@/lib/contact/guide-on';
import { sayReport } from '@/lib/contact/report/report-words';
import { mayLearnOf, type Pregnancy } from '@/lib/contact/secrecy/pregnancy';
import { pregnanciesOf } from '@/lib/contact/secrecy/pregnancy-store';
import { hide } from '@/lib/contact/secrecy/protecting';
import { secretsOf, type ProtectedOpen } from '@/lib/contact/secrecy/protected-store';
import { readContact, type Contact } from '@/lib/contact/store';
import type { Authority } from '@/lib/access/store';
import { speaksOfPregnancy } from '@/lib/people/unborn';
import type { Tx } from '@/lib/platform/db';
import { londonDate } from '@/lib/platform/time';
import { LETTER_KIND_WORDS, letterStateWords, type LetterText } from '@/lib/letter/model';
import { lettersOf, personOfKey, reachedBy } from '@/lib/letter/store';
import { readOpening } from '@/lib/restriction/opening-store';
import { KNOWN_BY, type KnownBy } from '../retention/model';
import { openable, readFacts } from '../retention/retention-store';
import { meantIn, namedIn, piecesOfReport, pointsAt, type Asker, type Flags, type FoundPiece, type Named, type Pointed } from './model';
import { caseworkOf, rowsOfChild } from './casework-store';
import { ofOther, pieceOf, type Of } from './entry';
import { sharedOf } from './shared-store';
import { readWritten } from './pack-store';

/** A contact about the child, and the child's row in it. */
interface About {
  contactId: string;
  childId: string;
}

/** Of these everybody who is one person with this child, the child too. */
const groupOf = (childId: string, ...[children, same, apart]: Parameters<typeof gather<NamedIn>>) => gather(children, same, apart).find((rows) => rows.some(({ id }) => id === childId)) ?? [];

/**
 * The rows of this child in every contact that names them, open to the actor or not: by link, number, or name and birth, unless told apart.
 * @param perhaps with those who have only a name that is nobody's ("Baby") and the birth in common: another family's child, perhaps.
 */
async function rowsOf(tx: Tx, { contactId, childId }: About, perhaps: boolean): Promise<About[]> {
  const { children, known } = await tx.asSystem(async (system) => readFacts(system, [contactId]));
  return groupOf(childId, children, known.same.filter((pair) => perhaps || pair.perhaps !== true), known.apart).map(({ id, contactId: of }) => ({ contactId: of, childId: id }));
}

/** Why a contact is about the child of a pack: it is the one that was begun from, or by what the two children are one. */
export type InBy = 'itself' | KnownBy;

/**
 * Every contact about this child as who is who stands now, and by what: the surest that leads there from the contact it was begun
 * from. What is told apart, or a number or name that was put right, takes a contact out again.
 */
export async function contactsOf(tx: Tx, { contactId, childId }: About): Promise<Map<string, InBy>> {
  const { children, known } = await tx.asSystem(async (system) => readFacts(system, [contactId]));
  const found = new Map<string, InBy>([[contactId, 'itself']]);
  for (const by of KNOWN_BY) {
    const upTo = KNOWN_BY.slice(0, KNOWN_BY.indexOf(by) + 1);
    for (const row of groupOf(childId, children, known.same.filter((pair) => pair.perhaps !== true && upTo.includes(pair.by)), known.apart)) if (!found.has(row.contactId)) found.set(row.contactId, by);
  }
  return found;
}

/** What is kept secret in any contact about this child, open to the actor or not: what one keeps secret another may say in clear. */
export async function secretsAbout(tx: Tx, about: About): Promise<ProtectedOpen[]> {
  return secretsOf(tx, (await rowsOf(tx, about, true)).map(({ contactId }) => contactId));
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
async function lettersAbout({ id, sealed }: Contact, childId: string, tx: Tx, flags: Flags): Promise<FoundPiece[]> {
  const letters = (await lettersOf(tx, id)).filter(({ kind, recipient }) => kind !== 'unsealed' && reachedBy(recipient) !== 'source' && (kind === 'family' || !sealed));
  return letters.toReversed().map(({ kind, text, state, events, recipient, aboutId }) => {
    const words = linesOf(text);
    // To whoever told us, it tells of them; to the family, about whom it is and who reads it.
    const otherwise = kind !== 'family' ? 'referrer' : aboutId !== null && aboutId !== childId ? 'other_child' : personOfKey(recipient.key) === childId ? null : 'adult';
    return { contactId: id, title: 'Letters', label: `${LETTER_KIND_WORDS[kind]} (${letterStateWords({ state, events }).toLowerCase()})`, words, proposed: pointsAt(words, { otherwise, sealed }, flags) };
  });
}

/** A contact that is gathered from, with the child's row in it and what was written beside its report. */
interface Read {
  contact: Contact;
  childId: string;
  /** The child's rows in it: as it names them, and before birth. */
  own: string[];
  written: Awaited<ReturnType<typeof readWritten>>;
  pregnancies: readonly Pregnancy[];
}

/** Everybody whom any of these contacts names beside the child: who is named in one may be spoken of in another. */
function othersIn(all: readonly Read[], childIds: ReadonlySet<string>): Named[] {
  return all.flatMap(({ contact: { people, sealed, referrerName, report }, written: { additions } }): Named[] => [
    ...people.filter(({ id }) => !childIds.has(id)).map((person) => ({ names: namesOf(person), category: person.kind === 'adult' ? ('adult' as const) : ('other_child' as const) })),
    ...(sealed ? [] : [referrerName, ...additions.map(({ caller }) => caller)].map((name) => ({ names: [name], category: 'referrer' as const }))),
    ...report.agencies.map(({ worker }) => ({ names: [worker], category: 'adult' as const })),
  ]);
}

async function piecesOf(tx: Tx, { contact, childId, own, written }: Read, flags: Flags, { area, asker }: { area: Authority['settings']['guideArea']; asker: Asker }): Promise<FoundPiece[]> {
  const { id, report, sealed, people } = contact;
  const of: Of = { contact, own, asker, guide: guideOn(area, londonDate(contact.receivedAt)) };
  const memberKinds = report.household.map(({ kind }) => kind);
  // The children of the household stand in the order of the report, without its adults.
  const childMembers = memberKinds.flatMap((kind, index) => (kind === 'child' ? [index] : []));
  const placeAmong = (kind: string) => people.filter((person) => person.kind === kind).findIndex((person) => person.id === childId);
  const said = piecesOfReport(id, sayReport(report, of.guide), { child: placeAmong('child'), member: childMembers[placeAmong('household_child')] ?? -1, memberKinds, agencies: report.agencies.length, sealed, asker }, flags);
  const piece = (title: string, label: string, words: string | null, pointed: Omit<Pointed, 'sealed'> = {}) => pieceOf(of, { title, label, words: words ?? '', pointed }, flags);
  const { notes, additions, questions, protections, told } = written;
  return [
    ...said,
    ...additions.flatMap(({ text }) => piece('Added', 'What was added', text)),
    // That a protected source was asked says that they can be reached (domain 7.14).
    ...(sealed ? [] : questions.flatMap(({ text, answer }) => [...piece('Questions', 'What we asked', text), ...piece('Questions', 'What was answered', answer)])),
    ...(await caseworkOf(tx, of)).flatMap((entry) => pieceOf(of, entry, flags)),
    // Where the child was, and with which officer, is in no pack; of another child's it is theirs (domain 7.6).
    ...protections.filter((one) => one.personId === childId && protectionStanding(one, protections) !== 'put_right').flatMap(({ kind, beganAt, endsAt, agency, ends }) => [
      ...piece('Police protection and orders', 'What you were under', `${PROTECTION_KINDS[kind]}, ${agency}: from ${londonWords(beganAt)}, until ${londonWords(endsAt)} at the latest`),
      ...ends.flatMap(({ how, endedAt, words, answer }) => [
        ...piece('Police protection and orders', 'What followed', `${PROTECTION_ENDINGS[how]}, ${londonWords(endedAt)}: ${words}`, { harm: true }),
        ...piece('Police protection and orders', `A manager ${answer?.verdict === 'agreed' ? 'agreed' : 'refused'}`, answer?.comment ?? null, { harm: true }),
      ]),
    ]),
    ...(await sharedOf(tx, of)).flatMap((entry) => pieceOf(of, entry, flags)),
    ...told.flatMap(({ agency, words, personId }) => piece('Told to or asked of others', agency, words, { otherwise: ofOther(of, personId) })),
    ...notes.flatMap(({ text }) => piece('Notes', 'Note', text)),
    ...(await lettersAbout(contact, childId, tx, flags)),
  ];
}

/** A piece without what is kept secret: an agency that another contact names is a heading, and may be the school (domain 7.6). */
export function hiddenIn<P extends Pick<FoundPiece, 'title' | 'label' | 'words'>>(piece: P, secrets: readonly ProtectedOpen[]): P {
  return { ...piece, title: hide(piece.title, secrets), label: hide(piece.label, secrets), words: hide(piece.words, secrets) };
}

/** Everything that contacts say about a child, or the references that have to be opened first. */
export type Gathered = { ok: true; pieces: FoundPiece[]; contactIds: string[] } | { ok: false; openFirst: string[] };

/**
 * Gathers everything about a child from the contacts that the actor may open, oldest first: each kind of record of `GATHERED`
 * (gathered.ts), none of `LEFT_OUT`. What any contact about the child keeps secret is hidden in all of them, also in
 * headings, and words that tell of a pregnancy which whoever asks may not know of are proposed to be left out (domain 7.6, 7.12). Needs casework rights.
 * @param who who asks, as they are called, and what they are to the child.
 */
export async function gatherAbout(tx: Tx, authority: Authority, about: About, { askedBy, asker }: { askedBy: string; asker: Asker }): Promise<Gathered> {
  const rows = await rowsOf(tx, about, false);
  const references = await openable(tx, rows.map(({ contactId }) => contactId));
  const contacts = rows.flatMap((row) => {
    const reference = references.get(row.contactId);
    return reference === undefined ? [] : [{ ...row, reference }];
  });
  const openFirst = await notOpened(tx, contacts);
  if (openFirst.length > 0) return { ok: false, openFirst };
  const read: Read[] = [];
  for (const { contactId, childId } of contacts) {
    const contact = await readContact(tx, contactId);
    if (contact !== null) read.push({ childId, contact, own: await rowsOfChild(tx, childId), written: await readWritten(tx, contactId), pregnancies: await pregnanciesOf(tx, contactId) });
  }
  read.sort((a, b) => a.contact.receivedAt.epochMilliseconds - b.contact.receivedAt.epochMilliseconds);
  const childIds = new Set(rows.map(({ childId }) => childId));
  const own = read.flatMap(({ contact }) => contact.people.filter(({ id }) => childIds.has(id)).flatMap(namesOf));
  const others = othersIn(read, childIds);
  const kept = read.flatMap(({ pregnancies }) => pregnancies).filter((pregnancy) => !mayLearnOf(pregnancy, { as: 'family', called: askedBy }));
  const flags: Flags = {
    named: (text) => (kept.length > 0 && speaksOfPregnancy(text) ? 'safeguarding' : namedIn(text, others, own)),
    meant: (text) => meantIn(text, own),
  };
  const pieces: FoundPiece[] = [];
  for (const each of read) pieces.push(...(await piecesOf(tx, each, flags, { area: authority.settings.guideArea, asker })));
  const secrets = await secretsOf(tx, rows.map(({ contactId }) => contactId));
  return { ok: true, pieces: pieces.map((piece) => hiddenIn(piece, secrets)), contactIds: read.map(({ contact }) => contact.id) };
}
