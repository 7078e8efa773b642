import type { Temporal } from 'temporal-polyfill';
import { DateTime, Narrative, StackTable } from '@/components/doorstep';
import { Tag } from '@/components/govuk';
import { BASIS_WORDS, CATEGORY_WORDS, CONFIDENCE_WORDS, OUTBOUND_GROUND_WORDS, SENT_HOW_WORDS, type Outbound, type SharingRecords } from '@/lib/sharing/model';
import { neverSent, saidBefore, type PutRight, type Said } from '@/lib/sharing/put-right';
import { AGREER_WORDS, notAgreed, PREGNANCY_REACH_WORDS, TRUST_REACH_WORDS } from '@/lib/sharing/reach';
import type { SharingWithPutRight } from '@/lib/sharing/sharing-store';

interface Shown {
  names: ReadonlyMap<string, string>;
  /** The children of the contact. */
  among: readonly { id: string; name: string }[];
  now: Temporal.Instant;
}

/** When it went; where it was written down only afterwards also when, by whose hand it went, and why so late. */
function When({ fact: { sentAt, at, how, late }, now }: { fact: Outbound; now: Temporal.Instant }) {
  return (
    <>
      <DateTime at={sentAt} now={now} />
      <div className="ds-secondary">{SENT_HOW_WORDS[how]}</div>
      {late !== null && (
        <>
          <Tag text="Late entry" classes="govuk-tag--orange" />
          <div className="ds-secondary">
            Sent by <bdi>{late.sentBy}</bdi>. Recorded <DateTime at={at} now={now} within />: <bdi>{late.why}</bdi>
          </div>
        </>
      )}
    </>
  );
}

/** Whom it reached of those whom it must not reach before that is agreed, and who agreed (domain 7.15); and whom it let know of a pregnancy (domain 7.12). */
function Reached({ fact, now }: { fact: Outbound; now: Temporal.Instant }) {
  const { trustReach, trustAgreer, trustAgreedBy, trustAgreedRole, trustAgreedAt, pregnancyReach } = fact;
  return (
    <>
      {trustReach !== null && (
        <div className="ds-secondary">
          Adult concerned, or employer: {TRUST_REACH_WORDS[trustReach].toLowerCase()}
          {trustAgreer !== null && trustAgreedAt !== null && (
            <>
              . Agreed by {AGREER_WORDS[trustAgreer].replace('The', 'the')}: <bdi>{trustAgreedBy}</bdi>, <bdi>{trustAgreedRole}</bdi>, <DateTime at={trustAgreedAt} now={now} within />
            </>
          )}
        </div>
      )}
      {notAgreed(fact) && <Tag text="Nobody had agreed" classes="govuk-tag--red" />}
      {pregnancyReach !== null && <div className="ds-secondary">Knows by it of the pregnancy: {PREGNANCY_REACH_WORDS[pregnancyReach].toLowerCase()}</div>}
      {pregnancyReach === 'not_told' && <Tag text="The mother had not told them" classes="govuk-tag--red" />}
    </>
  );
}

function Authority({ fact: { ground, authorisedBy, requestId, by }, requests, names }: { fact: Outbound; requests: SharingRecords['requests']; names: Shown['names'] }) {
  const request = requests.find(({ id }) => id === requestId);
  return (
    <>
      {authorisedBy === null ? <Tag text="Without ground" classes="govuk-tag--red" /> : <bdi>{names.get(authorisedBy) ?? 'a colleague'}</bdi>}
      <div className="ds-secondary">
        {OUTBOUND_GROUND_WORDS[ground]}
        {request !== undefined && <>, to ask: <bdi>{request.agencies}</bdi></>}. Recorded by <bdi>{names.get(by) ?? 'a colleague'}</bdi>
      </div>
    </>
  );
}

/** A record as it was, whole, in one line. */
function WasRecordedAs({ said, bases, now }: { said: Said; bases: SharingRecords['bases']; now: Temporal.Instant }) {
  const basis = bases.find(({ id }) => id === said.basisId);
  return (
    <>
      “<bdi>{said.words}</bdi>” ({said.categories.map((category) => CATEGORY_WORDS[category]).join('; ')}), to <bdi>{said.agency}</bdi>, <bdi>{said.recipient}</bdi>
      {said.recipientRole !== '' && <>, <bdi>{said.recipientRole}</bdi></>}, <DateTime at={said.sentAt} now={now} />, {SENT_HOW_WORDS[said.how].toLowerCase()}; basis: {basis === undefined ? 'none recorded' : BASIS_WORDS[basis.basis]}; {OUTBOUND_GROUND_WORDS[said.ground]}
    </>
  );
}

/** What stood under it before: as what it was recorded until when, who put it right, and why. */
function BeforeIt({ one, bases, names, now }: { one: PutRight; bases: SharingRecords['bases'] } & Pick<Shown, 'names' | 'now'>) {
  return saidBefore(one).map(({ said, until, by, why }) => (
    <div key={until.toString()} className="ds-secondary">
      Was recorded as {said === null ? 'never sent' : <WasRecordedAs said={said} bases={bases} now={now} />} until <DateTime at={until} now={now} within />. Put right by <bdi>{names.get(by) ?? 'a colleague'}</bdi>: <bdi>{why}</bdi>
    </div>
  ));
}

interface SentTableProps extends Shown {
  records: SharingWithPutRight;
  /** Where a record is put right by whoever reads; null where not. */
  rightHref: (fact: Outbound) => string | null;
}

function RightLink({ fact, href }: { fact: Outbound; href: string | null }) {
  if (href === null) return null;
  return (
    <a className="govuk-link ds-no-print" href={href}>
      Put it right<span className="govuk-visually-hidden">: <bdi>{fact.agency}</bdi>, <bdi>{fact.recipient}</bdi></span>
    </a>
  );
}

/** Everything that went to another agency: to whom, what, on what basis, by whose authority, when and how; what it was recorded as before, and what was never sent. */
export function SentTable({ records: { outbound, bases, requests, putRight }, names, among, now, rightHref }: SentTableProps) {
  return (
    <StackTable
      caption="What was sent to whom"
      columns={[{ heading: 'When' }, { heading: 'To whom' }, { heading: 'What' }, { heading: 'On what basis' }, { heading: 'By whose authority' }]}
      rows={[
        ...outbound.map((fact) => {
          const basis = bases.find(({ id }) => id === fact.basisId);
          const child = among.find(({ id }) => id === fact.personId);
          const one = putRight.find(({ recorded }) => recorded.id === fact.id);
          return {
            id: fact.id,
            cells: [
              <When key="when" fact={fact} now={now} />,
              <>
                <bdi>{fact.agency}</bdi>
                <div className="ds-secondary">
                  <bdi>{fact.recipient}</bdi>
                  {fact.recipientRole !== '' && <>, <bdi>{fact.recipientRole}</bdi></>}
                </div>
              </>,
              <>
                <div>
                  {fact.kind === 'question' ? 'Question: ' : 'Fact: '}
                  {fact.categories.map((category) => CATEGORY_WORDS[category]).join('; ')}
                  {child !== undefined && <>. About <bdi>{child.name}</bdi></>}
                </div>
                <Narrative text={fact.words} />
                {one !== undefined && <BeforeIt one={one} bases={bases} names={names} now={now} />}
              </>,
              <>
                {basis === undefined ? 'None recorded' : BASIS_WORDS[basis.basis]}
                {fact.confidence !== null && <div className="ds-secondary">Confidence: {CONFIDENCE_WORDS[fact.confidence]}</div>}
              </>,
              <>
                <Authority fact={fact} requests={requests} names={names} />
                <Reached fact={fact} now={now} />
                <RightLink fact={fact} href={rightHref(fact)} />
              </>,
            ],
          };
        }),
        ...putRight.filter(neverSent).map((one) => ({
          id: one.recorded.id,
          cells: [
            <Tag key="never" text="Never sent" classes="govuk-tag--grey" />,
            <span key="nobody" className="ds-unknown">Nobody</span>,
            <BeforeIt key="before" one={one} bases={bases} names={names} now={now} />,
            <span key="none" className="ds-unknown">None</span>,
            <>
              <div className="ds-secondary">
                Recorded by <bdi>{names.get(one.recorded.by) ?? 'a colleague'}</bdi>, <DateTime at={one.recorded.at} now={now} within />
              </div>
              <RightLink fact={one.recorded} href={rightHref(one.recorded)} />
            </>,
          ],
        })),
      ]}
    />
  );
}
