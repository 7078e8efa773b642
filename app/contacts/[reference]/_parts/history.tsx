import type { ReactNode } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { DateTime, ReferenceLink, StackTable, Timeline, type TimelineItem } from '@/components/doorstep';
import { Button, Details, Input } from '@/components/govuk';
import type { Person } from '@/lib/access/model';
import { can } from '@/lib/access/policy';
import { ENTRY_KINDS, INVOLVED_HOW, isTelling, SCOPES, stretchWords, withGaps, type ChronologyItem, type Entry, type AgencyInvolved } from '@/lib/chronology/model';
import { readChronology, type Chronology } from '@/lib/chronology/store';
import { countedElsewhere } from '@/lib/contact/call/raised-store';
import { contactsIn12Months, type SameBy } from '@/lib/contact/history-store';
import { countsBefore } from '@/lib/contact/identity/history';
import type { EarlierContact } from '@/lib/contact/identity/earlier-store';
import type { Contact } from '@/lib/contact/store';
import type { Tx } from '@/lib/platform/db';
import type { Guide } from '@/lib/threshold/model';
import { Placed } from './placed';

/** By what a child or an adult was known again, in words. */
export const SAME_BY: Record<SameBy, string> = { linked: 'linked by a colleague', nhs_number: 'by NHS number', upn: 'by pupil number', name_and_birth: 'by name and date of birth', told_again: 'told again by the same referrer' };

type Pair = EarlierContact['same'][number];

/** Which child of this contact a pair is about, and by what it was known again. */
export function aboutPair(contact: Pick<Contact, 'people'>) {
  return ({ ordinal, sameBy }: Pair) => [contact.people.find((person) => person.ordinal === ordinal)?.givenName ?? '', SAME_BY[sameBy]].filter((part) => part !== '').join(' ');
}

interface Reading {
  contact: Contact;
  /** Those that came later among them. */
  earlier: readonly EarlierContact[];
  /** Up to when it is read; undefined, up to the contact itself. */
  until: Temporal.Instant | undefined;
  guide: Guide;
  now: Temporal.Instant;
  mayTellApart: boolean;
  mayLookAtAddress: boolean;
}

function TellApart({ reference, pair, name }: { reference: string; pair: Pair; name: string }) {
  return (
    <Details classes="ds-act" summaryHtml={<>Not the same child{name && <>: <bdi>{name}</bdi></>}</>}>
      <form method="post" action={`/contacts/${reference}/not-same`}>
        <input type="hidden" name="person" value={pair.personId} />
        <input type="hidden" name="other" value={pair.otherPersonId} />
        <Input id={`apart-${pair.otherPersonId}`} name="reason" label={{ text: 'How do you know?' }} attributes={{ required: true }} />
        <Button text="Tell them apart" classes="govuk-button--secondary ds-button--small" preventDoubleClick />
      </form>
    </Details>
  );
}

/** What a colleague linked is undone where it was said, so that who said what, and why, stays in one place. */
function UndoneElsewhere({ reference }: { reference: string }) {
  return (
    <p className="ds-secondary">
      Not the same child? A link is undone under{' '}
      <a className="govuk-link" href={`/contacts/${reference}#who`}>
        Who is this?
      </a>
    </p>
  );
}

/** How many contacts about the same children stand on the line: before this one, and since. */
export function countOf(earlier: readonly EarlierContact[]): { earlier: number; later: number } {
  const later = earlier.filter((each) => each.later).length;
  return { earlier: earlier.length - later, later };
}

/** The same in words, beside the heading of the line. */
export function countWords(all: readonly EarlierContact[]): string {
  const { earlier, later } = countOf(all);
  return `${earlier} earlier${later === 0 ? '' : `, ${later} later`}`;
}

/** Did somebody tell it after the contact that is looked at? It counts in no figure of that one; what is counted as earlier is earlier here, too. */
const cameLater = ({ kind, current, contactId, at }: Entry, { contact, earlier }: Pick<Reading, 'contact' | 'earlier'>) =>
  !current && isTelling(kind) && (earlier.find(({ id }) => id === contactId)?.later ?? at.epochMilliseconds > contact.receivedAt.epochMilliseconds);

const LATER = 'Came later than this contact.';

function whatOf(entry: Entry): ReactNode {
  if (entry.current) return 'This contact';
  if (entry.reference === null) return entry.scope === 'address' ? 'A contact at the same address' : 'A contact that was deleted';
  const { kind, called, reference } = entry;
  const what = isTelling(kind) ? called : ENTRY_KINDS[kind];
  return what === '' ? <ReferenceLink reference={reference} /> : <>{what}, <ReferenceLink reference={reference} /></>;
}

function EventDetail({ entry, reading }: { entry: Entry; reading: Reading }) {
  const { contact, earlier, guide, mayTellApart } = reading;
  const before = isTelling(entry.kind) ? earlier.find(({ id }) => id === entry.contactId) : undefined;
  // Whoever may know somebody in it is asked before they decide anything of it.
  const same = before === undefined || before.shown === 'nothing' ? [] : before.same;
  const about = isTelling(entry.kind) ? entry.about.join('; ') : '';
  return (
    <>
      {cameLater(entry, reading) && <p>{LATER}</p>}
      {entry.level !== null && <Placed stands={entry} guide={guide} />}
      {entry.words !== '' && <p className="ds-row-clip">{entry.words}</p>}
      {(about !== '' || entry.scope !== 'child') && <p>{[entry.scope === 'child' ? '' : SCOPES[entry.scope], about].filter((part) => part !== '').join(': ')}</p>}
      {mayTellApart && same.some(({ sameBy }) => sameBy === 'linked') && <UndoneElsewhere reference={contact.reference} />}
      {mayTellApart && same.filter(({ sameBy }) => sameBy !== 'linked').map((pair) => <TellApart key={`${pair.personId}-${pair.otherPersonId}`} reference={contact.reference} pair={pair} name={same.length > 1 ? (contact.people.find(({ ordinal }) => ordinal === pair.ordinal)?.givenName ?? '') : ''} />)}
    </>
  );
}

const gapWords = (months: number) => `${stretchWords(months)} with nothing recorded`;

function itemOf(item: ChronologyItem, reading: Reading): TimelineItem {
  if (item.kind === 'gap') return { kind: 'gap', text: gapWords(item.months), months: item.months };
  const { entry } = item;
  return { kind: 'event', when: <DateTime at={entry.at} now={reading.now} />, title: whatOf(entry), current: entry.current, by: entry.title !== '' && !entry.current ? <bdi>{entry.title}</bdi> : undefined, detail: entry.current ? undefined : <EventDetail entry={entry} reading={reading} /> };
}

const COLUMNS = [{ heading: 'When' }, { heading: 'What' }, { heading: 'Whom it is about' }, { heading: 'Level' }, { heading: 'In short' }];

/** The same as the line, as a table: a row for each thing that happened and for each stretch in which nothing did. */
function AsTable({ items, reading }: { items: readonly ChronologyItem[]; reading: Reading }) {
  const { guide, now } = reading;
  const none = <span className="ds-unknown">–</span>;
  const rows = items.map((item, index) => {
    if (item.kind === 'gap') return { id: `line-${index}`, cells: [gapWords(item.months), none, none, none, none] };
    const { entry } = item;
    const about = [entry.scope === 'child' ? '' : SCOPES[entry.scope], ...entry.about].filter((part) => part !== '').join(': ');
    const words = [cameLater(entry, reading) ? LATER.slice(0, -1) : '', entry.current ? '' : entry.title, entry.words].filter((part) => part !== '').join('. ');
    return { id: `line-${index}`, cells: [<DateTime key="at" at={entry.at} now={now} />, whatOf(entry), about || none, entry.level === null ? none : <Placed key="level" stands={entry} guide={guide} />, words === '' ? none : <span key="words" className="ds-row-clip">{words}</span>] };
  });
  return <StackTable caption="History, newest first" columns={COLUMNS} rows={rows} />;
}

function InvolvedTable({ involved, now }: { involved: readonly AgencyInvolved[]; now: Temporal.Instant }) {
  return (
    <StackTable
      caption="Who else is involved"
      columns={[{ heading: 'Agency' }, { heading: 'How' }, { heading: 'Who there' }, { heading: 'Last' }]}
      rows={involved.map(({ name, how, people, references, last }, index) => ({
        id: `involved-${index}`,
        cells: [<bdi key="name">{name}</bdi>, how.map((each) => INVOLVED_HOW[each]).join(', '), people.length === 0 ? <span className="ds-unknown">–</span> : <bdi key="people">{people.join('; ')}</bdi>, <span key="last"><DateTime at={last} now={now} /> {references[0]}</span>],
      }))}
    />
  );
}

interface Figures {
  /** When each earlier telling came in. */
  told: readonly Temporal.Instant[];
  /** In the 12 months up to this contact, it included. */
  in12Months: number;
}

/** So many rows of the line stand open; the rest, older, is one press away. */
const SHOWN_OPEN = 14;

const TH: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const ordinalRules = new Intl.PluralRules('en-GB', { type: 'ordinal' });
const ordinal = (count: number) => `${count}${TH[ordinalRules.select(count)] ?? 'th'}`;

/** How often these children were told of; a consultation that went on in another contact is one telling (safe practice 2). */
function Counts({ contact, earlier, guide, in12Months, told }: Pick<Reading, 'contact' | 'earlier' | 'guide'> & Figures) {
  const pattern = in12Months >= guide.repeat.contacts && (
    <p className="govuk-body">
      <strong>{`The ${ordinal(in12Months)} in ${guide.repeat.months} months.`}</strong> This contact counts, and so does each thing that was joined in, or added to it or to an earlier one. From the {ordinal(guide.repeat.contacts)} on the guide asks a manager to look at the pattern.
    </p>
  );
  if (told.length === 0 && earlier.length === 0) return <><p className="govuk-body">No earlier contact about these children is known here. The same child means one that a colleague linked, or the same NHS number, pupil number, or name and date of birth. Who it may be as well stands under <a className="govuk-link" href={`/contacts/${contact.reference}#who`}>Who is this?</a></p>{pattern}</>;
  const counts = countsBefore(contact.receivedAt, told);
  return (
    <>
      <p className="govuk-body">Before this one: {counts.map(({ months, count }) => `${count} in ${months} months`).join(', ')}.</p>
      {pattern}
    </>
  );
}

function HistoryOf({ reading, chronology: { entries, involved }, ...figures }: { reading: Reading; chronology: Chronology } & Figures) {
  const { contact, earlier, guide, now, mayLookAtAddress } = reading;
  const items = withGaps(entries);
  const [open, rest] = [items.slice(0, SHOWN_OPEN), items.slice(SHOWN_OPEN)];
  return (
    <>
      <Counts contact={contact} earlier={earlier.filter(({ later }) => !later)} guide={guide} {...figures} />
      {items.length > 1 && (
        <>
          <Timeline items={open.map((item) => itemOf(item, reading))} label="History of the child, brothers and sisters and household, newest first" />
          {rest.length > 0 && (
            <Details classes="ds-act" summaryText={`Earlier still: ${rest.filter(({ kind }) => kind === 'entry').length}`}>
              <Timeline items={rest.map((item) => itemOf(item, reading))} label="History, earlier still" />
            </Details>
          )}
          <Details classes="ds-act" summaryText="The same as a table">
            <AsTable items={items} reading={reading} />
          </Details>
        </>
      )}
      {involved.length > 0 && (
        <Details classes="ds-act" summaryText={`Who else is involved: ${involved.length}`}>
          <InvolvedTable involved={involved} now={now} />
        </Details>
      )}
      <p className="ds-secondary">
        Only what you may open is shown, and a stretch with nothing recorded may be known elsewhere.{' '}
        {mayLookAtAddress && (
          <>
            <a className="govuk-link" href={`/contacts/${contact.reference}/address`}>
              History of the address
            </a>
            : dates and levels, with a reason.
          </>
        )}
      </p>
    </>
  );
}

/** The history of a contact's family on one line, with its gaps, and who else is involved (issue 4, section 2). */
export async function history(tx: Tx, person: Person, given: Omit<Reading, 'mayLookAtAddress'>): Promise<ReactNode> {
  const reading = { ...given, mayLookAtAddress: can(person, 'GET /contacts/[reference]/address').allowed };
  const { contact, earlier, until } = reading;
  const chronology = await readChronology(tx, contact, earlier, aboutPair(contact), until);
  const before = earlier.filter(({ later }) => !later);
  const again = await countedElsewhere(tx, [contact.id, ...before.map(({ id }) => id)]);
  const told = [...before.filter(({ id }) => !again.has(id)).map(({ receivedAt }) => receivedAt), ...chronology.deleted];
  return <HistoryOf reading={reading} chronology={chronology} told={told} in12Months={await contactsIn12Months(tx, contact.id, contact.receivedAt)} />;
}
