import type { Temporal } from 'temporal-polyfill';
import { Autosave } from '@/app/_edge/autosave';
import { DangerBadge, DateTime, LevelBadge } from '@/components/doorstep';
import { Button, Checkboxes, Select, Textarea } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import type { OpenToHandOver } from '@/lib/emergency/hand-over-store';
import { OUTCOME_WORDS, TO_SERVICE, type Direction } from '@/lib/emergency/model';
import { listOf, textOf, type Fields } from '@/lib/platform/draft/model';
import { ownLabelOf } from '@/lib/threshold/level-words';
import type { Guide } from '@/lib/threshold/model';
import { ConcernLine, FromLine } from '../../queue/_parts/concern';
import { concernWords, fromWords } from '../../queue/_parts/concern-words';

export interface HandOverFormProps {
  direction: Direction;
  contacts: readonly OpenToHandOver[];
  colleagues: readonly { accountId: string; name: string; jobTitle: string }[];
  fields: Fields;
  token: string;
  errors: readonly FormError[];
  guide: Guide;
  now: Temporal.Instant;
}

const FORM = 'hand-over-form';
const SAVED = 'hand-over-saved';
const SERVICE_WORDS: Record<Direction, string> = { to_day: 'The duty manager', to_night: 'The emergency duty team', next_shift: 'The emergency duty team' };
const LINE_WORDS: Record<Direction, string> = { to_day: 'What the day service must know', to_night: 'What to watch, and what to do if it happens', next_shift: 'What the next shift must know' };
const NOTE_WORDS: Record<Direction, string> = { to_day: 'The night as a whole', to_night: 'The day as a whole', next_shift: 'The shift as a whole' };

function Row({ contact, direction, fields, missing, guide, now }: Pick<HandOverFormProps, 'direction' | 'fields' | 'guide' | 'now'> & { contact: OpenToHandOver; missing: boolean }) {
  const { contactId, reference, decided: latest } = contact;
  const name = `line.${contactId}`;
  const value = textOf(fields, name);
  const chosen = listOf(fields, 'watch').includes(contactId);
  return (
    <li className="ds-hand-over__contact">
      <p className="govuk-body ds-hand-over__head">
        <a className="govuk-link ds-reference" href={`/contacts/${reference}`}>
          {reference}
        </a>{' '}
        <LevelBadge level={contact.level as 1 | 2 | 3 | 4} label={ownLabelOf(guide, contact.level as 1 | 2 | 3 | 4)} /> {contact.immediate && <DangerBadge />} <span className="ds-secondary">{contact.childrenLine}</span>
      </p>
      <ConcernLine {...concernWords(contact, guide)} />
      <p className="ds-row-detail">
        <FromLine {...fromWords(contact)} />, <DateTime at={contact.receivedAt} now={now} within />. {latest === null ? (direction === 'to_night' ? '' : 'Nothing was decided on it at night.') : <>{OUTCOME_WORDS[latest.outcome]}, <DateTime at={latest.at} now={now} within />.</>}
      </p>
      {direction === 'to_night' && <Checkboxes name="watch" idPrefix={`watch-${contactId}`} classes="govuk-checkboxes--small" values={chosen ? [contactId] : []} items={[{ value: contactId, text: `To be watched tonight: ${reference}` }]} />}
      <Textarea
        name={name}
        id={name}
        rows={2}
        value={value}
        label={{ html: <>{LINE_WORDS[direction]}<span className="govuk-visually-hidden">, {reference}</span></> }}
        errorMessage={missing && value.trim() === '' && (direction !== 'to_night' || chosen) ? { text: 'Write a line' } : undefined}
      />
    </li>
  );
}

/** The shift's contacts with a line each, one note for the whole, and to whom they go. */
export function HandOverForm({ direction, contacts, colleagues, fields, token, errors, guide, now }: HandOverFormProps) {
  const missing = errors.some(({ field }) => field.startsWith('line.'));
  return (
    <form id={FORM} method="post" action="/hand-over/save" noValidate>
      <input type="hidden" name="way" value={direction} />
      <input type="hidden" name="key" value={textOf(fields, 'key') || token} />
      <p className="ds-saved" role="status" id={SAVED}>
        Nothing is handed over yet.
      </p>
      <ul className="ds-hand-over">
        {contacts.map((contact) => (
          <Row key={contact.contactId} contact={contact} direction={direction} fields={fields} missing={missing} guide={guide} now={now} />
        ))}
      </ul>
      <Textarea name="note" id="note" rows={4} value={textOf(fields, 'note')} label={{ text: NOTE_WORDS[direction], classes: 'govuk-label--s' }} hint={{ text: 'Also what is not about one contact: who is away, what is out of order, whom to ring first. Name no family here: whoever takes over is asked first whether they know it.' }} errorMessage={errorFor(errors, 'note')} />
      <Select
        name="to"
        id="to"
        value={textOf(fields, 'to')}
        label={{ text: 'To whom?', classes: 'govuk-label--s' }}
        errorMessage={errorFor(errors, 'to')}
        items={[{ value: '', text: 'Choose' }, { value: TO_SERVICE, text: SERVICE_WORDS[direction] }, ...colleagues.map(({ accountId, name, jobTitle }) => ({ value: accountId, text: jobTitle === '' ? name : `${name}, ${jobTitle}` }))]}
      />
      <div className="govuk-button-group">
        <Button text="Hand over" attributes={{ formAction: '/hand-over/send' }} preventDoubleClick />
        <Button text="Save and go on later" classes="govuk-button--secondary" />
      </div>
      <Autosave formId={FORM} statusId={SAVED} />
    </form>
  );
}
