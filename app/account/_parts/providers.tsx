import { Button } from '@/components/govuk';
import { config } from '@/lib/platform/config';

/** A button for each outside provider; with an invitation's secret it links that account. Nothing where none is configured. */
export function Providers({ back, link }: { back?: string; link?: string }) {
  return config().providers.map(({ id, name }) => (
    <form method="post" action="/session/provider/start" key={id}>
      <input type="hidden" name="provider" value={id} />
      {back !== undefined && <input type="hidden" name="return" value={back} />}
      {link !== undefined && <input type="hidden" name="link" value={link} />}
      <Button text={link === undefined ? `Sign in with ${name}` : `Sign in with ${name} from now on`} classes="govuk-button--secondary" preventDoubleClick />
    </form>
  ));
}
