import type { View } from '@/app/_edge/frame';
import { AskFirst, Missing } from '@/app/_edge/subject';
import { Line, OneOf, type Typed } from '@/app/report/_parts/questions';
import { Button, InsetText } from '@/components/govuk';
import { FormErrors, PageHeading } from '@/components/shell';
import type { Person } from '@/lib/access/model';
import { can } from '@/lib/access/policy';
import { readEndedLook } from '@/lib/lookup/look-store';
import { readAsked, REASONS, writesReason } from '@/lib/lookup/model';
import type { Tx } from '@/lib/platform/db';
import { textOf } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { readShown } from '@/lib/restriction/opening-store';

/** The answers of both forms that are words. */
const WORDS = ['relation', 'source', 'why'] as const;

/**
 * The page of somebody whom one had opened, once its time is over: it shows nobody. What was typed there too late is kept, and
 * another look is asked for, with its reason.
 * @throws Missing for anybody else's, and where the contact may not be opened any more. @throws AskFirst as the contact itself does.
 */
export async function lookOver(tx: Tx, person: Person, id: string, query: (name: string) => string): Promise<View> {
  const look = await readEndedLook(tx, id);
  if (look === null) throw new Missing('look', id);
  if ((await readShown(tx, [look.contactId])).get(look.contactId) !== 'words') throw new AskFirst(look.reference, look.contactId);
  const of = query('of');
  const fields = await typedBefore(tx, { kind: 'relation', contactId: look.contactId, about: of || look.personId });
  const said = WORDS.map((name) => (name === 'relation' && of !== '' ? '' : textOf(fields, name))).filter((words) => words !== '');
  const errors = query('problem') === 'reason' ? readAsked({ reference: look.reference }, person.role).errors : [];
  const asked: Typed = { fields: {}, errors };
  const writes = writesReason(person.role, []);
  return {
    backHref: `/contacts/${look.reference}`,
    layout: 'page',
    body: (
      <>
        <FormErrors errors={errors} />
        <PageHeading caption={look.reference} heading="Your time to look has run out" lead="Somebody who was opened is shown for an hour. Say again why you look, and they open as they stand now." />
        {Object.keys(fields).length > 0 && (
          <InsetText>
            <p className="govuk-body">What you typed is not written down yet. It is kept for you, and stands in its form when you look again.</p>
            {said.map((words, index) => (
              <p className="govuk-body" key={index}>
                <bdi>{words}</bdi>
              </p>
            ))}
          </InsetText>
        )}
        {can(person, 'POST /contacts/[reference]/person').allowed && (
          <form method="post" action={`/contacts/${look.reference}/person`} noValidate>
            <input type="hidden" name="person" value={look.personId} />
            <input type="hidden" name="again" value={look.id} />
            {of !== '' && <input type="hidden" name="of" value={of} />}
            {!writes && <OneOf typed={asked} name="reason" label="Why do you look this up?" items={Object.entries(REASONS).map(([value, text]) => ({ value, text }))} small />}
            <Line typed={asked} name="reasonWords" label={writes ? 'Why do you look this up?' : 'In a few words'} hint={writes ? 'Kept with your name. Name nobody here.' : 'Needed for “another reason”. Name nobody here.'} />
            <Button text="Look again" preventDoubleClick />
          </form>
        )}
      </>
    ),
  };
}
