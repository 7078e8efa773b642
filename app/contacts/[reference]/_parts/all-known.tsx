import type { ReactNode } from 'react';
import { Card } from '@/components/doorstep';
import type { Person } from '@/lib/access/model';
import type { Contact } from '@/lib/contact/store';
import type { Workspace } from '@/lib/contact/workspace-store';
import type { Tx } from '@/lib/platform/db';
import type { Guide } from '@/lib/threshold/model';
import { Questions } from './asked';
import { countWords, history } from './history';
import { Notes } from './notes';
import { Added, JoinedIn, Said, ToldOfJoined } from './said';

/**
 * All that is known of a contact, for whoever decides on it, by day or for the night, or signs: the report, what came in since, what was asked and noted, and
 * the history of its children.
 * @param maybe whom they may be as well, as long as nobody has said: see `stillToSay`.
 */
export async function allKnown(tx: Tx, person: Person, { contact, workspace, guide, maybe }: { contact: Contact; workspace: Workspace; guide: Guide; maybe: ReactNode }): Promise<ReactNode> {
  const now = tx.at;
  const { additions, joinedIn, toldOfJoined, names, earlier, notes, questions } = workspace;
  const line = await history(tx, person, { contact, earlier, until: workspace.historyUntil, guide, now, mayTellApart: false });
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
        {maybe}
        {line}
      </Card>
    </div>
  );
}
