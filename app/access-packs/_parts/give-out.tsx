import { Button, Input } from '@/components/govuk';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { PROBLEMS } from './words';

/** To whom a confirmed pack was given: whoever gives it says so, and the three months to complain run from then. */
export function GiveOut({ packId, typed, problem }: { packId: string; typed: Fields; problem: string }) {
  return (
    <form method="post" action="/access-packs/give-out" className="ds-narrow" noValidate>
      <input type="hidden" name="pack" value={packId} />
      <Input id="to" name="to" label={{ text: 'To whom was the pack given, and how?' }} hint={{ text: 'For example: to her, at the counter, after her passport was seen again. To look at the PDF gives it to nobody.' }} value={textOf(typed, 'to')} errorMessage={problem === 'to' ? { text: PROBLEMS['to']?.message ?? '' } : undefined} autocomplete="off" />
      <Button text="It was given out" classes="ds-button--small" preventDoubleClick />
    </form>
  );
}
