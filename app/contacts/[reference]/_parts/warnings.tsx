import { Narrative } from '@/components/doorstep';
import type { Report } from '@/lib/contact/schema';

/** What whoever works on a contact must know before ringing, writing or visiting (domain 7, first questions), in the words of the one who said it. */
const WARNINGS: readonly { title: string; of: (report: Report) => string }[] = [
  { title: 'Who must not be told', of: ({ firstQuestions }) => firstQuestions.whoMustNotBeTold },
  { title: 'Danger to whoever visits', of: ({ dangerToStaff }) => dangerToStaff },
  { title: 'Somebody worrying collects them', of: ({ firstQuestions }) => firstQuestions.collected },
];

/** Warnings of a report, at the top of the page; nothing where there are none. */
export function Warnings({ report }: { report: Report }) {
  const said = WARNINGS.map(({ title, of }) => ({ title, words: of(report).trim() })).filter(({ words }) => words !== '');
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
