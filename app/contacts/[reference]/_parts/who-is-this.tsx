import type { ReactNode } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { Card, DateTime, ReferenceLink } from '@/components/doorstep';
import { Button, Details, InsetText, Input, Radios } from '@/components/govuk';
import type { Person } from '@/lib/access/model';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { readWho, type Candidate, type Other, type WhoIsThis } from '@/lib/contact/identity/candidate-store';
import type { MatchDecision } from '@/lib/contact/identity/link-store';
import type { Proposed } from '@/lib/contact/identity/propose';
import type { Contact } from '@/lib/contact/store';
import { likelihoodWords, type MatchOutcome } from '@/lib/people/identity';
import type { Tx } from '@/lib/platform/db';
import { MAY_KNOW_WORDS } from '@/lib/restriction/model';
import type { Guide } from '@/lib/threshold/model';
import { Placed } from './placed';

const saidWords = (noun: string): Record<MatchOutcome, string> => ({ same: `The same ${noun}`, not_same: `Not the same ${noun}`, not_sure: 'Not sure', new: 'New to us', undone: 'Link undone' });

interface Reading {
  reference: string;
  guide: Guide;
  now: Temporal.Instant;
  names: ReadonlyMap<string, string>;
  writes: boolean;
  noun: 'child' | 'person';
}

const weightWords = (bits: number) => `${bits < 0 ? '−' : '+'}${Math.abs(bits).toFixed(1)}`;

/** Where another child stands: its contact, when, at which level, and how it is named there if the reader may be shown that. */
function Where({ other, guide, now }: { other: Other; guide: Guide; now: Temporal.Instant }) {
  return (
    <>
      <ReferenceLink reference={other.reference} /> <DateTime at={other.receivedAt} now={now} /> <Placed stands={other} guide={guide} />
      {other.shown === 'words' && (
        <p className="ds-row-detail">
          <bdi>{`${other.givenName} ${other.familyName}`.trim() || 'Not named'}</bdi>
          {other.dateOfBirth === null ? ', date of birth not known' : `, born ${other.dateOfBirth.split('-').reverse().join('/')}`}
        </p>
      )}
    </>
  );
}

function Why({ proposed: { reasons } }: { proposed: Proposed<Other> }) {
  return (
    <Details classes="ds-act" summaryText="Why, and with what weight">
      <ul className="govuk-list">
        {reasons.map(({ words, bits }) => (
          <li key={words}>
            <strong>{weightWords(bits)}</strong> {words}
          </li>
        ))}
      </ul>
      <p className="ds-secondary">Each point doubles the odds that they are one person, each point less halves them. What is kept secret is not compared.</p>
    </Details>
  );
}

function SayForm({ reference, noun, childId, other, last }: { reference: string; noun: string; childId: string; other: Other; last: Candidate['said'] }) {
  const id = `who-${childId.slice(0, 8)}-${other.id.slice(0, 8)}`;
  return (
    <Details classes="ds-act" summaryText={last === null ? 'Say what you found' : 'Say something else now'}>
      <form method="post" action={`/contacts/${reference}/who`}>
        <input type="hidden" name="child" value={childId} />
        <input type="hidden" name="other" value={other.id} />
        <Radios
          idPrefix={id}
          name="said"
          classes="govuk-radios--small"
          fieldset={{ legend: { text: `Are they the same ${noun}?` } }}
          items={[
            { value: 'same', text: `The same ${noun}: link them` },
            { value: 'not_same', text: `Not the same ${noun}` },
            { value: 'not_sure', text: 'Not sure' },
          ]}
        />
        <Input id={`${id}-reason`} name="reason" label={{ text: 'How do you know?' }} hint={{ text: 'Needed for “not the same”, and where it goes against the numbers or what was said before, also of somebody linked with either.' }} />
        <Button text="Keep what you found" classes="govuk-button--secondary ds-button--small" preventDoubleClick />
      </form>
    </Details>
  );
}

function UndoForm({ reference, childId, other }: { reference: string; childId: string; other: Other }) {
  return (
    <Details classes="ds-act" summaryText="Undo this link">
      <form method="post" action={`/contacts/${reference}/who`}>
        <input type="hidden" name="child" value={childId} />
        <input type="hidden" name="other" value={other.id} />
        <input type="hidden" name="said" value="undone" />
        <Input id={`undo-${childId.slice(0, 8)}-${other.id.slice(0, 8)}`} name="reason" label={{ text: 'Why was it wrong?' }} attributes={{ required: true }} />
        <Button text="Undo the link" classes="govuk-button--secondary ds-button--small" preventDoubleClick />
      </form>
    </Details>
  );
}

function Linked({ childId, proposed, reading }: { childId: string; proposed: Proposed<Other>; reading: Reading }) {
  const { other, said } = proposed;
  return (
    <li>
      <strong>Linked as the same {reading.noun}:</strong> <Where other={other} guide={reading.guide} now={reading.now} />
      {said !== 'same' && <p className="ds-secondary">Linked through another contact, and undone there.</p>}
      {said === 'same' && reading.writes && other.shown !== 'nothing' && <UndoForm reference={reading.reference} childId={childId} other={other} />}
    </li>
  );
}

function Possible({ childId, candidate, reading }: { childId: string; candidate: Candidate; reading: Reading }) {
  const { other, also, said } = candidate;
  const { reference, guide, now, writes, noun } = reading;
  // Who may know somebody in it is asked before anything of it is shown, and so before they decide.
  const asked = other.shown === 'nothing';
  return (
    <li>
      <p className="govuk-body">
        <strong>{asked ? 'Another contact' : likelihoodWords(candidate, noun)}</strong>
        {said !== null && `. Said: ${saidWords(noun)[said].toLowerCase()}`}
      </p>
      <Where other={other} guide={guide} now={now} />
      {also.length > 0 && <p className="ds-secondary">Linked with it already:</p>}
      {also.map((one) => (
        <div className="govuk-body" key={one.id}>
          <Where other={one} guide={guide} now={now} />
        </div>
      ))}
      {asked ? <p className="ds-secondary">{MAY_KNOW_WORDS}</p> : <Why proposed={candidate} />}
      {writes && !asked && <SayForm reference={reference} noun={noun} childId={childId} other={other} last={said} />}
    </li>
  );
}

function Decided({ decided, referenceOf, reading: { now, names, noun } }: { decided: readonly MatchDecision[]; referenceOf: ReadonlyMap<string, string>; reading: Reading }) {
  return (
    <Details classes="ds-act" summaryText="What was said, and by whom">
      <ul className="govuk-list govuk-list--bullet">
        {decided.map((one) => {
          const place = referenceOf.get(one.otherId ?? '') ?? referenceOf.get(one.childId);
          return (
            <li key={one.id}>
              {saidWords(noun)[one.outcome]}
              {place !== undefined && one.otherId !== null && ` (${place})`}: <bdi>{names.get(one.by) ?? 'a colleague'}</bdi>, <DateTime at={one.at} now={now} within />
              {one.reason !== '' && `: ${one.reason}`}
            </li>
          );
        })}
      </ul>
    </Details>
  );
}

/** More are no help to whoever has to choose, and a page of forms. */
const MOST_SHOWN = 10;

function Child({ who, several, reading }: { who: WhoIsThis; several: boolean; reading: Reading }) {
  const { childId, name, linked, candidates, decided, isNew } = who;
  const all = [...linked.map(({ other }) => other), ...candidates.flatMap(({ other, also }) => [other, ...also])];
  const referenceOf = new Map(all.map(({ id, reference }) => [id, reference]));
  const open = candidates.filter(({ said }) => said !== 'not_same');
  const unnamed = reading.noun === 'child' ? 'Child not named' : 'Adult not named';
  const apart = candidates.filter(({ said }) => said === 'not_same');
  const list = (some: readonly Candidate[]): ReactNode => (
    <ul className="govuk-list">
      {some.map((candidate) => (
        <Possible key={candidate.other.id} childId={childId} candidate={candidate} reading={reading} />
      ))}
    </ul>
  );
  return (
    <section aria-label={name || unnamed}>
      {several && (
        <h3 className="govuk-heading-s">
          <bdi>{name || unnamed}</bdi>
        </h3>
      )}
      {linked.length > 0 && (
        <ul className="govuk-list">
          {linked.map((one) => (
            <Linked key={one.other.id} childId={childId} proposed={one} reading={reading} />
          ))}
        </ul>
      )}
      {isNew && <p className="govuk-body">Said to be new to us.</p>}
      {open.length > 0 && list(open.slice(0, MOST_SHOWN))}
      {open.length > MOST_SHOWN && <p className="ds-secondary">These are the {MOST_SHOWN} likeliest of {open.length}.</p>}
      {open.length === 0 && linked.length === 0 && !isNew && <p className="govuk-body">{`Nobody in another contact that you may open is like this ${reading.noun}.`}</p>}
      {apart.length > 0 && (
        <Details classes="ds-act" summaryText={`Said not to be the same: ${apart.length}`}>
          {list(apart)}
        </Details>
      )}
      {reading.writes && linked.length === 0 && !isNew && open.length > 0 && (
        <Details classes="ds-act" summaryText="None of these">
          <form method="post" action={`/contacts/${reading.reference}/who`}>
            <input type="hidden" name="child" value={childId} />
            <input type="hidden" name="said" value="new" />
            <Button text={`The ${reading.noun} is new to us`} classes="govuk-button--secondary ds-button--small" preventDoubleClick />
          </form>
        </Details>
      )}
      {decided.length > 0 && <Decided decided={decided} referenceOf={referenceOf} reading={reading} />}
    </section>
  );
}

/**
 * That children of a contact may be in others, of which nobody has said so: beside a history that counts none of them, for whoever decides
 * or signs. Nothing of those contacts is shown here but how many they are.
 */
export async function stillToSay(tx: Tx, contact: Contact): Promise<ReactNode> {
  const open = (await readWho(tx, contact)).filter(({ adult, isNew }) => !adult && !isNew).flatMap(({ candidates }) => candidates.filter(({ said }) => said === null));
  const count = new Set(open.flatMap(({ other, also }) => [other, ...also].map(({ contactId }) => contactId))).size;
  if (count === 0) return null;
  return (
    <InsetText>
      <strong>{count === 1 ? '1 other contact may be about these children' : `${count} other contacts may be about these children`}, and nobody has said.</strong> None of it counts in this history. Say what you find under{' '}
      <a className="govuk-link" href={`/contacts/${contact.reference}#who`}>
        Who is this?
      </a>
    </InsetText>
  );
}

/** Who the children and adults of a contact are: whom of other contacts each may be, and why. It proposes; a person decides. Nothing where no child is. */
export async function whoIsThis(tx: Tx, person: Person, contact: Contact, guide: Guide): Promise<ReactNode> {
  // An adult of whom there is nothing to say is in the table of the household, and needs no place here.
  const all = (await readWho(tx, contact)).filter(({ adult, linked, candidates, decided }) => !adult || linked.length + candidates.length + decided.length > 0);
  if (all.length === 0) return null;
  const seen = [...new Set(all.flatMap(({ linked, candidates }) => [...linked.map(({ other }) => other.contactId), ...candidates.flatMap(({ other, also }) => [other.contactId, ...also.map(({ contactId }) => contactId)])]))];
  // A list is reading, too (decision 30): whose records were shown as candidates stands in the ledger.
  if (seen.length > 0) tx.ledger({ action: 'contact.who_proposed', objectKind: 'contact', objectId: contact.id, detail: { ids: seen } });
  const names = await readNames(tx, all.flatMap(({ decided }) => decided.map(({ by }) => by)));
  const reading: Omit<Reading, 'noun'> = { reference: contact.reference, guide, now: tx.at, names, writes: can(person, 'POST /contacts/[reference]/who').allowed };
  return (
    <Card heading="Who is this?" id="who" aside="Proposed, and nothing is linked by itself">
      {all.map((who) => (
        <Child key={who.childId} who={who} several={all.length > 1} reading={{ ...reading, noun: who.adult ? 'person' : 'child' }} />
      ))}
    </Card>
  );
}
