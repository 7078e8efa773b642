import type { Temporal } from 'temporal-polyfill';
import { DateTime, LevelBadge, Timeline, type TimelineItem } from '@/components/doorstep';
import { Button, Details, Input } from '@/components/govuk';
import { countsBefore, monthsBefore, REPEAT_MONTHS } from '@/lib/contact/identity/history';
import { KIND_TABLE, UNSAID } from '@/lib/contact/call/kinds';
import type { Contact } from '@/lib/contact/store';
import { STATE_TABLE } from '@/lib/contact/state';
import type { EarlierWork } from '@/lib/contact/workspace-store';
import { londonDate } from '@/lib/platform/time';
import { routeWordsOf, type Guide } from '@/lib/threshold/model';

const SAME_BY: Record<EarlierWork['same'][number]['sameBy'], string> = { linked: 'linked by a colleague', nhs_number: 'by NHS number', upn: 'by pupil number', name_and_birth: 'by name and date of birth', told_again: 'told again by the same referrer' };

/** A stretch of this many months without a contact is a finding of its own. */
const GAP_MONTHS = 3;

interface EarlierProps {
  contact: Contact;
  earlier: readonly EarlierWork[];
  guide: Guide;
  now: Temporal.Instant;
  mayTellApart: boolean;
}

function TellApart({ reference, pair, name }: { reference: string; pair: EarlierWork['same'][number]; name: string }) {
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

/** Earlier contacts about the same children, with the stretches in which nothing was recorded. */
export function Earlier({ contact, earlier, guide, now, mayTellApart }: EarlierProps) {
  if (earlier.length === 0) {
    return <p className="govuk-body">No earlier contact about these children is known here. The same child means one that a colleague linked, or the same NHS number, pupil number, or name and date of birth. Who it may be as well stands under “Who is this?”.</p>;
  }
  const yearAgo = monthsBefore(contact.receivedAt, REPEAT_MONTHS).epochMilliseconds;
  const nameOf = (ordinal: number) => contact.people.find((person) => person.ordinal === ordinal)?.givenName ?? '';
  const items: TimelineItem[] = [{ kind: 'event', when: <DateTime at={contact.receivedAt} now={now} />, title: 'This contact', current: true }];
  let later = contact.receivedAt;
  let olderSaid = false;
  for (const { reference, receivedAt, kind, agencyName, summary, placed, state, same } of earlier) {
    const { months } = londonDate(receivedAt).until(londonDate(later), { largestUnit: 'months' });
    if (months >= GAP_MONTHS) items.push({ kind: 'gap', text: `${months} months with nothing recorded` });
    if (!olderSaid && receivedAt.epochMilliseconds < yearAgo) {
      items.push({ kind: 'gap', text: 'More than 12 months ago' });
      olderSaid = true;
    }
    items.push({
      kind: 'event',
      when: <DateTime at={receivedAt} now={now} />,
      title: (
        <a className="govuk-link ds-reference" href={`/contacts/${reference}`}>
          {reference}
        </a>
      ),
      by: <bdi>{agencyName}</bdi>,
      detail: (
        <>
          {kind !== UNSAID && <p>{KIND_TABLE[kind].called}</p>}
          {placed !== null && <LevelBadge level={placed.level} label={`${routeWordsOf(guide, placed.route).name}, ${STATE_TABLE[state].staff.toLowerCase()}`} />}
          <p className="ds-row-clip">{summary}</p>
          <p>{same.map(({ ordinal, sameBy }) => [nameOf(ordinal), SAME_BY[sameBy]].filter((part) => part !== '').join(' ')).join('; ')}</p>
          {mayTellApart && same.map((pair) => <TellApart key={pair.otherPersonId} reference={contact.reference} pair={pair} name={same.length > 1 ? nameOf(pair.ordinal) : ''} />)}
        </>
      ),
    });
    later = receivedAt;
  }
  const counts = countsBefore(contact.receivedAt, earlier.map(({ receivedAt }) => receivedAt));
  return (
    <>
      <p className="govuk-body">Before this one: {counts.map(({ months, count }) => `${count} in ${months} months`).join(', ')}.</p>
      <Timeline items={items} label="Contacts about the same children, newest first" />
    </>
  );
}
