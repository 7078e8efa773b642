import type { ReactNode } from 'react';
import { Narrative } from '@/components/doorstep';
import { Button, InsetText } from '@/components/govuk';
import { KEPT, keptName } from '@/lib/platform/draft/kept';
import { textOf, type Draft } from '@/lib/platform/draft/model';

/**
 * Words that were typed in another window and did not go with what was sent: shown until whoever typed them sends or puts them away.
 * @param field the one that holds the words. @param about what else names the form. @param next what may be done with them.
 */
export function NotSentWords({ draft, field, action, about = {}, next }: { draft: Draft; field: string; action: string; about?: Record<string, string>; next: ReactNode }) {
  const words = textOf(draft.content.fields, field);
  return (
    <InsetText>
      <p className="govuk-body">You typed this as well, and it is not sent:</p>
      {words.trim() === '' ? <p className="govuk-body ds-secondary">No words, only what was ticked or attached.</p> : <Narrative text={words} />}
      <p className="govuk-body">{next}</p>
      <form method="post" action={action} noValidate>
        {Object.entries(about).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name={KEPT} value={keptName(draft)} />
        <Button text="Put it away, unsent" name="act" value="put_away" classes="govuk-button--secondary ds-button--small" preventDoubleClick />
      </form>
    </InsetText>
  );
}
