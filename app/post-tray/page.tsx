import { Fragment } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { openPage } from '@/app/_edge/page';
import { Details, Tag } from '@/components/govuk';
import { DateTime } from '@/components/doorstep';
import { EmptyState, PageHeading } from '@/components/shell';
import type { Message } from '@/lib/letter/message-store';
import { readPostTray } from '@/lib/letter/verbs/read-post-tray';
import { config } from '@/lib/platform/config';
import { now } from '@/lib/platform/time';

export const metadata = { title: 'Post tray' };

const STATE_WORDS: Record<Message['state'], string> = { pending: 'Waiting to be sent', sent: 'Sent', failed: 'Not taken, tried again', let_go: 'Not sent: it would have led nowhere' };

/** The text as sent; an address of this service can be followed, as mail programs let one. */
function MailText({ body, origin }: { body: string; origin: string }) {
  return (
    <pre className="ds-mail">
      {body.split('\n').map((line, index) => (
        <Fragment key={index}>
          {index > 0 && '\n'}
          {line.startsWith(`${origin}/`) ? (
            <a className="govuk-link" href={line.slice(origin.length)}>
              {line}
            </a>
          ) : (
            line
          )}
        </Fragment>
      ))}
    </pre>
  );
}

function Sent({ message, at }: { message: Message; at: Temporal.Instant }) {
  return (
    <article className="ds-message">
      <h3 className="govuk-heading-s">{message.channel === 'text' ? 'Text' : message.subject}</h3>
      <p className="govuk-body ds-secondary">
        To {message.toAddress || 'a protected source'} · <DateTime at={message.sentAt ?? message.madeAt} now={at} /> <Tag text={STATE_WORDS[message.state]} classes={message.state === 'sent' ? 'govuk-tag--green' : 'govuk-tag--yellow'} />
      </p>
      <MailText body={message.body} origin={config().publicOrigin} />
    </article>
  );
}

/** So many of an area stand open: whoever sent something finds it at the top, and the next area is not a hundred letters away. */
const OPEN = 20;

/** Older messages, or calls, shut. */
function Shut({ words, messages, at }: { words: string; messages: readonly Message[]; at: Temporal.Instant }) {
  return (
    messages.length > 0 && (
      <Details summaryText={`${words}: ${messages.length}`}>
        {messages.map((message) => (
          <Sent key={message.id} message={message} at={at} />
        ))}
      </Details>
    )
  );
}

export default openPage('GET /post-tray', async () => {
  const [trays, at] = [await readPostTray(), now()];
  const filled = trays.filter(({ messages, calls }) => messages.length + calls.length > 0);
  return (
    <div className="ds-wide">
      <PageHeading caption="Demo" heading="Post tray" lead="Every e-mail and text exactly as it was sent, newest first. In the demo none leaves this machine. A real service sends them by GOV.UK Notify or SMTP." />
      {filled.length === 0 && (
        <EmptyState heading="No post yet">
          <p>Send a report, or a letter, and the message that goes with it appears here. It holds a reference and a link, never a name.</p>
        </EmptyState>
      )}
      {filled.length > 1 && (
        <nav aria-label="Areas">
          <ul className="ds-jump">
            {filled.map(({ area }) => (
              <li key={area.id}>
                <a className="govuk-link" href={`#${area.id}`}>
                  {area.name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {filled.map(({ area, messages, calls }) => (
        <section key={area.id} aria-labelledby={area.id} data-area={area.id}>
          <h2 className="govuk-heading-m" id={area.id}>
            {area.name}
          </h2>
          {messages.slice(0, OPEN).map((message) => (
            <Sent key={message.id} message={message} at={at} />
          ))}
          <Shut words="Older" messages={messages.slice(OPEN)} at={at} />
          <Shut words="Calls to alarms" messages={calls} at={at} />
        </section>
      ))}
    </div>
  );
});
