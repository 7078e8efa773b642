import type { ReactNode } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { CalendarDate, DateTime, Narrative } from '@/components/doorstep';
import { InsetText, Tag } from '@/components/govuk';
import { londonDate } from '@/lib/platform/time';
import { withHeard, type Heard } from '@/lib/sharing/heard';
import {
  AGREEMENT_ANSWER_WORDS, ASKED_HOW_WORDS, askAgain, BASIS_WORDS, CHECKS_REASON_WORDS, CHECKS_VIEW_WORDS, CONFIDENCE_WORDS, GIVER_WORDS, lookAgain, NOT_TOLD_REASON_WORDS, objectionsAbout, SERVICE_WORDS, serviceOf, SPECIAL_WORDS, successorOf,
  type Agreement, type ChecksRequest, type Openness, type SharingBasis, type Written,
} from '@/lib/sharing/model';

interface Shown {
  names: ReadonlyMap<string, string>;
  /** The children of the contact. */
  among: readonly { id: string; name: string }[];
  now: Temporal.Instant;
}

/** Who wrote it down and when. */
export function By({ record: { by, at }, names, now }: { record: Pick<Written, 'by' | 'at'>; names: Shown['names']; now: Temporal.Instant }) {
  return (
    <p className="ds-secondary">
      Recorded by <bdi>{names.get(by) ?? 'a colleague'}</bdi>, <DateTime at={at} now={now} within />
    </p>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A row of somebody's own words; none where nothing was said. */
function Said({ label, text }: { label: string; text: string }) {
  return text === '' ? null : (
    <Row label={label}>
      <Narrative text={text} />
    </Row>
  );
}

function Record({ title, record, shown, personId, children }: { title: ReactNode; record: Pick<Written, 'by' | 'at'>; shown: Shown; personId: string | null; children: ReactNode }) {
  const child = shown.among.find(({ id }) => id === personId);
  return (
    <section className="ds-said">
      <h3 className="ds-said__title">{title}</h3>
      <dl className="ds-said__rows">
        {child !== undefined && <Row label="About"><bdi>{child.name}</bdi></Row>}
        {children}
      </dl>
      <By record={record} names={shown.names} now={shown.now} />
    </section>
  );
}

/** The latest about all and about each child stands open, what it took the place of one press away. */
function Latest<T extends { personId: string | null }>({ records, empty, one }: { records: readonly T[]; empty: string; one: (record: T) => ReactNode }) {
  if (records.length === 0) return <p className="ds-unknown">{empty}</p>;
  const [stand, earlier] = [true, false].map((stands) => records.filter((record) => (successorOf(records, record) === undefined) === stands)) as [T[], T[]];
  return (
    <>
      {stand.map(one)}
      {earlier.length > 0 && (
        <details className="ds-more">
          <summary>Recorded before: {earlier.length}</summary>
          {earlier.map(one)}
        </details>
      )}
    </>
  );
}

const ANSWER_COLOURS: Record<Agreement['answer'], string> = { given: 'govuk-tag--green', refused: 'govuk-tag--orange', withdrawn: 'govuk-tag--orange', not_asked: 'govuk-tag--grey' };

export function Agreements({ agreements, routeNow, ...shown }: Shown & { agreements: readonly Agreement[]; routeNow: string }) {
  const wanted = serviceOf(routeNow);
  return (
    <Latest
      records={agreements}
      empty="Nobody’s answer is recorded yet."
      one={(record) => (
        <Record
          key={record.id}
          record={record}
          shown={shown}
          personId={record.personId}
          title={
            <>
              {SERVICE_WORDS[record.service]} <Tag text={AGREEMENT_ANSWER_WORDS[record.answer]} classes={ANSWER_COLOURS[record.answer]} />
            </>
          }
        >
          {askAgain(record, routeNow) && wanted !== null && (
            <Row label="Ask again">
              Given for {SERVICE_WORDS[record.service].toLowerCase()}. What governs now leads to {SERVICE_WORDS[wanted].toLowerCase()}: that is another purpose, so it is asked again.
            </Row>
          )}
          {record.answer === 'refused' && <Row label="What that means">A refusal is by itself no risk. It changes no level and closes nothing.</Row>}
          {record.givenBy !== null && (
            <Row label="Who answered">
              {GIVER_WORDS[record.givenBy]}: <bdi>{record.askedOf}</bdi>
            </Row>
          )}
          {record.givenBy === 'gillick' && (
            <Row label="Judged able to decide">
              By <bdi>{record.judgedBy}</bdi>, on this: <bdi>{record.judgedOn}</bdi>
            </Row>
          )}
          {record.how !== null && (
            <Row label="How and when">
              {ASKED_HOW_WORDS[record.how]}
              {record.askedOn === null ? ', day not recorded' : <>, <CalendarDate date={record.askedOn} now={shown.now} within /></>}
            </Row>
          )}
          <Said label="To what" text={record.scope} />
          <Said label="Could not be asked" text={record.notAsked} />
        </Record>
      )}
    />
  );
}

/** An objection that was made on a contact joined in, and where: it is heard here, until whoever made it agrees here (domain 7.8, 7.16). */
function HeardObjection({ record, among, now }: Omit<Shown, 'names'> & { record: Heard & { reference: string | null } }) {
  const { reference, toldWhom, personId, saidAt } = record;
  const child = among.length < 2 ? undefined : among.find(({ id }) => id === personId);
  return (
    <InsetText>
      {toldWhom === '' ? 'Somebody' : <bdi>{toldWhom}</bdi>} did not agree that other agencies are asked
      {child !== undefined && <> about <bdi>{child.name}</bdi></>}. It was said on{' '}
      {reference === null ? (
        'another contact'
      ) : (
        <a className="govuk-link ds-reference" href={`/contacts/${reference}/sharing`}>
          {reference}
        </a>
      )}
      , which was joined into this one, and recorded there <DateTime at={saidAt} now={now} within />. It is heard here, too.
    </InsetText>
  );
}

export function OpennessRecords({ openness, heard, ...shown }: Shown & { openness: readonly Openness[]; heard: readonly (Heard & { reference: string | null })[] }) {
  const overdue = lookAgain(openness, londonDate(shown.now));
  // One that whoever made it has ended since is history, and stands where it was said.
  const stand = new Set<Openness>(objectionsAbout(withHeard(openness, heard), null, shown.among));
  const standing = heard.filter((record) => stand.has(record));
  return (
    <>
      {overdue && (
        <p className="govuk-body">
          <strong>Look again today:</strong> the reason for not telling the family was to hold no longer than this.
        </p>
      )}
      {standing.map((record) => (
        <HeardObjection key={`${record.id} ${record.personId ?? ''}`} record={record} among={shown.among} now={shown.now} />
      ))}
      <Latest
        records={openness}
        empty="Nothing is recorded of what the family knows."
        one={(record) => (
          <Record key={record.id} record={record} shown={shown} personId={record.personId} title={record.told ? 'The family was told' : 'The family is not told'}>
            {record.told && (
              <Row label="Who, by whom">
                <bdi>{record.toldWhom}</bdi>, by <bdi>{record.toldBy}</bdi>
                {record.toldOn !== null && <>, <CalendarDate date={record.toldOn} now={shown.now} within /></>}
              </Row>
            )}
            <Said label="What" text={record.toldWhat} />
            {record.checks !== null && <Row label="Told that others may be asked">{CHECKS_VIEW_WORDS[record.checks]}</Row>}
            {record.objectorsAgree && <Row label="Who did not agree before">Everybody who did not agree agrees now</Row>}
            {record.reason !== null && <Row label="Why not">{NOT_TOLD_REASON_WORDS[record.reason]}</Row>}
            <Said label="In words" text={record.reasonWords} />
            {record.untilOn !== null && (
              <Row label="Looked at again">
                <Reviewed record={record} openness={openness} {...shown} />
              </Row>
            )}
          </Record>
        )}
      />
    </>
  );
}

/** By whom it was looked at again, or by when it is to be. */
function Reviewed({ record, openness, names, now }: Shown & { record: Openness; openness: readonly Openness[] }) {
  const next = successorOf(openness, record);
  if (next !== undefined) {
    return (
      <>
        by <bdi>{names.get(next.by) ?? 'a colleague'}</bdi>, <DateTime at={next.at} now={now} within />
      </>
    );
  }
  return record.untilOn === null ? null : <>by <CalendarDate date={record.untilOn} now={now} within /></>;
}

export function Bases({ bases, ...shown }: Shown & { bases: readonly SharingBasis[] }) {
  return (
    <Latest
      records={bases}
      empty="No basis is recorded yet. Nothing goes to another agency without one."
      one={(record) => (
        <Record key={record.id} record={record} shown={shown} personId={record.personId} title={BASIS_WORDS[record.basis]}>
          {record.special && <Row label="Special category">{SPECIAL_WORDS}</Row>}
          {record.confidence !== null && <Row label="Confidence, for health facts">{CONFIDENCE_WORDS[record.confidence]}</Row>}
          <Said label="Why" text={record.why} />
          <Said label="Advice of" text={record.advice} />
        </Record>
      )}
    />
  );
}

/** A request for checks without the parents, and what a manager answered. */
export function Request({ request, ...shown }: Shown & { request: ChecksRequest }) {
  const { names, now } = shown;
  const { answer } = request;
  return (
    <Record record={request} shown={shown} personId={request.personId} title={<>Checks without the parents: <bdi>{request.agencies}</bdi></>}>
      <Said label="Asked of them" text={request.question} />
      <Row label="Why without the parents">{CHECKS_REASON_WORDS[request.reason]}</Row>
      <Said label="In words" text={request.why} />
      {answer !== null && (
        <Row label={answer.verdict === 'agreed' ? 'Agreed' : 'Returned'}>
          by <bdi>{names.get(answer.by) ?? 'a manager'}</bdi>, <DateTime at={answer.at} now={now} within />: <bdi>{answer.comment}</bdi>
        </Row>
      )}
      {answer !== null && answer.takenBack !== null && (
        <Row label="Taken back">
          by <bdi>{names.get(answer.takenBack.by) ?? 'a manager'}</bdi>, <DateTime at={answer.takenBack.at} now={now} within />: <bdi>{answer.takenBack.why}</bdi>. It opens nothing more. What went before stays as it was; a manager may be asked again.
        </Row>
      )}
    </Record>
  );
}
