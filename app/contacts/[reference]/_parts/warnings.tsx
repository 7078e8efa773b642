import { Narrative } from '@/components/doorstep';
import type { Addition } from '@/lib/contact/additions/addition-store';
import { isVerified } from '@/lib/contact/call/call-fields';
import type { Report } from '@/lib/contact/schema';
import type { WorkEvent } from '@/lib/contact/workspace-store';

/** What whoever works on a contact must know before ringing, writing or visiting (domain 7, first questions), in the words of the one who said it. */
const WARNINGS: readonly { title: string; of: (report: Report, additions: readonly Pick<Addition, 'mustNotBeTold'>[]) => string }[] = [
  { title: 'Who must not be told', of: ({ firstQuestions }, additions) => [firstQuestions.whoMustNotBeTold, ...additions.map(({ mustNotBeTold }) => mustNotBeTold)].filter((words) => words.trim() !== '').join('\n') },
  { title: 'Danger to whoever visits', of: ({ dangerToStaff }) => dangerToStaff },
  { title: 'Somebody worrying collects them', of: ({ firstQuestions }) => firstQuestions.collected },
];

/** Who rang and is not verified is listened to and told nothing (domain 7.9). */
function callerWords(events: readonly WorkEvent[]): string {
  const unsure = events.some(({ kind, detail }) => {
    if (kind !== 'call_taken') return false;
    const since = events.findLast((event) => event.kind === 'caller_verified' && event.detail['call'] === detail['call']);
    const { verified } = (since ?? { detail }).detail as { verified?: unknown };
    return !isVerified(verified) || verified === 'not_verified';
  });
  return !unsure ? '' : 'Listen, and tell nothing until they are rung back through their agency’s switchboard, or known.';
}

/** Warnings of a report, of what was added to it and of how it reached us, at the top of the page; nothing where there are none. */
export function Warnings({ report, additions, events }: { report: Report; additions: readonly Pick<Addition, 'mustNotBeTold'>[]; events: readonly WorkEvent[] }) {
  const ofCaller = { title: 'Caller not verified', words: callerWords(events) };
  const said = [ofCaller, ...WARNINGS.map(({ title, of }) => ({ title, words: of(report, additions).trim() }))].filter(({ words }) => words !== '');
  if (said.length === 0) return null;
  return (
    <section className="ds-warnings" aria-label="Before you ring, write or visit">
      {said.map(({ title, words }) => (
        <div className="ds-warnings__one" key={title}>
          <strong>{title}</strong>
          <Narrative text={words} />
        </div>
      ))}
    </section>
  );
}
