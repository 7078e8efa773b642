import type { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { AskFirst, Missing } from '@/app/_edge/subject';
import { SAME_BY } from '@/app/contacts/[reference]/_parts/history';
import { Placed } from '@/app/contacts/[reference]/_parts/placed';
import { Card, DateTime, HouseholdTable, ReferenceLink, StackTable } from '@/components/doorstep';
import { Done, FormErrors, PageHeading } from '@/components/shell';
import { readNames } from '@/lib/access/store';
import { guideOn } from '@/lib/contact/guide-on';
import type { EarlierContact } from '@/lib/contact/identity/earlier-store';
import { readLook } from '@/lib/lookup/look-store';
import { addressesTold, birthsTold, birthWords, involvedTold, nameOf, namesTold, type Appearance, type Told } from '@/lib/lookup/person';
import { readAppearances, readNotLinked } from '@/lib/lookup/person-store';
import { readEnding, readRelation } from '@/lib/lookup/relation';
import { readRelations, type Relation } from '@/lib/lookup/relation-store';
import { writtenByRow } from '@/lib/lookup/relation-words';
import { typedBefore } from '@/lib/platform/draft/typed';
import { londonDate } from '@/lib/platform/time';
import { MAY_KNOW_WORDS } from '@/lib/restriction/model';
import { Relations } from '../_parts/relations';
import { FamilyPicture } from '../_parts/family-picture';
import { lookOver } from '../_parts/look-over';
import type { Guide } from '@/lib/threshold/model';

export const metadata = { title: 'Person' };

/** What contacts tell in one respect, each value with from when to when it was told, and where. */
function ToldTable({ id, caption, heading, told, none, now }: { id: string; caption: string; heading: string; told: readonly Told[]; none: string; now: Temporal.Instant }) {
  if (told.length === 0) return <p className="govuk-body">{none}</p>;
  return (
    <StackTable
      caption={caption}
      columns={[{ heading }, { heading: 'Told' }, { heading: 'In' }]}
      rows={told.map(({ value, from, until, references }, index) => ({
        // By its place: an id is no place for a name or an address.
        id: `${id}-${index}`,
        cells: [
          <bdi key="value">{value}</bdi>,
          <span key="when">
            <DateTime at={from} now={now} />
            {from.equals(until) ? null : <> to <DateTime at={until} now={now} within /></>}
          </span>,
          <span key="in">{references.map((reference, index) => <span key={reference}>{index > 0 && ', '}<ReferenceLink reference={reference} /></span>)}</span>,
        ],
      }))}
    />
  );
}

function Contacts({ appearances, look, guide, now }: { appearances: readonly Appearance[]; look: string; guide: Guide; now: Temporal.Instant }) {
  return (
    <StackTable
      caption="Contacts that name this person, the latest first"
      columns={[{ heading: 'Contact' }, { heading: 'Received' }, { heading: 'Level and state' }, { heading: 'Shown' }]}
      rows={appearances.map(({ contactId, reference, receivedAt, shown, words, ...stands }) => ({
        id: `contact-${contactId}`,
        cells: [
          <ReferenceLink key="reference" reference={reference} />,
          <DateTime key="at" at={receivedAt} now={now} />,
          <Placed key="placed" stands={stands} guide={guide} />,
          // Of whom it named before they were born, or of a pregnancy that has ended, nothing is told.
          shown === 'words' ? (
            words === null ? 'Nothing of it is on this page' : 'On this page'
          ) : (
            <span key="ask">
              {shown === 'nothing' ? MAY_KNOW_WORDS : 'Nothing of it is shown yet.'}{' '}
              <a className="govuk-link" href={`/contacts/${reference}/before?to=${encodeURIComponent(`people/${look}`)}`}>
                Say whether you know the family<span className="govuk-visually-hidden">{` in ${reference}`}</span>
              </a>
            </span>
          ),
        ],
      }))}
    />
  );
}

/** Contacts about the same person by what identifies them, of which this page tells nothing, since nobody linked them. */
function NotLinked({ contacts, now }: { contacts: readonly EarlierContact[]; now: Temporal.Instant }) {
  if (contacts.length === 0) return null;
  return (
    <>
      <p className="govuk-body">Also about this person by what is known here, and not linked, so that nothing they tell is on this page. Whether it is the same person is said on a contact’s page, under “Who is this?”.</p>
      <ul className="govuk-list govuk-list--bullet">
        {contacts.map(({ id, reference, receivedAt, same }) => (
          <li key={id}>
            <ReferenceLink reference={reference} />, received <DateTime at={receivedAt} now={now} />, {[...new Set(same.map(({ sameBy }) => SAME_BY[sameBy]))].join(', ')}
          </li>
        ))}
      </ul>
    </>
  );
}

function Households({ appearances, relations, now }: { appearances: readonly Appearance[]; relations: readonly Relation[]; now: Temporal.Instant }) {
  return appearances.map(({ contactId, reference, receivedAt, words }) => {
    if (words === null) return null;
    const people = [words.mine, ...words.others];
    const written = writtenByRow(relations, people, new Set(words.others.map(({ id }) => id)));
    return (
      <section key={contactId} aria-label={`As told in ${reference}`}>
        <h3 className="govuk-heading-s">
          <DateTime at={receivedAt} now={now} />, <ReferenceLink reference={reference} />
        </h3>
        {words.others.length === 0 ? (
          <p className="govuk-body">Nobody else is named there.</p>
        ) : (
          <>
            <FamilyPicture people={people} relations={relations} focusId={words.mine.id} reference={reference} receivedAt={receivedAt} />
            <HouseholdTable
              caption={`Household and family as told in ${reference}`}
              people={words.others.map((person) => ({
                id: person.id,
                name: nameOf(person) || undefined,
                age: birthWords(person) || undefined,
                relation: person.relationship || (person.kind === 'adult' ? undefined : 'Child'),
                written: written.get(person.id),
                lives: person.livesWithChild === 'yes' ? 'With the child' : person.livesWithChild === 'no' ? 'Elsewhere' : undefined,
                note: [person.parentalResponsibility === 'yes' ? 'Parental responsibility' : '', person.addressKept ? 'Address kept secret' : ''].filter(Boolean).join('; '),
                concern: person.ofConcern,
              }))}
            />
          </>
        )}
        <p className="govuk-body">
          <a className="govuk-link" href={`/contacts/${reference}/household`}>
            Every contact of this household, and decisions side by side<span className="govuk-visually-hidden">{` (${reference})`}</span>
          </a>
        </p>
      </section>
    );
  });
}

/** Somebody, by everything that contacts tell of them which the reader may see. */
export default page('GET /people/[look]', async ({ tx, person, authority, params, query }) => {
  const look = await readLook(tx, params['look'] ?? '');
  if (look === null) return lookOver(tx, person, params['look'] ?? '', query);
  const appearances = await readAppearances(tx, look);
  const own = appearances.find(({ contactId }) => contactId === look.contactId);
  if (own === undefined) throw new Missing('look', params['look'] ?? '');
  const open = appearances.filter(({ words }) => words !== null);
  const [latest] = open;
  // Reading is the breach: of somebody in whose contacts one has said nothing yet, nothing is shown (safe practice 14).
  if (latest?.words == null) throw new AskFirst(own.reference, own.contactId);
  const guide = guideOn(authority.settings.guideArea, londonDate(tx.at));
  const notLinked = await readNotLinked(tx, appearances);
  tx.ledger({ action: 'person.shown', objectKind: 'contact_person', objectId: look.personId, detail: { look: look.id, ids: [...appearances.map(({ contactId }) => contactId), ...notLinked.map(({ id }) => id)] } });
  const involved = involvedTold(open);
  // Of everybody in these families: their picture and table say who is who also between two others.
  const everybody = open.flatMap(({ words }) => (words === null ? [] : [words.mine, ...words.others])).map(({ id }) => id);
  const family = await readRelations(tx, everybody, open.map(({ contactId }) => contactId));
  const mine = new Set(open.flatMap(({ words }) => words?.mine.id ?? []));
  const relations = family.filter(({ personId, otherId }) => mine.has(personId) || mine.has(otherId));
  const names = await readNames(tx, relations.flatMap(({ by, ends }) => [by, ...ends.map((end) => end.by)]));
  const typed = await typedBefore(tx, { kind: 'relation', contactId: look.contactId, about: look.personId });
  const gaps = query('problem') === 'gaps' ? readRelation(typed).errors : [];
  const ending = query('problem') === 'ending' && relations.some(({ id }) => id === query('of')) ? query('of') : '';
  const endingTyped = ending === '' ? {} : await typedBefore(tx, { kind: 'relation', contactId: look.contactId, about: ending });
  const endingGaps = ending === '' || readEnding(endingTyped) !== null ? [] : [{ field: 'how', message: 'Say what is so, how you know it, and a whole date or none' }];
  return {
    backHref: look.searchId === null ? `/contacts/${own.reference}` : `/search/${look.searchId}`,
    layout: 'desk',
    body: (
      <>
        <FormErrors errors={[...gaps, ...endingGaps.map(({ message }) => ({ field: `${ending}-how`, message }))]} />
        <Done text={query('done') === 'related' || query('done') === 'ended' ? 'It is written down, and what stood there before stays.' : undefined} />
        <PageHeading caption={latest.words.mine.kind === 'adult' ? 'Adult' : 'Child'} heading={<bdi>{nameOf(latest.words.mine) || 'Not named'}</bdi>} lead="What contacts tell of this person, nothing corrected and nothing left out that you may see. Who is who is said on a contact’s page, under “Who is this?”." />
        <div className="ds-column">
          <Card heading="Contacts" id="contacts">
            <Contacts appearances={appearances} look={look.id} guide={guide} now={tx.at} />
            <NotLinked contacts={notLinked} now={tx.at} />
          </Card>
          <div className="ds-cards">
            <Card heading="Names" id="names">
              <ToldTable id="name" caption="Names used" heading="Name" told={namesTold(open)} none="No contact gives a name." now={tx.at} />
            </Card>
            <Card heading="Date of birth" id="birth">
              <ToldTable id="born" caption="Dates of birth as told" heading="Born" told={birthsTold(open)} none="No contact says when." now={tx.at} />
            </Card>
          </div>
          <Card heading="Addresses" id="addresses">
            <ToldTable id="address" caption="Addresses as told" heading="Address" told={addressesTold(open)} none="No contact says where." now={tx.at} />
          </Card>
          <Card heading="Household and family" id="households">
            <Households appearances={open} relations={family} now={tx.at} />
          </Card>
          <Card heading="Who is who to this person" id="relations">
            <Relations relations={relations} appearances={open} typed={{ fields: typed, errors: gaps }} endingOf={(id) => (id === ending ? { fields: endingTyped, errors: endingGaps } : { fields: {}, errors: [] })} reading={{ look: look.id, names, now: tx.at }} />
          </Card>
          {involved.length > 0 && (
            <Card heading="Who else is involved" id="involved">
              <ToldTable id="agency" caption="Agencies and workers as told" heading="Who" told={involved} none="" now={tx.at} />
            </Card>
          )}
        </div>
      </>
    ),
  };
});
