import type { ReactNode } from 'react';
import { page, type PageContext } from '@/app/_edge/page';
import { Missing } from '@/app/_edge/subject';
import { BackLink, Button, InsetText, Tag, WarningText } from '@/components/govuk';
import { Card, DateTime } from '@/components/doorstep';
import { Letter as LetterSheet } from '@/components/doorstep/letter';
import { Done, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { onlyEndedPregnancies } from '@/lib/contact/unborn-store';
import { NOTHING_SAID, reachingWords } from '@/lib/contact/report/reaching';
import { confirmationOf } from '@/lib/letter/family/family-store';
import { readHeldBack } from '@/lib/letter/held-back-store';
import { ANEW_PROBLEM_WORDS, CANCEL_REASON_WORDS, GONE_KNOWN_WORDS, GONE_PROBLEM_WORDS, isCancelReason, LETTER_KIND_WORDS, letterStateWords, mayBeWrittenAnew, notSilentWithoutButton, RETURN_PROBLEM_WORDS, SEND_PROBLEM_WORDS } from '@/lib/letter/model';
import { readOccasion } from '@/lib/letter/occasion-store';
import { linkOfLetter } from '@/lib/letter/follow-up/link-store';
import { goneAlready, returnedPost, safeContact } from '@/lib/letter/schema';
import { reachedBy, type Letter } from '@/lib/letter/store';
import { RETURN_REASON_WORDS } from '@/lib/letter/outcome/telling';
import { agreementsOf } from '@/lib/letter/outcome/telling-store';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { readerOf as writtenToOf } from '@/lib/letter/reader-store';
import { readWayTo, saidOfReaching } from '@/lib/letter/way-store';
import { whyNotGo } from '@/lib/letter/why-not-go';
import { withheld, type Reader } from '@/lib/letter/outcome/withheld';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { WRITING } from '../../_parts/dossier';
import { dayTyped } from '../../_parts/day-typed';
import { ConfirmedCard } from './_parts/confirmed-card';
import { AnewForm, dayWords, GoneForm, ReturnedForm, SafeWayForm, WayOnRecord, type Typed } from './_parts/reaching';
import { Reading } from './_parts/reading';
import { WithheldCard } from './_parts/withheld-card';

export const metadata = { title: 'Letter' };

const DONE_WORDS: Record<string, string> = {
  sent: 'Sent. They have a message that a letter waits for them; what it says is read signed in.',
  posted: 'Marked as posted.',
  returned: 'Recorded. They count as not told, and telling them is owed again.',
  gone: 'Recorded: it had gone already. Nothing was sent.',
  anew: 'Written anew. Read it, then send it.',
  safe_way: 'Recorded.',
};

const wordsIn = (table: Record<string, string>, code: string): string | undefined => (Object.hasOwn(table, code) ? table[code] : undefined);

type Issues = { issues: readonly { path: readonly PropertyKey[]; message: string }[] };
const errorsOf = (error: Issues): FormError[] => error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));

/** The words of a form that was refused, with what is wrong; nothing when it was not this one. */
async function refusedForm(tx: Tx, contactId: string, letterId: string, kind: 'returned' | 'safe_way' | 'gone', refused: boolean, problems: (fields: Fields) => FormError[]): Promise<Typed> {
  const fields = refused ? await typedBefore(tx, { kind, contactId, about: letterId }) : {};
  return { fields, errors: refused ? problems(fields) : [] };
}

function returnedProblems(fields: Fields): FormError[] {
  const read = returnedPost.safeParse({ on: dayTyped(fields, 'on'), why: textOf(fields, 'why') });
  return read.success ? [{ field: 'on', message: RETURN_PROBLEM_WORDS.incomplete }] : errorsOf(read.error);
}

function goneProblems(fields: Fields): FormError[] {
  const read = goneAlready.safeParse({ on: dayTyped(fields, 'on'), known: textOf(fields, 'known'), words: textOf(fields, 'words') });
  return read.success ? [{ field: 'on', message: 'Give a day from the one on which it was written until today' }] : errorsOf(read.error).map((error) => (error.field === 'words' ? { ...error, field: 'gone-words' } : error));
}

function safeWayProblems(fields: Fields): FormError[] {
  const read = safeContact.safeParse({ way: textOf(fields, 'way'), how: textOf(fields, 'how'), provedBy: textOf(fields, 'provedBy'), provedOn: dayTyped(fields, 'provedOn'), noMessage: textOf(fields, 'noMessage') === 'yes', words: textOf(fields, 'words') });
  return read.success ? [] : errorsOf(read.error).map((error) => (error.field === 'words' ? { ...error, field: 'safe-words' } : error));
}

/** What became of a letter that did not reach its reader, in words. */
function Mishap({ letter, names, now }: { letter: Letter; names: ReadonlyMap<string, string>; now: Tx['at'] }) {
  const returned = letter.events.find(({ what }) => what === 'returned');
  const cancelled = letter.state === 'cancelled' ? letter.events.find(({ what }) => what === 'cancelled') : undefined;
  const why = cancelled?.detail.why ?? '';
  const gone = letter.events.find(({ detail }) => detail.gone !== undefined);
  if (returned !== undefined) return <InsetText>It came back on {dayWords(returned.detail.on ?? '')}: {wordsIn(RETURN_REASON_WORDS, returned.detail.why ?? '') ?? 'no reason given'}. They are not told.</InsetText>;
  if (gone !== undefined)
    return (
      <InsetText>
        It had gone already, on {dayWords(gone.detail.on ?? '')}. How that is known: {wordsIn(GONE_KNOWN_WORDS, gone.detail.gone ?? '') ?? 'not said'}. What happened is in a note on the contact. Recorded by <bdi>{names.get(gone.by) ?? 'a colleague'}</bdi>, <DateTime at={gone.at} now={now} within />.
      </InsetText>
    );
  if (cancelled !== undefined) return <InsetText>Cancelled before it went: {isCancelReason(why) ? CANCEL_REASON_WORDS[why].toLowerCase() : 'a later decision replaced it'}.</InsetText>;
  if (letter.state === 'undelivered') return <InsetText>No e-mail reached them: it could not be delivered for a day, it came back from the address, or the address was put right afterwards. They are not told.</InsetText>;
  if (letter.state === 'withheld' && letter.events.some(({ what, detail }) => what === 'withheld' && detail.why === 'left_agency'))
    return <InsetText>It was sent, and before they read it they left the agency for which they told us. It does not open any more, and nobody is told: tell that agency by telephone, and record on the contact why no letter goes.</InsetText>;
  if (letter.state === 'withheld') return <InsetText>It was sent, and became known before they read it: this may be about them or about somebody who works where they do. It does not open any more, and they are not told until the designated officer or the strategy discussion agrees.</InsetText>;
  return null;
}

function mayAgain(letter: Letter): boolean {
  if (letter.kind !== 'outcome') return false;
  const why = letter.events.find(({ what }) => what === 'cancelled')?.detail.why ?? '';
  return letter.state === 'came_back' || letter.state === 'undelivered' || letter.state === 'withheld' || (letter.state === 'cancelled' && isCancelReason(why) && mayBeWrittenAnew(why));
}

/** The reader, as far as it decides what the letter withholds. */
async function readerOf(tx: Tx, contactId: string, letter: Letter): Promise<Reader> {
  if (letter.kind === 'family') return { kind: 'family', youngPerson: letter.recipient.key === `person:${letter.aboutId}` };
  if (letter.kind === 'follow_up') return { kind: 'caller', referrerClass: letter.recipient.referrerClass, byPost: reachedBy(letter.recipient) === 'post' };
  const agreed = (await agreementsOf(tx, contactId)).find(({ decisionId }) => decisionId === letter.decisionId)?.content ?? null;
  return { kind: 'referrer', referrerClass: letter.recipient.referrerClass, byPost: reachedBy(letter.recipient) === 'post', agreed };
}

async function keptBack(tx: Tx, contactId: string, letter: Letter) {
  const [reader, held] = await Promise.all([readerOf(tx, contactId, letter), heldBackFrom(tx, contactId, letter)]);
  return withheld(reader, held);
}

async function heldBackFrom(tx: Tx, contactId: string, letter: Letter) {
  const [told, to] = await Promise.all([toldAbout(tx, contactId, letter), writtenToOf(tx, letter)]);
  return readHeldBack(tx, contactId, told, to);
}

async function toldAbout(tx: Tx, contactId: string, letter: Letter): Promise<string[]> {
  if (letter.aboutId !== null) return [letter.aboutId];
  return (await readOccasion(tx, contactId)).children.flatMap(({ personId }) => personId ?? []);
}

function Sending({ letter, here }: { letter: Letter; here: string }) {
  const byPost = reachedBy(letter.recipient) === 'post';
  return (
    <form method="post" action={`${here}/send`}>
      {byPost && <WarningText text="Print it, check that the envelope’s address is the one that was proved, and post it or hand it over. Then say so here." />}
      <Button text={byPost ? (letter.kind === 'family' ? 'I have posted it or handed it over' : 'I have posted it') : 'Send the letter'} preventDoubleClick />
    </form>
  );
}

interface Reached {
  context: PageContext;
  contactId: string;
  letter: Letter;
  here: string;
}

async function reaching({ context: { tx, person, query }, contactId, letter, here }: Reached): Promise<{ card: ReactNode; errors: FormError[] }> {
  const byPost = reachedBy(letter.recipient) === 'post';
  const works = can(person, 'POST /contacts/[reference]/letters/[letter]/send').allowed;
  const asksAgain = works && mayAgain(letter);
  const [way, reached, why, nothingMore] = await Promise.all([
    byPost ? readWayTo(tx, contactId, letter.recipient.key) : null,
    byPost ? saidOfReaching(tx, contactId, letter.recipient.key) : NOTHING_SAID,
    whyNotGo(tx, letter),
    asksAgain && onlyEndedPregnancies(tx, contactId),
  ]);
  const names = await readNames(tx, way?.newest ? [way.newest.by] : []);
  const said = reachingWords(reached);
  // The way that is not proved is told where it is recorded; one that is to be silent is written anew by sending it.
  const barred = why !== null && why !== way?.problem && why !== 'not_silent';
  const maySend = works && !barred && letter.state === 'to_preview' && (letter.kind === 'outcome' || letter.kind === 'family' || letter.kind === 'follow_up');
  const hasButton = maySend && (way === null || way.problem === null);
  const safeWay = await refusedForm(tx, contactId, letter.id, 'safe_way', query('way') !== '', (typed) => (query('way') === 'against_what_was_said' ? [{ field: 'safe-words', message: 'The report says that another way is safe: say why this one is safe now' }] : safeWayProblems(typed)));
  const returned = await refusedForm(tx, contactId, letter.id, 'returned', query('returned') !== '', returnedProblems);
  const isGone = Object.hasOwn(GONE_PROBLEM_WORDS, query('gone'));
  const gone = await refusedForm(tx, contactId, letter.id, 'gone', isGone, (typed) => (query('gone') === 'incomplete' ? goneProblems(typed) : [{ field: 'send', message: wordsIn(GONE_PROBLEM_WORDS, query('gone')) ?? '' }]));
  const anewWords = wordsIn(ANEW_PROBLEM_WORDS, query('anew'));
  const anew = anewWords === undefined ? undefined : { field: 'confirmed', message: anewWords };
  const sendWords = wordsIn(SEND_PROBLEM_WORDS, query('problem'));
  return {
    errors: [...(sendWords === undefined ? [] : [{ field: 'send', message: sendWords }]), ...safeWay.errors, ...returned.errors, ...gone.errors, ...(anew === undefined ? [] : [anew])],
    card: (
      <Card heading="How it reaches them" id="send">
        <p className="govuk-body">
          {LETTER_KIND_WORDS[letter.kind]}, to <bdi>{letter.recipient.name}</bdi>
          {byPost ? ', by post or by hand.' : reachedBy(letter.recipient) === 'source' ? ', read signed in by whoever it is. Nobody else learns who that is.' : reachedBy(letter.recipient) === 'link' ? ', read by a link with the code told on the telephone. Their e-mail holds the reference and the link, nothing else.' : ', read signed in. Their e-mail holds the reference and a link, nothing else.'}
        </p>
        {said.length > 0 && (
          <>
            <p className="govuk-body">The report says of reaching them:</p>
            <ul className="govuk-list govuk-list--bullet">
              {said.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </>
        )}
        {way !== null && <WayOnRecord way={way} recordedBy={way.newest ? names.get(way.newest.by) : undefined} now={tx.at} />}
        {way !== null && works && letter.state !== 'cancelled' && <SafeWayForm action={`${here}/safe-way`} typed={safeWay} open={safeWay.errors.length > 0 || (maySend && way.problem !== null)} />}
        {letter.state === 'to_preview' && why !== null && why !== way?.problem && <WarningText text={why === 'not_silent' && !hasButton ? notSilentWithoutButton(maySend) : SEND_PROBLEM_WORDS[why]} />}
        {hasButton && <Sending letter={letter} here={here} />}
        {works && letter.state === 'posted' && <ReturnedForm action={`${here}/returned`} typed={returned} />}
        {byPost && works && why !== null && !hasButton && !letter.events.some(({ what }) => what === 'posted') && <GoneForm action={`${here}/gone`} typed={gone} />}
        {asksAgain && !nothingMore && <AnewForm action={`${here}/anew`} error={anew} />}
        {why === null && (
          <p className="govuk-body">
            <a className="govuk-link" href={`${here}/pdf`}>
              {byPost ? 'Letter to print (PDF)' : 'The letter as a PDF'}
            </a>
          </p>
        )}
      </Card>
    ),
  };
}

export default page('GET /contacts/[reference]/letters/[letter]', async (context) => {
  const { tx, person, contact, params, query } = context;
  const id = params['letter'] ?? '';
  if (contact) tx.foresee(contact.id, WRITING);
  const letter = contact && isId(id) ? await previewLetter(tx, person, contact.id, id) : null;
  if (!contact || letter === null) throw new Missing('letter', id);
  const here = `/contacts/${contact.reference}/letters/${letter.id}`;
  const done = wordsIn(DONE_WORDS, query('done'));
  const explained = letter.kind === 'outcome' || letter.kind === 'family' || letter.kind === 'follow_up';
  const [{ card, errors }, confirmation, rows] = await Promise.all([
    reaching({ context, contactId: contact.id, letter, here }),
    letter.kind === 'family' ? confirmationOf(tx, letter.id) : null,
    explained ? keptBack(tx, contact.id, letter) : [],
  ]);
  const names = await readNames(tx, [...(confirmation === null ? [] : [confirmation.by]), ...letter.events.filter(({ detail }) => detail.gone !== undefined).map(({ by }) => by)]);
  return {
    before: <nav aria-label="Back"><BackLink href={letter.kind === 'family' ? `/contacts/${contact.reference}/family` : `/contacts/${contact.reference}`} text={letter.kind === 'family' ? 'Back to letters to the family' : 'Back to the contact'} /></nav>,
    body: (
      <>
        <FormErrors errors={errors} />
        <Done text={done} />
        <PageHeading caption={contact.reference} heading={letter.kind === 'family' ? 'Letter to the family' : letter.kind === 'follow_up' ? 'Follow-up letter to the caller' : 'Letter to the referrer'} lead="This is what they read, word for word." aside={<Tag text={letterStateWords(letter)} />} />
        <Mishap letter={letter} names={names} now={tx.at} />
        <div className="ds-beside">
          <LetterSheet letter={letter.text} titleLevel={2} />
          <div className="ds-beside__side">
            {card}
            {letter.kind === 'follow_up' && reachedBy(letter.recipient) === 'post' && (await linkOfLetter(tx, letter.id)) !== null && <InsetText text="When it is printed, the caller’s link is added at its end. The code that opens it is not in the letter: it was told on the telephone." />}
            {confirmation !== null && <ConfirmedCard confirmation={confirmation} by={names.get(confirmation.by)} now={tx.at} />}
            {explained && <WithheldCard rows={rows} />}
            {explained && <Reading letter={letter} />}
          </div>
        </div>
      </>
    ),
  };
});
