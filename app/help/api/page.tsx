import { openPage } from '@/app/_edge/page';
import { EXAMPLES, type Example } from '@/app/api/v1/_parts/examples';
import { PROBLEM_WORDS } from '@/app/api/v1/_parts/problem-words';
import { BackLink, InsetText, Table, WarningText } from '@/components/govuk';
import { PageHeading } from '@/components/shell';
import { KEY_SCOPE_WORDS } from '@/lib/access/api-key';

export const metadata = { title: 'For other systems' };

/** The request as it goes over the line, with the key left out. */
function requestOf({ method, path, scope, key, body }: Example): string {
  const headers = [...(scope === null ? [] : ['Authorization: Bearer dsk.…']), ...(key === undefined ? [] : [`Idempotency-Key: ${key}`]), ...(body === undefined ? [] : ['Content-Type: application/json'])];
  return [`${method} ${path}`, ...headers, ...(body === undefined ? [] : ['', JSON.stringify(body, null, 2)])].join('\n');
}

const answerOf = ({ status, answer }: Example) => [String(status), ...(Object.keys(answer).length === 0 ? [] : ['', JSON.stringify(answer, null, 2)])].join('\n');

function Shown({ example }: { example: Example }) {
  return (
    <section aria-labelledby={`example-${example.id}`}>
      <h3 className="govuk-heading-s" id={`example-${example.id}`}>
        {example.title}
      </h3>
      <pre className="ds-mail overflow-auto" tabIndex={0} role="region" aria-label={`Request: ${example.title}`}>
        {requestOf(example)}
      </pre>
      <p className="govuk-body mt-2">The answer, among others of its members:</p>
      <pre className="ds-mail mb-6 overflow-auto" tabIndex={0} role="region" aria-label={`Answer: ${example.title}`}>
        {answerOf(example)}
      </pre>
    </section>
  );
}

export default openPage('GET /help/api', () =>
  Promise.resolve(
    <div className="ds-wide">
      <nav aria-label="Back">
        <BackLink href="/help" text="Help" />
      </nav>
      <PageHeading heading="For other systems" lead="How the system of a police force, a school or a health service tells us of a concern about a child, and asks how far it is." />
      <WarningText text="It is no way to call for help. If a child is in danger now, people ring 999 or the front door." />
      <p className="govuk-body">
        Everything on this page is in{' '}
        <a className="govuk-link" href="/api/v1/openapi.json">
          the description for programs (OpenAPI 3.1)
        </a>
        , made of the same schemas that read what comes. The examples are run against this service with each of its releases.
      </p>
      <h2 className="govuk-heading-m" id="keys">The key</h2>
      <p className="govuk-body">The administrator of the area makes it, for one agency and one purpose. It is shown once, and goes in the header Authorization of each request. It can be exchanged without a gap, and revoked at any time. What is sent with one that opens no more is not taken, and the duty service is told which system it was.</p>
      <Table caption="Purposes" head={[{ text: 'Scope' }, { text: 'Opens' }]} rows={Object.entries(KEY_SCOPE_WORDS).map(([scope, words]) => [{ text: scope }, { text: words }])} />
      <h2 className="govuk-heading-m" id="once">Once, and never lost</h2>
      <p className="govuk-body">Give each concern an Idempotency-Key of your own, and send the same body under it until you get an answer: it is one contact, however often it came. A concern is never refused for its shape. What cannot be read is kept, both clocks run, and a person types it in; the answer names each field, so that you can mend the next. Sent again it is answered as it was the first time, whatever became of it: ask with the reference how far it is.</p>
      <InsetText text="Nothing is required. Leave out what is not known, and invent nothing: “not_known” is an answer." />
      <h2 className="govuk-heading-m" id="examples">Examples</h2>
      {EXAMPLES.map((example) => (
        <Shown example={example} key={example.id} />
      ))}
      <h2 className="govuk-heading-m" id="problems">What may be wrong</h2>
      <p className="govuk-body">Every answer beside 200 and 201 is application/problem+json (RFC 9457). Its member “problem” is one of these.</p>
      <dl className="ds-paragraphs">
        {Object.entries(PROBLEM_WORDS).map(([code, words]) => (
          <div className="ds-paragraphs__one" key={code} id={code}>
            <dt>{code}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </div>,
  ),
);
