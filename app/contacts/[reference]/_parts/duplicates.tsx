import type { ReactNode } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { Card, DateTime, ReferenceLink } from '@/components/doorstep';
import { Button, Input } from '@/components/govuk';
import { openToo, type OpenToo } from '@/lib/contact/additions/duplicate-store';
import { mayFollow } from '@/lib/contact/state';
import type { Contact } from '@/lib/contact/store';
import type { Workspace } from '@/lib/contact/workspace-store';
import type { Tx } from '@/lib/platform/db';
import type { Guide } from '@/lib/threshold/model';
import { phrasesOf } from '../decision/_parts/words';
import { aboutPair } from './history';

const HOURS_IN_DAY = 24;
const many = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

function apart(hours: number): string {
  if (hours < 1) return 'came within the same hour';
  return hours < 2 * HOURS_IN_DAY ? `came ${many(hours, 'hour')} apart` : `came ${many(Math.floor(hours / HOURS_IN_DAY), 'day')} apart`;
}

/** What is the same and why it is offered, as the end of a sentence. */
function likeness({ alike: { hoursApart, signs, sameWhen, sameWhere } }: OpenToo, guide: Guide): string {
  return [apart(hoursApart), ...(sameWhen ? ['the same words for when it happened'] : []), ...(sameWhere ? ['the same words for where'] : []), ...(signs.length === 0 ? [] : [`both say: ${phrasesOf(guide, signs)}`])].join('; ');
}

function One({ contact, other, guide, now, joins }: { contact: Contact; other: OpenToo; guide: Guide; now: Temporal.Instant; joins: boolean }) {
  const { reference, receivedAt, same } = other;
  const about = aboutPair(contact);
  return (
    <li>
      <p className="govuk-body">
        <ReferenceLink reference={reference} /> <DateTime at={receivedAt} now={now} />: the same child {same.map((pair) => about({ ...pair, personId: '', otherPersonId: '' })).join('; ')}; {likeness(other, guide)}.
      </p>
      {joins ? (
        <form method="post" action={`/contacts/${contact.reference}/join`}>
          <input type="hidden" name="into" value={reference} />
          <Input id={`join-${reference}`} name="reason" label={{ text: 'Why do they belong together?' }} hint={{ text: 'This one goes into the other: it keeps its own time and both its clocks, and the other takes the higher level and the earlier deadline, is unread for everyone, and is decided again if it was decided.' }} attributes={{ required: true }} />
          <Button text={`Add this to ${reference}`} classes="govuk-button--secondary ds-button--small" preventDoubleClick />
        </form>
      ) : (
        <p className="ds-secondary">{other.joins ? 'This one is decided, so it is not joined into another: open the other, and add it to this.' : 'Both are decided: each stays as it is.'}</p>
      )}
    </li>
  );
}

/** Other open contacts about the same children: offered to be one, with what is the same, and never made one by themselves (safe practice 8). */
export async function duplicates(tx: Tx, { contact, work, guide, works }: { contact: Contact; work: Workspace['work']; guide: Guide; works: boolean }): Promise<ReactNode> {
  if (!works || work.ended !== null) return null;
  const others = await openToo(tx, contact);
  if (others.length === 0) return null;
  return (
    <Card heading="Open about the same child" id="open-too" aside="Offered, and nothing is joined by itself">
      <ul className="govuk-list">
        {others.map((other) => (
          <One key={other.reference} contact={contact} other={other} guide={guide} now={tx.at} joins={mayFollow(work.state, 'joined')} />
        ))}
      </ul>
    </Card>
  );
}
