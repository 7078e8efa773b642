import type { Person, Relation, Role } from './model';

/**
 * Who may do what: the one table. A row per route (method and path as the folders spell it); a route
 * without a row fails the build (tests/access). `public` needs no sign-in; `signed_in` any role; `machine` no person at all, but a key of its scope;
 * otherwise the roles allowed and how each must stand to the thing that the path names. Routes that
 * name no thing ask for the relation `own_authority`.
 */
export type Row = { who: 'public' | 'signed_in' | 'demo' | 'machine' } | { who: Partial<Record<Role, readonly Relation[]>> };

const here: readonly Relation[] = ['own_authority'];
const any: readonly Relation[] = ['own', 'own_agency', 'own_authority'];
const mine: readonly Relation[] = ['own'];
const minesOrAgencys: readonly Relation[] = ['own', 'own_agency'];

/** Who reads casework; of these the auditor never writes. */
const caseworkReaders = { cads_social_worker: any, emergency_duty_worker: any, manager: any, auditor: any } as const;
const caseworkers = { cads_social_worker: any, emergency_duty_worker: any, manager: any } as const;
const caseworkersHere = { cads_social_worker: here, emergency_duty_worker: here, manager: here } as const;
const nightWorkers = { emergency_duty_worker: any } as const;
const managers = { manager: any } as const;
/** Who is told of a serious report that was begun and not sent: the duty manager, by night emergency duty (domain 7.10). */
const ringers = { manager: here, emergency_duty_worker: here } as const;
/** Anyone who may raise a concern on a form of their own: partners, and staff on behalf of a caller. */
const reporters = { partner_professional: here, partner_safeguarding_lead: here, mash_partner: here } as const;
const ownDraft = { partner_professional: mine, partner_safeguarding_lead: mine, mash_partner: mine } as const;
const ownContact = { partner_professional: mine, partner_safeguarding_lead: minesOrAgencys, mash_partner: mine } as const;
const onlyMine = { partner_professional: mine, partner_safeguarding_lead: mine, mash_partner: mine } as const;
/** A call is its taker's alone until it is a contact. */
const ownCall = { cads_social_worker: mine, emergency_duty_worker: mine, manager: mine } as const;
/** Who asks to be rung, for themselves or on somebody's behalf; what they typed is theirs alone. */
const talkers = { ...reporters, ...caseworkersHere } as const;
const ownTalk = { ...ownDraft, ...ownCall } as const;
/** A search and whom it found are the searcher's alone. */
const ownSearch = { cads_social_worker: mine, emergency_duty_worker: mine, manager: mine } as const;
/** Who gives a colleague back their way in, as the second person: never for themselves. */
const secondPersons = { manager: here, area_administrator: here } as const;
const administrators = { area_administrator: any } as const;
/** Who answers for how long records are kept: no casework is shown to them by it. */
const recordManagers = { manager: here } as const;
const recordKeepers = { manager: here, area_administrator: here } as const;

/**
 * Of looking somebody up: what reason each role gives first (domain 7.13, 7.14; issue 4, section 2). `chosen`: one of a few, in
 * one press, for those who search with a telephone at the ear; `written`: in words, for those who as a rule hold no contact
 * themselves. A role that is not named looks nobody up.
 */
export const LOOKING_UP = { cads_social_worker: 'chosen', emergency_duty_worker: 'chosen', manager: 'written' } as const satisfies Partial<Record<Role, 'chosen' | 'written'>>;

export const POLICY = {
  // Open to everyone
  'GET /': { who: 'public' },
  'GET /areas/[area]': { who: 'public' },
  'GET /areas/[area]/guide': { who: 'public' },
  'GET /help': { who: 'public' },
  'GET /help/api': { who: 'public' },
  'GET /accessibility': { who: 'public' },
  'GET /privacy': { who: 'public' },
  'GET /sign-in': { who: 'public' },
  'POST /session/start': { who: 'public' },
  'POST /session/end': { who: 'public' },
  // The second step of signing in: the half-open session is what lets in, and it opens nothing else.
  'GET /sign-in/second': { who: 'public' },
  'POST /session/second': { who: 'public' },
  'GET /sign-in/enrol': { who: 'public' },
  'POST /session/enrol/begin': { who: 'public' },
  'POST /session/enrol/confirm': { who: 'public' },
  'POST /session/enrol/passkey': { who: 'public' },
  'POST /session/enrol/passkey/add': { who: 'public' },
  'POST /session/provider/start': { who: 'public' },
  'GET /session/provider/[provider]/back': { who: 'public' },
  'GET /session/provider/[provider]/keys': { who: 'public' },
  'POST /session/provider/[provider]/logout': { who: 'public' },
  'POST /session/passkey/options': { who: 'public' },
  'POST /session/passkey': { who: 'public' },
  'GET /account/[token]': { who: 'public' },
  'POST /account/[token]/set': { who: 'public' },
  'GET /healthz': { who: 'public' },
  'GET /readyz': { who: 'public' },
  'GET /try-again': { who: 'public' },
  // The token of the setting METRICS_TOKEN is what lets in; without the setting nothing does.
  'GET /metrics': { who: 'public' },
  // Only with the embedded demo database
  'GET /demo': { who: 'demo' },
  'POST /demo/sign-in': { who: 'demo' },
  'GET /post-tray': { who: 'demo' },
  // Anyone signed in
  'GET /home': { who: 'signed_in' },
  'GET /workplaces': { who: 'signed_in' },
  'POST /workplaces/switch': { who: 'signed_in' },
  'GET /account': { who: 'signed_in' },
  'GET /account/password': { who: 'signed_in' },
  'POST /account/password/begin': { who: 'signed_in' },
  'POST /account/password/change': { who: 'signed_in' },
  'GET /account/app': { who: 'signed_in' },
  'POST /account/app/begin': { who: 'signed_in' },
  'POST /account/app/confirm': { who: 'signed_in' },
  'POST /account/app/remove': { who: 'signed_in' },
  'GET /account/passkeys': { who: 'signed_in' },
  'POST /account/passkeys/begin': { who: 'signed_in' },
  'POST /account/passkeys/add': { who: 'signed_in' },
  'POST /account/passkeys/rename': { who: 'signed_in' },
  'POST /account/passkeys/remove': { who: 'signed_in' },
  'POST /account/sessions/end': { who: 'signed_in' },
  'GET /confirm': { who: 'signed_in' },
  'GET /preferences': { who: 'signed_in' },
  'POST /preferences/save': { who: 'signed_in' },
  // A concern arrives
  'GET /report': { who: reporters },
  'POST /report/start': { who: reporters },
  'GET /report/[draft]/[step]': { who: ownDraft },
  'POST /report/[draft]/[step]/save': { who: ownDraft },
  'GET /report/[draft]/check': { who: ownDraft },
  'POST /report/[draft]/submit': { who: ownDraft },
  'GET /report/[draft]/danger': { who: ownDraft },
  'POST /report/[draft]/danger/send': { who: ownDraft },
  'GET /report/[draft]/sent': { who: ownDraft },
  'GET /report/[draft]/sent/calendar': { who: ownDraft },
  'GET /report/[draft]/copy': { who: ownDraft },
  'GET /report/[draft]/conflict': { who: ownDraft },
  'POST /report/[draft]/conflict/settle': { who: ownDraft },
  'POST /report/[draft]/discard': { who: ownDraft },
  'POST /report/[draft]/take-up': { who: ownDraft },
  'GET /report/[draft]/files': { who: ownDraft },
  'POST /report/[draft]/files/add': { who: ownDraft },
  'POST /report/[draft]/files/remove': { who: ownDraft },
  'GET /my/drafts': { who: reporters },
  'GET /my/contacts': { who: reporters },
  'GET /my/contacts/[reference]': { who: ownContact },
  'POST /my/contacts/[reference]/add': { who: ownContact },
  'POST /my/contacts/[reference]/answer': { who: ownContact },
  'GET /my/contacts/[reference]/files': { who: ownContact },
  'POST /my/contacts/[reference]/files/add': { who: ownContact },
  'POST /my/contacts/[reference]/files/remove': { who: ownContact },
  'GET /my/contacts/[reference]/letters/[letter]': { who: onlyMine },
  'GET /my/contacts/[reference]/letters/[letter]/pdf': { who: onlyMine },
  // A telephone call, taken down by the duty service
  'GET /calls': { who: caseworkersHere },
  'POST /calls/start': { who: caseworkersHere },
  'POST /calls/no-name': { who: ringers },
  'GET /calls/[draft]': { who: ownCall },
  'POST /calls/[draft]/save': { who: ownCall },
  'POST /calls/[draft]/callers': { who: ownCall },
  'GET /calls/[draft]/check': { who: ownCall },
  'POST /calls/[draft]/submit': { who: ownCall },
  'GET /calls/[draft]/made': { who: ownCall },
  'GET /calls/[draft]/conflict': { who: ownCall },
  'POST /calls/[draft]/conflict/settle': { who: ownCall },
  'POST /calls/[draft]/put-away': { who: ownCall },
  'POST /calls/[draft]/take-up': { who: ownCall },
  'POST /calls/[draft]/original': { who: ownCall },
  'POST /calls/[draft]/original/remove': { who: ownCall },
  'GET /contacts/[reference]/originals/[original]': { who: caseworkReaders },
  'GET /contacts/[reference]/originals/[original]/copy': { who: caseworkReaders },
  'POST /contacts/[reference]/originals/add': { who: caseworkers },
  // What machines sent and cannot be read: a person types it in
  'GET /needs-typing': { who: caseworkReaders },
  'POST /needs-typing/take': { who: caseworkersHere },
  // Notifications that came together: seen together, worked on one by one
  'GET /notifications': { who: caseworkReaders },
  'GET /notifications/[batch]': { who: caseworkReaders },
  // Being rung back, and booked times to talk
  'GET /talk': { who: talkers },
  'POST /talk/start': { who: talkers },
  'POST /talk/end': { who: reporters },
  'GET /talk/calendar/[booking]': { who: reporters },
  'GET /talk/[draft]': { who: ownTalk },
  'POST /talk/[draft]/save': { who: ownTalk },
  'POST /talk/[draft]/ask': { who: ownTalk },
  'GET /ring-backs': { who: caseworkReaders },
  'POST /ring-backs/take': { who: caseworkersHere },
  'POST /ring-backs/tried': { who: caseworkersHere },
  'POST /ring-backs/end': { who: caseworkersHere },
  'POST /ring-backs/call': { who: caseworkersHere },
  'GET /slots': { who: caseworkReaders },
  'POST /slots/publish': { who: caseworkersHere },
  'POST /slots/withdraw': { who: caseworkersHere },
  'POST /slots/take': { who: caseworkersHere },
  'POST /slots/call': { who: caseworkersHere },
  'POST /slots/tried': { who: caseworkersHere },
  'POST /slots/talked': { who: caseworkersHere },
  // After a call: what was agreed, the letter to whoever rang, coaching
  'GET /follow-ups': { who: caseworkReaders },
  'POST /contacts/[reference]/agreed': { who: caseworkers },
  'POST /contacts/[reference]/caller/verify': { who: caseworkers },
  'POST /contacts/[reference]/caller/correct': { who: caseworkers },
  'POST /contacts/[reference]/caller/end-link': { who: caseworkers },
  'POST /contacts/[reference]/status-link/send': { who: caseworkers },
  'POST /contacts/[reference]/status-link/end': { who: caseworkers },
  'POST /contacts/[reference]/follow-up/write': { who: caseworkers },
  'POST /contacts/[reference]/follow-up/let-go': { who: caseworkers },
  'POST /contacts/[reference]/coaching': { who: caseworkers },
  'POST /contacts/[reference]/coaching/comment': { who: managers },
  // The caller's own page: the secret in the path and a code told on the telephone let in, or their account
  'GET /message/[token]': { who: 'public' },
  'POST /message/[token]/open': { who: 'public' },
  'POST /message/[token]/answer': { who: 'public' },
  'POST /message/[token]/tell': { who: 'public' },
  'GET /my/calls/[call]': { who: onlyMine },
  'POST /my/calls/[call]/answer': { who: onlyMine },
  // The duty queue
  'GET /queue': { who: caseworkReaders },
  'GET /queue/events': { who: caseworkReaders },
  'POST /queue/find': { who: caseworkReaders },
  'GET /closed': { who: caseworkReaders },
  'GET /contacts/[reference]': { who: caseworkReaders },
  'GET /contacts/[reference]/household': { who: caseworkReaders },
  'POST /contacts/[reference]/claim': { who: caseworkers },
  'POST /contacts/[reference]/release': { who: caseworkers },
  'POST /contacts/[reference]/hand-over': { who: caseworkers },
  'POST /contacts/[reference]/reassign': { who: managers },
  'POST /contacts/[reference]/note': { who: caseworkers },
  'POST /contacts/[reference]/breach': { who: caseworkers },
  'POST /contacts/[reference]/ask': { who: caseworkers },
  'POST /contacts/[reference]/answered': { who: caseworkers },
  'POST /contacts/[reference]/not-same': { who: caseworkers },
  'POST /contacts/[reference]/who': { who: caseworkers },
  'POST /contacts/[reference]/withdraw': { who: managers },
  'POST /contacts/[reference]/join': { who: caseworkers },
  'POST /contacts/[reference]/unjoin': { who: managers },
  'POST /contacts/[reference]/raise': { who: caseworkers },
  // Looking people up: a search and an opened person are the searcher's alone
  'GET /search': { who: caseworkersHere },
  'POST /search/run': { who: caseworkersHere },
  'GET /search/[search]': { who: ownSearch },
  'POST /search/[search]/open': { who: ownSearch },
  'GET /people/[look]': { who: ownSearch },
  'POST /people/[look]/relation': { who: ownSearch },
  'POST /people/[look]/relation/end': { who: ownSearch },
  'POST /contacts/[reference]/person': { who: caseworkers },
  // Decisions
  'GET /contacts/[reference]/decision': { who: caseworkReaders },
  'POST /contacts/[reference]/decision/save': { who: caseworkers },
  'GET /contacts/[reference]/decision/check': { who: caseworkers },
  'GET /contacts/[reference]/decision/conflict': { who: caseworkers },
  'POST /contacts/[reference]/decision/submit': { who: caseworkers },
  'GET /contacts/[reference]/decision/child': { who: caseworkers },
  'POST /contacts/[reference]/decision/child/add': { who: caseworkers },
  'GET /contacts/[reference]/hold': { who: caseworkReaders },
  'POST /contacts/[reference]/hold/submit': { who: caseworkers },
  'POST /contacts/[reference]/hold/answer': { who: managers },
  'POST /contacts/[reference]/hold/end': { who: caseworkers },
  // A child under police protection or an emergency protection order; that the child goes home takes a manager
  'GET /contacts/[reference]/under-protection': { who: caseworkReaders },
  'POST /contacts/[reference]/under-protection/record': { who: caseworkers },
  'POST /contacts/[reference]/under-protection/end': { who: caseworkers },
  'POST /contacts/[reference]/under-protection/answer': { who: managers },
  'GET /countersign': { who: managers },
  'GET /contacts/[reference]/countersign': { who: managers },
  'POST /contacts/[reference]/countersign/submit': { who: managers },
  // The night: emergency duty's own decision, and hand-overs that a named person accepts
  'GET /contacts/[reference]/emergency': { who: caseworkReaders },
  'POST /contacts/[reference]/emergency/save': { who: nightWorkers },
  'POST /contacts/[reference]/emergency/submit': { who: nightWorkers },
  'GET /hand-over': { who: caseworkReaders },
  'POST /hand-over/save': { who: caseworkersHere },
  'POST /hand-over/send': { who: caseworkersHere },
  'POST /hand-over/accept': { who: caseworkersHere },
  'POST /contacts/[reference]/countersign/pass': { who: managers },
  'GET /contacts/[reference]/decisions/[version]': { who: caseworkReaders },
  'POST /contacts/[reference]/decisions/[version]/referral': { who: managers },
  'GET /contacts/[reference]/linked': { who: caseworkers },
  'POST /contacts/[reference]/linked/open': { who: caseworkers },
  // Kept from others: who told us, and protected details (domain 7.6, 7.14). The verbs ask who holds the contact.
  'GET /contacts/[reference]/protected': { who: caseworkers },
  'POST /contacts/[reference]/protected/open': { who: caseworkers },
  'POST /contacts/[reference]/protected/keep': { who: caseworkers },
  'GET /contacts/[reference]/source': { who: caseworkers },
  'POST /contacts/[reference]/source/seal': { who: caseworkers },
  'POST /contacts/[reference]/source/unseal': { who: caseworkers },
  'POST /contacts/[reference]/source/answer': { who: managers },
  // Agreement, openness and sharing; what goes to other agencies
  'GET /contacts/[reference]/sharing': { who: caseworkReaders },
  'POST /contacts/[reference]/sharing/[record]': { who: caseworkers },
  'POST /contacts/[reference]/sharing/answer': { who: managers },
  // Put right by whoever recorded it or a manager: the verb asks whose it is
  'POST /contacts/[reference]/sharing/right': { who: caseworkers },
  'POST /contacts/[reference]/sharing/take-back': { who: managers },
  // Duties
  'GET /duties': { who: caseworkReaders },
  'GET /duties/overdue': { who: caseworkReaders },
  'GET /duties/[duty]': { who: caseworkReaders },
  'POST /duties/[duty]/take': { who: caseworkers },
  'POST /duties/[duty]/discharge': { who: caseworkers },
  // Attention in minutes: alarms, the rota, urgency rated anew, the manager's morning
  'GET /alarms': { who: caseworkReaders },
  'POST /alarms/accept': { who: caseworkers },
  'GET /rota': { who: caseworkReaders },
  'POST /rota/shift': { who: managers },
  'POST /rota/shift/end': { who: managers },
  'POST /rota/copy': { who: managers },
  'POST /rota/absence': { who: managers },
  'POST /rota/absence/end': { who: managers },
  'GET /morning': { who: managers },
  // Reports begun and not sent: who rings their authors
  'GET /unsent': { who: ringers },
  'POST /unsent/rang': { who: ringers },
  'POST /contacts/[reference]/rate': { who: caseworkers },
  // Duties that are law, in full; the unborn
  'POST /duties/[duty]/note': { who: caseworkers },
  'POST /duties/[duty]/offer': { who: caseworkers },
  'POST /duties/[duty]/answer': { who: caseworkers },
  'GET /contacts/[reference]/duties': { who: caseworkReaders },
  'POST /contacts/[reference]/duties/open': { who: caseworkers },
  'POST /contacts/[reference]/duties/missing': { who: caseworkers },
  'POST /my/contacts/[reference]/police': { who: onlyMine },
  'GET /contacts/[reference]/unborn': { who: caseworkReaders },
  'POST /contacts/[reference]/unborn/expected': { who: caseworkers },
  'POST /contacts/[reference]/unborn/born': { who: caseworkers },
  'POST /contacts/[reference]/unborn/moved': { who: caseworkers },
  'POST /contacts/[reference]/unborn/ended': { who: caseworkers },
  'POST /contacts/[reference]/unborn/undo': { who: caseworkers },
  'POST /contacts/[reference]/unborn/owe': { who: caseworkers },
  // Letters and the end
  'GET /contacts/[reference]/letters/[letter]': { who: caseworkReaders },
  'GET /contacts/[reference]/letters/[letter]/pdf': { who: caseworkReaders },
  'POST /contacts/[reference]/letters/[letter]/send': { who: caseworkers },
  'POST /contacts/[reference]/not-told': { who: caseworkers },
  'POST /contacts/[reference]/close': { who: caseworkers },
  // Letters that cannot harm: back from the post, written anew, to the family, and who agreed to what
  'POST /contacts/[reference]/letters/[letter]/returned': { who: caseworkers },
  'POST /contacts/[reference]/letters/[letter]/gone': { who: caseworkers },
  'POST /contacts/[reference]/letters/[letter]/anew': { who: caseworkers },
  'POST /contacts/[reference]/letters/[letter]/safe-way': { who: caseworkers },
  'POST /contacts/[reference]/agree-to-tell': { who: managers },
  'POST /contacts/[reference]/missing-letters': { who: caseworkers },
  'GET /contacts/[reference]/family': { who: caseworkReaders },
  'POST /contacts/[reference]/family/write': { who: caseworkers },
  'POST /contacts/[reference]/family/telling': { who: caseworkers },
  // Who must not see
  'GET /contacts/[reference]/before': { who: caseworkReaders },
  'POST /contacts/[reference]/open': { who: caseworkReaders },
  'GET /contacts/[reference]/who-sees': { who: caseworkReaders },
  'POST /contacts/[reference]/who-sees/lift': { who: managers },
  'POST /contacts/[reference]/who-sees/agency': { who: caseworkers },
  'POST /contacts/[reference]/who-sees/let-in': { who: caseworkers },
  'POST /contacts/[reference]/who-sees/end': { who: caseworkers },
  'POST /contacts/[reference]/who-sees/unseal': { who: caseworkers },
  'GET /contacts/[reference]/address': { who: caseworkers },
  'POST /contacts/[reference]/address/look': { who: caseworkers },
  'GET /restricted': { who: caseworkers },
  'POST /restricted/register': { who: managers },
  'POST /restricted/confirm': { who: managers },
  'POST /restricted/second': { who: managers },
  'POST /restricted/take-back': { who: managers },
  'POST /restricted/officers': { who: managers },
  'POST /restricted/guardians': { who: managers },
  'POST /restricted/end': { who: caseworkers },
  'POST /restricted/answer': { who: caseworkers },
  'POST /restricted/ask': { who: caseworkers },
  'POST /restricted/approve': { who: caseworkers },
  'POST /restricted/review': { who: caseworkers },
  'POST /preferences/close/add': { who: caseworkReaders },
  'POST /preferences/close/end': { who: caseworkReaders },
  // Administration, audit, service
  'GET /second-factor': { who: secondPersons },
  'POST /second-factor/reset': { who: secondPersons },
  'GET /admin/sign-in': { who: administrators },
  'POST /admin/sign-in/save': { who: administrators },
  'GET /admin/people': { who: administrators },
  'POST /admin/people/invite': { who: administrators },
  'POST /admin/people/agency': { who: administrators },
  'GET /admin/people/[membership]': { who: administrators },
  'POST /admin/people/[membership]/disable': { who: administrators },
  'POST /admin/people/[membership]/enable': { who: administrators },
  'POST /admin/people/[membership]/phone': { who: administrators },
  'POST /admin/people/[membership]/reset': { who: administrators },
  'POST /admin/people/[membership]/role': { who: administrators },
  'POST /admin/people/[membership]/sessions/end': { who: administrators },
  'GET /line': { who: { manager: here, auditor: here, area_administrator: here } },
  'POST /line/import': { who: { manager: here, area_administrator: here } },
  'POST /api/call-events': { who: 'machine' },
  'POST /api/v1/contacts': { who: 'machine' },
  'GET /api/v1/contacts/[reference]': { who: 'machine' },
  'POST /api/v1/notifications': { who: 'machine' },
  'GET /api/v1/guides/[area]': { who: 'public' },
  'GET /api/v1/openapi.json': { who: 'public' },
  'GET /admin/webhooks': { who: administrators },
  'POST /admin/webhooks/make': { who: administrators },
  'POST /admin/webhooks/rotate': { who: administrators },
  'POST /admin/webhooks/end': { who: administrators },
  'GET /admin/keys': { who: administrators },
  'POST /admin/keys/make': { who: administrators },
  'POST /admin/keys/rotate': { who: administrators },
  'POST /admin/keys/revoke': { who: administrators },
  'GET /admin/night': { who: administrators },
  'POST /admin/night/save': { who: administrators },
  'GET /admin/notices': { who: administrators },
  'POST /admin/notices/save': { who: administrators },
  // How long records are kept: what is due, lists that a second person releases, and holds (domain 7.18)
  'GET /retention': { who: recordKeepers },
  'POST /retention/list': { who: recordKeepers },
  'POST /retention/release': { who: recordKeepers },
  'POST /retention/withdraw': { who: recordKeepers },
  'GET /retention/periods/[outcome]': { who: administrators },
  'POST /retention/periods/[outcome]/save': { who: administrators },
  'POST /retention/hold': { who: recordManagers },
  'POST /retention/hold/lift': { who: recordManagers },
  // A copy of what is held about a child, for whoever may ask for it: reviewed piece by piece, confirmed by a second person
  'GET /access-packs': { who: recordManagers },
  'POST /access-packs/start': { who: recordManagers },
  'POST /access-packs/review': { who: recordManagers },
  'POST /access-packs/confirm': { who: recordManagers },
  'POST /access-packs/give-out': { who: recordManagers },
  'POST /access-packs/withdraw': { who: recordManagers },
  'GET /access-packs/pdf': { who: recordManagers },
  'GET /ledger': { who: { auditor: here } },
  'POST /ledger/find': { who: { auditor: here } },
  'GET /service': { who: { service_administrator: here } },
} as const satisfies Record<string, Row>;

export type RouteKey = keyof typeof POLICY;

/** Why a person may or may not. */
export type Verdict = { allowed: true; reason: 'public' | 'role_and_relation' } | { allowed: false; reason: 'not_signed_in' | 'role' | 'relation' | 'not_demo' };

/**
 * May this person use this route on a thing that stands to them so?
 * @param person null when nobody is signed in.
 * @param relation how the person stands to what the path names; `own_authority` when it names nothing.
 * @param demo whether the embedded demo database is in use.
 */
export function can(person: Pick<Person, 'role'> | null, key: RouteKey, relation: Relation = 'own_authority', demo = false): Verdict {
  const { who }: Row = POLICY[key];
  if (who === 'public') return { allowed: true, reason: 'public' };
  if (who === 'demo') return demo ? { allowed: true, reason: 'public' } : { allowed: false, reason: 'not_demo' };
  if (person === null) return { allowed: false, reason: 'not_signed_in' };
  if (who === 'machine') return { allowed: false, reason: 'role' };
  if (who === 'signed_in') return relation === 'other_authority' ? { allowed: false, reason: 'relation' } : { allowed: true, reason: 'role_and_relation' };
  const relations = who[person.role];
  if (relations === undefined) return { allowed: false, reason: 'role' };
  return relations.includes(relation) ? { allowed: true, reason: 'role_and_relation' } : { allowed: false, reason: 'relation' };
}
