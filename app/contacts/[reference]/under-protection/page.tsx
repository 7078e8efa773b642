import { page } from '@/app/_edge/page';
import { Card } from '@/components/doorstep';
import { InsetText } from '@/components/govuk';
import { Done, FormErrors, PageHeading, type FormError } from '@/components/shell';
import type { Person } from '@/lib/access/model';
import { can } from '@/lib/access/policy';
import { secondPersonProblem } from '@/lib/access/second-person';
import { readNames } from '@/lib/access/store';
import { readAllJoinedIn } from '@/lib/contact/additions/joined-store';
import type { ContactHead } from '@/lib/contact/head';
import { askedOf, extendedBy, followedBy, heldOnBy, isProtectionProblem, mayPutRight, openProtections, PROTECTION_PROBLEMS, type Protection, type ProtectionProblem } from '@/lib/contact/protection/model';
import { readEnding, readProtection } from '@/lib/contact/protection/schema';
import { protectableChildren, protectionsOf } from '@/lib/contact/protection/store';
import { liveClaim } from '@/lib/contact/queue/claim-store';
import { readOpen } from '@/lib/contact/standing-store';
import type { Tx } from '@/lib/platform/db';
import { typedBefore } from '@/lib/platform/draft/typed';
import { conflictedIn } from '@/lib/restriction/opening-store';
import { UNDER_PROTECTION } from '../_parts/dossier';
import { AnswerForm, EndForm, fieldsOfRecord, RecordForm, type FormProps } from './_parts/forms';
import { peopleOfProtections, ProtectionRecord, type RecordProps } from './_parts/record';

export const metadata = { title: 'Police protection and orders' };

const FIELD_OF: Partial<Record<ProtectionProblem, string>> = { verdict_missing: 'verdict', comment_missing: 'comment', already: 'child', asked_already: 'how' };
const DONE_WORDS: Record<string, string> = {
  recorded: 'It is recorded. What follows is owed by its end, and somebody is called before.',
  asked: 'A manager is asked. Until they agree the child is protected still, and its end runs.',
  refused: 'You refused it. The child is protected still: something else has to follow.',
  ended: 'What followed is recorded.',
};
const SAID_OF_HELD_ON = { epo: 'An emergency protection order was made', extended: 'The court extended the order' } as const;

/** A child under police protection or an emergency protection order: recorded, ended by what follows, and put right here. */
export default page('GET /contacts/[reference]/under-protection', async ({ tx, person, contact, query }) => {
  if (!contact) throw new Error('the wrapper loads the contact');
  tx.foresee(contact.id, UNDER_PROTECTION);
  const [all, children, open, joined] = await Promise.all([protectionsOf(tx, contact.id), protectableChildren(tx, contact.id), readOpen(tx, { contactId: contact.id }), readAllJoinedIn(tx, contact.id)]);
  const act = query('act');
  const typed = await typedBefore(tx, { kind: 'protection', contactId: contact.id, about: act === 'end' || act === 'answer' ? act : 'record' });
  const names = await readNames(tx, peopleOfProtections(all));
  const running = openProtections(all);
  const chosen = running.find(({ id }) => id === query('of')) ?? (running.length === 1 ? running[0] : undefined);
  const follows = running.find(({ id }) => id === query('follows')) ?? null;
  const corrects = all.find(({ id }) => id === query('corrects')) ?? null;
  const around = { at: tx.at, children, follows, corrects, extends: extendedBy(all, follows, corrects), followed: corrects === null ? null : followedBy(corrects, all) };
  const problem = query('problem');
  const errors: FormError[] = isProtectionProblem(problem) && problem !== 'not_complete' ? [{ field: FIELD_OF[problem] ?? 'main', message: PROTECTION_PROBLEMS[problem] }] : [];
  if (problem === 'not_complete') {
    const read = act === 'end' && chosen !== undefined ? readEnding(typed, { at: tx.at, one: chosen }) : readProtection(typed, around);
    if (!read.ok) errors.push(...read.problem);
  }
  const writes = can(person, 'POST /contacts/[reference]/under-protection/record').allowed;
  const here = `/contacts/${contact.reference}/under-protection`;
  const of = (name: string): FormProps => ({ here, fields: act === name ? typed : {}, errors: act === name ? errors : [] });
  const shown = (one: Protection): RecordProps => ({ one, all, child: children.find(({ id }) => id === one.personId)?.name ?? 'A child of this contact', names, now: tx.at });
  const past = all.filter((one) => !running.includes(one)).toReversed();
  const answers = chosen !== undefined && askedOf(chosen) !== null && can(person, 'POST /contacts/[reference]/under-protection/answer').allowed;
  const barred = chosen !== undefined && answers ? await answerBarred(tx, person, contact, chosen) : null;
  const recording: FormProps = act === 'record' ? { here, fields: typed, errors } : { here, fields: corrects === null ? {} : fieldsOfRecord(corrects), errors: [] };
  return {
    backHref: `/contacts/${contact.reference}`,
    body: (
      <>
        <FormErrors errors={errors} />
        <Done text={DONE_WORDS[query('done')]} />
        <PageHeading caption={contact.reference} heading="Police protection and orders" lead="Each ends by itself. What follows is recorded before that: nobody hands a child back because nobody knew." />
        {running.map((one) => (
          <Card key={one.id} heading="Protected now">
            <ProtectionRecord {...shown(one)} />
            {writes && <Next here={here} one={one} all={all} chosen={one === chosen} />}
            {one === chosen && answers && (barred === null ? <AnswerForm {...of('answer')} one={one} /> : <InsetText>{PROTECTION_PROBLEMS[barred]}</InsetText>)}
            {one === chosen && writes && askedOf(one) === null && <EndForm {...of('end')} one={one} />}
          </Card>
        ))}
        {joined.flatMap(({ reference, protections }) => openProtections(protections).map((one) => (
          <InsetText key={one.id}>
            A child of a contact that was joined in is protected now.{' '}
            <a className="govuk-link ds-reference" href={`/contacts/${reference}/under-protection`}>{reference}</a>
          </InsetText>
        )))}
        {writes && (follows !== null || corrects !== null || open !== null) && (
          <Card heading={corrects !== null ? 'Put a record right' : follows !== null ? SAID_OF_HELD_ON[heldOnBy(follows, all) ?? 'epo'] : 'Record that a child is protected'} id="record">
            {children.length === 0 ? <InsetText>No child of this contact is born and named. A child who is not born yet can be under neither.</InsetText> : <RecordForm {...recording} born={children} follows={follows} corrects={corrects} extends_={around.extends !== null} held={around.followed !== null} />}
          </Card>
        )}
        {writes && open === null && <InsetText>{PROTECTION_PROBLEMS.ended}</InsetText>}
        {past.length > 0 && (
          <Card heading="Before">
            {past.map((one) => (
              <div key={one.id}>
                <ProtectionRecord {...shown(one)} />
                {writes && mayPutRight(one, all) && <p className="govuk-body"><a className="govuk-link" href={`${here}?corrects=${one.id}#record`}>It was typed wrongly: put it right</a></p>}
              </div>
            ))}
          </Card>
        )}
      </>
    ),
  };
});

/** Why this manager is not the second person, where they are not. */
async function answerBarred(tx: Tx, person: Person, { id, referrerId }: ContactHead, one: Protection): Promise<ProtectionProblem | null> {
  const asked = askedOf(one);
  if (asked === null) return null;
  const barred = secondPersonProblem(person, asked, { referrerId, holderId: (await liveClaim(tx, id))?.accountId ?? null, conflicted: await conflictedIn(tx, id) });
  return barred === 'decider' ? 'own' : barred;
}

/** The ways on from a record that runs, beside the form on this page. */
function Next({ here, one, all, chosen }: { here: string; one: Protection; all: readonly Protection[]; chosen: boolean }) {
  const heldOn = heldOnBy(one, all);
  return (
    <ul className="govuk-list">
      {!chosen && <li><a className="govuk-link" href={`${here}?of=${one.id}`}>Say what follows for this child</a></li>}
      {heldOn !== null && <li><a className="govuk-link" href={`${here}?follows=${one.id}#record`}>{SAID_OF_HELD_ON[heldOn]}: record it, and this one ends</a></li>}
      {mayPutRight(one, all) && <li><a className="govuk-link" href={`${here}?corrects=${one.id}#record`}>It was typed wrongly: put it right</a></li>}
    </ul>
  );
}
