import { Button, Input, Radios, Textarea } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import { ASKERS } from '@/lib/assurance/subject-access/model';
import { textOf, type Fields } from '@/lib/platform/draft/model';

/** Who asked, for which child, on what basis, and how their identity was checked. */
export function Start({ typed, errors }: { typed: Fields; errors: readonly FormError[] }) {
  const of = (name: string) => ({ id: name, name, value: textOf(typed, name), errorMessage: errorFor(errors, name) });
  return (
    <form method="post" action="/access-packs/start" className="ds-narrow" noValidate>
      <Input {...of('reference')} label={{ text: 'Reference of a contact about the child' }} autocomplete="off" />
      <Input {...of('child')} label={{ text: 'First name of the child, as that contact has it' }} autocomplete="off" />
      <Radios idPrefix="asker" name="asker" value={textOf(typed, 'asker')} fieldset={{ legend: { text: 'Who asked?', classes: 'govuk-fieldset__legend--s' } }} errorMessage={errorFor(errors, 'asker')} items={Object.entries(ASKERS).map(([value, text]) => ({ value, text }))} />
      <Input {...of('askedBy')} label={{ text: 'Their name, as the pack is addressed' }} autocomplete="off" />
      <Textarea {...of('basis')} rows={3} label={{ text: 'On what basis may they ask?' }} />
      <Textarea {...of('identity')} rows={3} label={{ text: 'How was their identity checked?' }} />
      <Button text="Begin the pack" preventDoubleClick />
    </form>
  );
}
