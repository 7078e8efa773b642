import type { Temporal } from 'temporal-polyfill';
import { DateTime, Narrative } from '@/components/doorstep';
import { OneOf, YES_NO_NOT_SURE } from '@/app/report/_parts/questions';
import { Checkboxes, Textarea } from '@/components/govuk';
import type { Workspace } from '@/lib/contact/workspace-store';
import { Act } from './act';

/** Room for what the referrer says on the telephone to a question that stands open. */
function ByTelephone({ reference, id }: { reference: string; id: string }) {
  const scope = `told-${id}-`;
  return (
    <Act id={`told-${id}`} name="They answered by telephone" action={`/contacts/${reference}/answered`} button="Keep it as their answer">
      <input type="hidden" name="question" value={id} />
      <Textarea id={`${scope}answer`} name="answer" rows={3} label={{ text: 'What did they answer?' }} hint={{ text: 'Only what they said, in their words: they read it on their page. Your own view goes into a note.' }} />
      <Checkboxes name="immediate" idPrefix={`${scope}immediate`} items={[{ value: 'yes', text: 'A child is in danger now', hint: { text: 'It goes to the top of the queue at once, also without an answer.' } }]} />
      <OneOf typed={{ fields: {}, errors: [], scope }} name="aboutColleague" label="Is what they said about someone who works with them, or a child of someone who works with them?" hint="If it is, or may be, nobody else in their organisation can see this contact from now on." inline items={YES_NO_NOT_SURE} />
    </Act>
  );
}

/**
 * What the referrer was asked, and what came back.
 * @param recordOn the contact on which the reader may write down what they answer; left out where nothing is written.
 */
export function Questions({ questions, names, now, recordOn }: Pick<Workspace, 'questions' | 'names'> & { now: Temporal.Instant; recordOn?: string | undefined }) {
  return (
    <>
      {questions.map(({ id, askedAt, askedBy, text, answer, answeredAt, writtenDownBy, unread, lost }) => (
        <section className="ds-said" key={id}>
          <h3 className="ds-said__title">
            Asked by <bdi>{names.get(askedBy) ?? 'a colleague'}</bdi> <span className="ds-row-detail"><DateTime at={askedAt} now={now} /></span>
          </h3>
          <Narrative text={text} />
          {answer === null || answeredAt === null ? (
            <>
              <p className="ds-unknown">{lost ? `No e-mail could tell them of it. Ring them${recordOn !== undefined ? ', and write down here what they answer' : ''}.` : 'Not answered yet.'}</p>
              {recordOn !== undefined && <ByTelephone reference={recordOn} id={id} />}
            </>
          ) : (
            <blockquote className="ds-answer">
              <Narrative text={answer} />
              <p className="ds-secondary">
                Answered {writtenDownBy !== null && 'by telephone '}
                <DateTime at={answeredAt} now={now} within />
                {writtenDownBy !== null && <>, written down by <bdi>{names.get(writtenDownBy) ?? 'a colleague'}</bdi></>} {unread && <strong className="ds-mark">new to you</strong>}
              </p>
            </blockquote>
          )}
        </section>
      ))}
    </>
  );
}
