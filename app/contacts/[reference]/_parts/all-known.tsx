import type { ReactNode } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { Card } from '@/components/doorstep';
import type { Contact } from '@/lib/contact/store';
import type { Workspace } from '@/lib/contact/workspace-store';
import type { Guide } from '@/lib/threshold/model';
import { countWords } from './history';
import { Notes, Questions } from './notes';
import { Added, JoinedIn, Said, ToldOfJoined } from './said';

/**
 * All that is known of a contact, for whoever decides on it, by day or for the night, or signs: the report, what came in since, what was asked and noted, and
 * the history of its children.
 * @param line that history.
 */
export function AllKnown({ contact, workspace, guide, now, line }: { contact: Contact; workspace: Workspace; guide: Guide; now: Temporal.Instant; line: ReactNode }) {
  const { additions, joinedIn, toldOfJoined, names, earlier, notes, questions } = workspace;
  return (
    <div className="ds-column">
      <Card heading="What was said">
        <Added additions={additions} names={names} now={now} />
        <JoinedIn joinedIn={joinedIn} now={now} />
        <ToldOfJoined toldOfJoined={toldOfJoined} now={now} />
        <Said contact={contact} guide={guide} now={now} />
      </Card>
      {(notes.length > 0 || questions.length > 0) && (
        <Card heading="Our notes and questions">
          <Questions questions={questions} names={names} now={now} />
          <Notes reference={contact.reference} notes={notes} names={names} now={now} mayWrite={false} />
        </Card>
      )}
      <Card heading="History" aside={countWords(earlier)}>
        {line}
      </Card>
    </div>
  );
}
