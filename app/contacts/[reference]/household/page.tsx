import type { ReactNode } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { Card, DateTime, ReferenceLink, StackTable } from '@/components/doorstep';
import { Button } from '@/components/govuk';
import { PageHeading } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { readHousehold, type DecidedThere, type HouseholdContact, type HouseholdMember } from '@/lib/chronology/household-store';
import { guideOn } from '@/lib/contact/guide-on';
import { readContact } from '@/lib/contact/store';
import { decidedForItself } from '@/lib/decision/model';
import { londonDate } from '@/lib/platform/time';
import { MAY_KNOW_WORDS } from '@/lib/restriction/model';
import type { Guide } from '@/lib/threshold/model';
import { Placed } from '../_parts/placed';
import { routeLabel, STANDING_WORDS } from '../decision/_parts/words';

export const metadata = { title: 'Household' };

interface Reading {
  guide: Guide;
  now: Temporal.Instant;
  /** The reader may open the page of each. */
  opens: boolean;
}

const STANDS: Record<DecidedThere['stands'], string> = { in_force: '', awaiting: 'waits for a second person', returned: 'returned by the second person' };
const none = (text: string) => <span className="ds-unknown">{text}</span>;

/** How a decision stands for a child, in the words of the decision (safe practice 13). */
function Decided({ decided, guide }: { decided: DecidedThere; guide: Guide }) {
  const { standing, route, version, stands } = decided;
  const placed = decidedForItself(standing) || standing === 'same';
  return (
    <>
      {placed ? routeLabel(guide, route) : STANDING_WORDS[standing]}
      <p className="ds-secondary">{[placed ? STANDING_WORDS[standing] : '', `decision ${version}`, STANDS[stands]].filter((part) => part !== '').join(', ')}</p>
    </>
  );
}

function When({ contact, now }: { contact: HouseholdContact; now: Temporal.Instant }) {
  return (
    <>
      <ReferenceLink reference={contact.reference} /> <DateTime at={contact.receivedAt} now={now} />
      {contact.current && <span className="ds-secondary"> this contact</span>}
    </>
  );
}

const nameOf = ({ name, kind }: HouseholdMember) => name || (kind === 'adult' ? 'An adult, not named' : 'A child, not named');

function Member({ member, contacts, reading: { guide, now, opens } }: { member: HouseholdMember; contacts: readonly HouseholdContact[]; reading: Reading }) {
  const own = contacts.filter(({ id }) => member.contacts.has(id));
  const born = member.dateOfBirth === null ? '' : `, born ${member.dateOfBirth.split('-').reverse().join('/')}`;
  return (
    <section aria-label={nameOf(member)}>
      <h3 className="govuk-heading-s">
        <bdi>{nameOf(member)}</bdi>
        {born}
        {!member.here && <span className="ds-secondary"> named with a child of this contact, and not in it</span>}
      </h3>
      <StackTable
        caption={`Contacts that name ${nameOf(member)}`}
        columns={[{ heading: 'Contact' }, { heading: 'Level and state' }, ...(member.kind === 'child' ? [{ heading: 'Decided for them' }] : [])]}
        rows={own.map((contact) => {
          const decided = member.contacts.get(contact.id) ?? null;
          const cell = contact.shown === 'nothing' ? MAY_KNOW_WORDS : decided === null ? none('Nothing decided') : <Decided decided={decided} guide={guide} />;
          return { id: `${member.key.slice(0, 8)}-${contact.id.slice(0, 8)}`, cells: [<When key="when" contact={contact} now={now} />, <Placed key="placed" stands={contact} guide={guide} />, ...(member.kind === 'child' ? [cell] : [])] };
        })}
      />
      {opens && (
        <form method="post" action={`/contacts/${member.as.reference}/person`} className="ds-act-row">
          <Button name="person" value={member.as.personId} classes="govuk-button--secondary ds-button--small" preventDoubleClick html={<>All that is known of <bdi>{nameOf(member)}</bdi></>} />
        </form>
      )}
    </section>
  );
}

/** What was decided for each child, contact by contact: brothers and sisters side by side. */
function SideBySide({ each, contacts, reading: { guide, now } }: { each: readonly HouseholdMember[]; contacts: readonly HouseholdContact[]; reading: Reading }) {
  const cellOf = (contact: HouseholdContact, child: HouseholdMember): ReactNode => {
    if (!child.contacts.has(contact.id)) return none('Not named');
    if (contact.shown === 'nothing') return MAY_KNOW_WORDS;
    const decided = child.contacts.get(contact.id) ?? null;
    return decided === null ? none('Nothing decided') : <Decided decided={decided} guide={guide} />;
  };
  return (
    <StackTable
      caption="Decisions for each child, side by side"
      columns={[{ heading: 'Contact' }, ...each.map((child) => ({ heading: nameOf(child) }))]}
      rows={contacts.filter(({ id }) => each.some((child) => child.contacts.has(id))).map((contact) => ({ id: `side-${contact.id.slice(0, 8)}`, cells: [<When key="when" contact={contact} now={now} />, ...each.map((child) => cellOf(contact, child))] }))}
    />
  );
}

/** One household on one page: its children and adults, every contact of each, and what was decided for brothers and sisters. */
export default page('GET /contacts/[reference]/household', async ({ tx, contact: head, authority, person }) => {
  if (!head) throw new Error('the wrapper loads the contact');
  const contact = await readContact(tx, head.id);
  if (contact === null) throw new Error('a contact without its report');
  const { contacts, members } = await readHousehold(tx, contact);
  // A list is reading, too (decision 30).
  tx.ledger({ action: 'contact.household_shown', objectKind: 'contact', objectId: head.id, detail: { ids: contacts.filter(({ current }) => !current).map(({ id }) => id) } });
  const reading = { guide: guideOn(authority.settings.guideArea, londonDate(tx.at)), now: tx.at, opens: can(person, 'POST /contacts/[reference]/person').allowed };
  const [children, adults] = [members.filter(({ kind }) => kind === 'child'), members.filter(({ kind }) => kind === 'adult')];
  return {
    layout: 'desk',
    backHref: `/contacts/${head.reference}`,
    body: (
      <>
        <PageHeading caption={head.reference} heading="Household" lead="Everybody whom this contact names, and brothers and sisters whom an earlier one names with them, with every contact of each that you may open." />
        <div className="ds-column">
          {children.length > 0 && (
            <Card heading="Decisions side by side" id="side-by-side">
              <SideBySide each={children} contacts={contacts} reading={reading} />
            </Card>
          )}
          <Card heading="Children" id="children">
            {children.length === 0 ? <p className="govuk-body">No child is named.</p> : children.map((member) => <Member key={member.key} member={member} contacts={contacts} reading={reading} />)}
          </Card>
          <Card heading="Adults" id="adults">
            {adults.length === 0 ? <p className="govuk-body">No adult is named.</p> : adults.map((member) => <Member key={member.key} member={member} contacts={contacts} reading={reading} />)}
          </Card>
          <p className="ds-secondary">A person is known again by a link that a colleague made, a number, or name and date of birth. Only what you may open is shown.</p>
        </div>
      </>
    ),
  };
});
