import { Button } from '@/components/govuk';

/** Ends a sign-in that is half made: the way out for whoever is not the one who began it. */
export function StartAgain() {
  return (
    <form method="post" action="/session/end">
      <Button text="Not you? Start again" classes="govuk-button--secondary" preventDoubleClick />
    </form>
  );
}
