/**
 * The policy table, cell by cell: every route that exists × every role × every relation (issue 2 section 2;
 * ASVS 8.2.1). The routes come from the folders, the expectations from the issue; the table must agree with both.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RELATIONS, relationOf, ROLES, type Relation, type Role } from '@/lib/access/model';
import { can, POLICY, type RouteKey } from '@/lib/access/policy';
import { routesOf } from '@/scripts/routes';
import { EXPECTED, expected } from './expected';

const built = routesOf('app').sort();
const table = Object.keys(POLICY) as RouteKey[];
const isKey = (route: string): route is RouteKey => Object.hasOwn(POLICY, route);
const names = (route: string) => /\[(reference|draft|duty|membership|call)\]/.test(route);
/** A route that names nothing is asked about the person's own authority. */
const relationsAt = (route: string): readonly Relation[] => (names(route) ? RELATIONS : ['own_authority', 'other_authority']);
const PARTNERS: readonly Role[] = ['partner_professional', 'partner_safeguarding_lead', 'mash_partner'];

describe('every route has its row', () => {
  test('no route without a row, no row without a route', () => {
    expect(built).toEqual([...table].sort());
  });

  test('no row without an expectation, no expectation without a row', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...table].sort());
  });

  test('a new page, route or method would be seen', () => {
    const root = mkdtempSync(join(tmpdir(), 'routes-'));
    const files = {
      'page.tsx': 'export default page();',
      'new/page.tsx': 'export default page();',
      'new/[id]/act/route.ts': 'export const POST = route();\nexport async function DELETE() {}',
      '(group)/inside/route.ts': 'export function GET() {}',
      '_private/page.tsx': '',
      'new/parts.tsx': '',
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    expect(routesOf(root).sort()).toEqual(['DELETE /new/[id]/act', 'GET /', 'GET /inside', 'GET /new', 'POST /new/[id]/act']);
    rmSync(root, { recursive: true });
  });
});

test.each([...new Set([...built, ...table])].sort())('%s', (route) => {
  expect(isKey(route), 'has a row').toBe(true);
  if (!isKey(route)) return;
  const wrong: string[] = [];
  for (const demo of [false, true]) {
    for (const relation of relationsAt(route)) {
      for (const role of [null, ...ROLES]) {
        const person = role === null ? null : { role };
        const verdict = can(person, route, relation, demo);
        if (verdict.allowed !== expected(route, role, relation, demo)) wrong.push(`${role ?? 'visitor'} × ${relation}${demo ? ' in the demo' : ''}: ${verdict.allowed ? 'let in' : 'refused'}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test('every route × role × relation is a cell, and there are more than two thousand', () => {
  const cells = built.reduce((sum, route) => sum + relationsAt(route).length * (ROLES.length + 1), 0);
  expect(RELATIONS).toHaveLength(8);
  expect(cells).toBeGreaterThanOrEqual(2_000);
});

describe('whatever the tables say', () => {
  const cells = table.flatMap((route) => ROLES.flatMap((role) => RELATIONS.map((relation) => ({ route, role, relation, ...can({ role }, route, relation) }))));
  const open = (route: RouteKey) => typeof POLICY[route].who === 'string' && POLICY[route].who !== 'signed_in';
  const allowed = (test: (cell: (typeof cells)[number]) => boolean) => cells.filter((cell) => cell.allowed && !open(cell.route) && test(cell)).map(({ route, role, relation }) => `${role} × ${relation} at ${route}`);
  const casework = /^(GET|POST) \/(queue|closed|contacts|duties|countersign)\b/;

  test('there are enough cells for this to mean something', () => {
    expect(cells.length).toBeGreaterThanOrEqual(3000);
  });

  test('nobody of another authority gets in anywhere', () => {
    expect(allowed(({ relation }) => relation === 'other_authority')).toEqual([]);
  });

  test('what is hidden, restricted or sealed, and what one is kept out of, opens to nobody', () => {
    expect(allowed(({ relation, route }) => ['excluded', 'restricted', 'sealed', 'conflicted'].includes(relation) && names(route))).toEqual([]);
  });

  test('without a sign-in only what is public opens, and the demo’s doors only in the demo', () => {
    for (const route of table) {
      const who = POLICY[route].who;
      expect(can(null, route).allowed, route).toBe(who === 'public');
      expect(can(null, route, 'own_authority', true).allowed, route).toBe(who === 'public' || who === 'demo');
    }
    expect(table.filter((route) => POLICY[route].who === 'demo').sort()).toEqual(['GET /demo', 'GET /post-tray', 'POST /demo/sign-in']);
  });

  test('an auditor looks things up and sees to their own account, and posts nothing else', () => {
    expect([...new Set(cells.filter((cell) => cell.role === 'auditor' && cell.allowed && cell.route.startsWith('POST') && !open(cell.route)).map(({ route }) => route))].sort()).toEqual([
      ...['POST /account/app/begin', 'POST /account/app/confirm', 'POST /account/app/remove'],
      ...['POST /account/passkeys/add', 'POST /account/passkeys/begin', 'POST /account/passkeys/remove', 'POST /account/passkeys/rename', 'POST /account/password/begin', 'POST /account/password/change', 'POST /account/sessions/end'],
      // Before reading even an auditor says whether they know the family, and may keep a list of who is close to them.
      ...['POST /contacts/[reference]/open', 'POST /ledger/find', 'POST /preferences/close/add', 'POST /preferences/close/end'],
      ...['POST /preferences/save', 'POST /queue/find', 'POST /workplaces/switch'],
    ]);
  });

  test('administrators see no casework', () => {
    expect(allowed(({ role, route }) => ['area_administrator', 'service_administrator'].includes(role) && (casework.test(route) || /\/(my|report)\b/.test(route)))).toEqual([]);
  });

  test('partners see no casework, and no named thing that is merely of their authority', () => {
    expect(allowed(({ role, route }) => PARTNERS.includes(role) && casework.test(route))).toEqual([]);
    expect(allowed(({ role, route, relation }) => PARTNERS.includes(role) && names(route) && relation === 'own_authority')).toEqual([]);
  });

  test('a professional is no judge of a colleague’s contacts: only the lead and the desk see their agency’s', () => {
    expect(allowed(({ role, route, relation }) => role === 'partner_professional' && names(route) && relation === 'own_agency')).toEqual([]);
  });

  test('people are managed by the area administrator alone', () => {
    expect([...new Set(cells.filter((cell) => cell.allowed && cell.route.includes('/admin/')).map(({ role }) => role))]).toEqual(['area_administrator']);
  });
});

describe('the relation', () => {
  const me = { authorityId: 'norfolk', actorId: 'me', agencyId: 'school', role: 'partner_safeguarding_lead' };
  test.each<[string, Parameters<typeof relationOf>[1], Relation]>([
    ['my own contact', { authorityId: 'norfolk', agencyId: 'school', ownerId: 'me', hiddenFromAgency: false }, 'own'],
    ['my own contact past my agency', { authorityId: 'norfolk', agencyId: 'school', ownerId: 'me', hiddenFromAgency: true }, 'own'],
    ['a colleague’s', { authorityId: 'norfolk', agencyId: 'school', ownerId: 'other', hiddenFromAgency: false }, 'own_agency'],
    ['a colleague’s that went past the agency', { authorityId: 'norfolk', agencyId: 'school', ownerId: 'other', hiddenFromAgency: true }, 'excluded'],
    ['another agency’s', { authorityId: 'norfolk', agencyId: 'police', ownerId: 'other', hiddenFromAgency: false }, 'own_authority'],
    ['nobody’s', { authorityId: 'norfolk', agencyId: null, ownerId: null, hiddenFromAgency: false }, 'own_authority'],
    ['a restricted child’s', { authorityId: 'norfolk', agencyId: null, ownerId: 'other', hiddenFromAgency: false, closed: 'restricted' }, 'restricted'],
    ['a restricted child’s, of my agency', { authorityId: 'norfolk', agencyId: 'school', ownerId: 'other', hiddenFromAgency: false, closed: 'restricted' }, 'restricted'],
    ['my neighbour’s', { authorityId: 'norfolk', agencyId: null, ownerId: null, hiddenFromAgency: false, closed: 'conflicted' }, 'conflicted'],
    ['a sealed one', { authorityId: 'norfolk', agencyId: null, ownerId: null, hiddenFromAgency: true, closed: 'sealed' }, 'sealed'],
    ['my own report of a restricted child', { authorityId: 'norfolk', agencyId: 'school', ownerId: 'me', hiddenFromAgency: true, closed: 'restricted' }, 'own'],
    ['mine, but in another authority', { authorityId: 'somerset', agencyId: 'school', ownerId: 'me', hiddenFromAgency: false }, 'other_authority'],
  ])('to %s', (_, thing, relation) => {
    expect(relationOf(me, thing)).toBe(relation);
  });

  test('two people without an agency are not of one agency', () => {
    expect(relationOf({ ...me, agencyId: null }, { authorityId: 'norfolk', agencyId: null, ownerId: 'other', hiddenFromAgency: false })).toBe('own_authority');
  });
});
