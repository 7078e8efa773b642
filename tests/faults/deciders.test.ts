/** Two to ten people decide the same contact at the same moment (quality B4, F6): one wins, whoever loses sees both texts, and no word is lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '@/lib/access/model';
import { findContact } from '@/lib/contact/store';
import { addNote } from '@/lib/contact/verbs/add-note';
import { reassignContact } from '@/lib/contact/verbs/reassign-contact';
import { decide } from '@/lib/decision/verbs/decide';
import { saveDecisionDraft } from '@/lib/decision/verbs/save-decision-draft';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { openDrafts, readDraft } from '@/lib/platform/draft/store';
import type { Draft } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import { addDeclaration } from '@/lib/restriction/opening-store';
import { howMany } from '../hostile/depth';
import { askPage } from '../integration/asking-pages';
import { arrives, earlyHelp, typed, type Case } from '../integration/deciding';
import { makePlace, type Place } from '../integration/people';
import { asSuperuser } from '../integration/superuser';
import { faultsIn, History } from './history';

const CONFLICT_PAGE = '../../app/contacts/[reference]/decision/conflict/page.tsx';
const MOST = 10;
/** A take-over and a decision are done in this time, as a rule. */
const STEPS_ASIDE_MS = 50;
const ROUNDS = howMany(3, 200);
/** Of so many rounds one is also looked at as each loser sees it. */
const LOOKED_AT = howMany(2, 10);

let place: Place;
let workers: Person[];

beforeAll(async () => {
  place = await makePlace();
  workers = await withActor(systemOf(place.id), async (tx) => {
    const all: Person[] = [];
    for (let count = 1; count <= MOST; count += 1) {
      const like = place.people.worker;
      const one = { ...like, actorId: newId(), membershipId: newId(), name: `Worker ${count}`, email: `worker.${count}.${place.prefix.toLowerCase()}@example.org` };
      await tx.db.$queryRaw`select account_ensure(${one.actorId}::uuid, ${one.email}, ${one.name})`;
      await tx.db.membership.create({ data: { authorityId: place.id, id: one.membershipId, accountId: one.actorId, role: one.role, agencyId: null, qualified: true, jobTitle: one.jobTitle, phone: one.phone } });
      all.push(one);
    }
    return all;
  });
});
afterAll(closeDatabase);

interface Decider {
  person: Person;
  draft: Draft;
  words: string;
}

/** Each has written a decision of their own about it, with words of their own. */
async function write(about: Case, person: Person, words: string): Promise<Decider> {
  return withActor(person, async (tx) => {
    await addDeclaration(tx, about.contactId, 'somebody_else', 'No family of ours.');
    const saved = await saveDecisionDraft(tx, person, about.contactId, { fields: await typed(about, 'EH_SINGLE', { rationale: words }), version: 0, startedFrom: 0, settle: '', conflictId: '' });
    if (!saved.ok || !saved.value.complete) throw new Error('the draft is not whole');
    const [draft] = await openDrafts(tx, 'decision', about.contactId);
    if (!draft) throw new Error('no draft');
    return { person, draft, words };
  });
}

type Outcome = { won: string } | { lost: string };

/**
 * Takes the contact over and decides it, again for as long as somebody else takes it away before. Each waits longer than the one
 * before them, or ten who take it from each other by turns would never be done.
 */
async function takeAndDecide(about: Case, { person, draft }: Decider, nth: number): Promise<Outcome> {
  for (let tries = 0; tries < 60; tries += 1) {
    await withActor(place.people.manager, async (tx) => {
      const contact = await findContact(tx, about.reference);
      if (contact !== null) await reassignContact(tx, place.people.manager, contact, { to: person.actorId, reason: 'They decide it.' });
    });
    const done = await withActor(person, (tx) => decide(tx, person, { contactId: about.contactId, draftId: draft.id, version: draft.version, key: draft.key }));
    if (done.ok) return { won: done.value.decisionId };
    if (done.problem !== 'not_held') return { lost: done.problem };
    await sleep(Math.min(tries, 10) * nth * STEPS_ASIDE_MS);
  }
  throw new Error('neither won nor lost');
}

describe('F6: the same contact decided at the same moment', () => {
  it(`${ROUNDS} rounds of two to ten: one wins, the others see what was decided beside their own text, and every note and word is kept`, async () => {
    const history = new History();
    let deciders = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const about = await arrives(place, '2026-03-02T09:00:00Z', earlyHelp());
      const all: Decider[] = [];
      for (const [at, person] of workers.slice(0, 2 + ((round * 4) % (MOST - 1))).entries()) all.push(await write(about, person, `Reasons of ${at + 1} in round ${round}.`));
      deciders += all.length;
      const outcomes = await Promise.all(
        all.map(async (one, nth) => {
          const [outcome] = await Promise.all([takeAndDecide(about, one, nth), withActor(one.person, async (tx) => {
            const contact = await findContact(tx, about.reference);
            const noted = contact === null ? null : await addNote(tx, contact, `Note. ${one.words}`);
            expect(noted?.ok).toBe(true);
          })]);
          return outcome;
        }),
      );
      for (const [at, outcome] of outcomes.entries()) {
        const key = all[at]?.draft.key ?? '';
        history.say({ key, op: 'decide', ...('won' in outcome ? { outcome: 'ok', result: outcome.won } : { outcome: 'fail' }) });
      }
      const winners = all.filter((_, at) => 'won' in (outcomes[at] ?? {}));
      expect(winners, `round ${round}`).toHaveLength(1);
      expect(new Set(outcomes.flatMap((outcome) => ('lost' in outcome ? [outcome.lost] : [])))).toEqual(new Set(['stale']));
      const [winner] = winners;
      const kept = await asSuperuser((client) => client.query<{ rationale: string }>('select rationale from decision where authority_id = $1 and contact_id = $2', [place.id, about.contactId]));
      expect(kept.rows).toEqual([{ rationale: winner?.words }]);
      const notes = await asSuperuser((client) => client.query<{ text: string }>('select text from note where authority_id = $1 and contact_id = $2', [place.id, about.contactId]));
      expect(notes.rows.map(({ text }) => text).sort()).toEqual(all.map(({ words }) => `Note. ${words}`).sort());
      for (const { person, draft, words } of all.filter((one) => one !== winner)) {
        const mine = await withActor(person, (tx) => readDraft(tx, draft.id));
        expect(mine).toMatchObject({ closedAt: null, version: draft.version });
        expect(mine?.content.fields['rationale']).toBe(words);
        if (round % LOOKED_AT !== 0) continue;
        const page = await askPage(CONFLICT_PAGE, person, { reference: about.reference });
        const html = page.kind === 'shown' ? await page.html() : page.kind;
        for (const said of [words, winner?.words ?? '', winner?.person.name ?? '']) expect(html).toContain(said);
      }
    }
    expect(await faultsIn(history, place.id)).toEqual([]);
    process.stdout.write(`F6: ${ROUNDS} rounds, ${deciders} deciders, ${history.count('ok')} decisions\n`);
  });
});
