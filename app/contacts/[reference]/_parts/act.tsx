import type { ReactNode } from 'react';
import { Button, Details } from '@/components/govuk';

/** One act: a name that opens, and a plain form. */
export function Act({ id, name, action, button, children, open = false }: { id: string; name: string; action: string; button: string; children: ReactNode; open?: boolean }) {
  return (
    <Details classes="ds-act" summaryText={name} open={open}>
      <form method="post" action={action} id={id}>
        {children}
        <Button text={button} classes="govuk-button--secondary ds-button--small" preventDoubleClick />
      </form>
    </Details>
  );
}
