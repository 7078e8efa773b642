import { page } from '@/app/_edge/page';
import { Button, Input, Select, WarningText } from '@/components/govuk';
import { DateTime, StackTable } from '@/components/doorstep';
import { EmptyState, FormErrors, PageHeading, errorFor } from '@/components/shell';
import { isRole, ROLE_NAMES } from '@/lib/access/model';
import { readNames } from '@/lib/access/store';
import { chainEnd, readActions, readEntries } from '@/lib/ledger/entry-store';
import { SYSTEM_ID } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';

export const metadata = { title: 'Ledger' };

const PAGE = 50;

const seqFrom = (text: string): bigint | undefined => (/^\d{1,18}$/.test(text) ? BigInt(text) : undefined);

function detailWords(detail: unknown): string {
  if (detail === null || typeof detail !== 'object') return '';
  return Object.entries(detail)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? `${value.length} listed` : String(value)}`)
    .join(' · ');
}

function older(action: string, object: string, before: bigint | undefined): string {
  const query = new URLSearchParams({ ...(action ? { action } : {}), ...(object ? { object } : {}), ...(before === undefined ? {} : { before: String(before) }) });
  return `/ledger?${query.toString()}`;
}

export default page('GET /ledger', async ({ tx, query }) => {
  const actions = await readActions(tx);
  const action = actions.find((known) => known === query('action')) ?? '';
  const object = isId(query('object')) ? query('object') : '';
  const found = await readEntries(tx, { action: action || undefined, objectId: object || undefined, before: seqFrom(query('before')), take: PAGE });
  const entries = found.slice(0, PAGE);
  const names = await readNames(tx, entries.map((entry) => entry.actorId));
  const end = await chainEnd(tx);
  tx.ledger({ action: 'ledger.read', objectKind: 'list', objectId: 'ledger', detail: { action: action || null, object: object || null } });
  const errors = query('problem') === 'not_found' ? [{ field: 'about', message: 'Nothing here has that reference or id. A reference looks like NFK-7F3K-29QX.' }] : [];
  return (
    <>
      <FormErrors errors={errors} />
      <PageHeading heading="Ledger" lead="Who opened, listed, wrote and decided what, and when. Entries are added and never changed." />
      {end.agrees ? (
        <p className="ds-secondary">{`${end.entries.toLocaleString('en-GB')} entries. The chain ends where its head says; “npm run ledger:verify” checks every link.`}</p>
      ) : (
        <WarningText text="The last entry and the head of the chain do not agree: entries may have been cut off. Run “npm run ledger:verify” and tell whoever runs the service." iconFallbackText="Warning" />
      )}
      <div className="ds-asks">
        <form method="get" action="/ledger">
          {object && <input type="hidden" name="object" value={object} />}
          <Select name="action" label={{ text: 'What was done' }} value={action} items={[{ value: '', text: 'Anything' }, ...actions.map((code) => ({ value: code, text: code }))]} />
          <Button text="Show" classes="govuk-button--secondary" />
        </form>
        <form method="post" action="/ledger/find">
          <Input name="about" label={{ text: 'About one contact, person or session' }} hint={{ text: 'A reference or an id' }} errorMessage={errorFor(errors, 'about')} autocomplete="off" spellcheck={false} />
          <Button text="Find" classes="govuk-button--secondary" />
        </form>
      </div>
      {(action || object) && (
        <p className="govuk-body">
          {`Showing ${action || 'everything'}${object ? ` about ${object}` : ''}. `}
          <a className="govuk-link" href="/ledger">Show all</a>
        </p>
      )}
      {entries.length === 0 ? (
        <EmptyState heading="Nothing matches">
          <p>Every page opened and every act done in this area stands here, each with who, when and about what. Choose another act, or show all.</p>
        </EmptyState>
      ) : (
        <StackTable
          caption="Ledger entries, newest first"
          columns={[{ heading: 'No.' }, { heading: 'When' }, { heading: 'Who' }, { heading: 'What' }, { heading: 'About' }, { heading: 'More' }]}
          rows={entries.map((entry) => ({
            id: `entry-${entry.seq}`,
            cells: [
              String(entry.seq),
              <DateTime key="at" at={entry.at} now={tx.at} />,
              <span key="who">
                <bdi>{entry.actorId === SYSTEM_ID ? 'The service itself' : (names.get(entry.actorId) ?? 'Somebody not named here')}</bdi>
                <span className="ds-secondary">{` · ${isRole(entry.actorRole) ? ROLE_NAMES[entry.actorRole] : entry.actorRole}`}</span>
              </span>,
              entry.action,
              isId(entry.objectId) ? (
                <a key="about" className="govuk-link" href={older('', entry.objectId, undefined)}>
                  {entry.objectKind}
                  <span className="govuk-visually-hidden">{` ${entry.objectId}`}</span>
                </a>
              ) : (
                `${entry.objectKind} ${entry.objectId}`
              ),
              <span key="more" className="ds-secondary">{detailWords(entry.detail)}</span>,
            ],
          }))}
        />
      )}
      {found.length > PAGE && (
        <p className="govuk-body">
          <a className="govuk-link" href={older(action, object, entries.at(-1)?.seq)} rel="next">
            Older entries
          </a>
        </p>
      )}
    </>
  );
});
