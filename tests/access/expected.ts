import type { Relation, Role } from '@/lib/access/model';

/**
 * Who should get in, written down from section 2 of issue 2, domain 7.3 and the sentences of the journeys, and
 * deliberately not from lib/access/policy.ts: the two must agree cell by cell.
 */
type Doors = 'everyone' | 'demo' | 'signed in' | 'a machine with a key' | Partial<Record<Role, readonly Relation[]>>;

const INSIDE: readonly Relation[] = ['own', 'own_agency', 'own_authority'];

/** "A partner professional reports a concern": partners have forms of their own; staff of the council do not report to themselves. */
const REPORTS: Doors = { partner_professional: INSIDE, partner_safeguarding_lead: INSIDE, mash_partner: INSIDE };
/** "An unsent draft says so to its author", and to nobody else. */
const AUTHOR: Doors = { partner_professional: ['own'], partner_safeguarding_lead: ['own'], mash_partner: ['own'] };
/**
 * "Own contact, own agency's": a professional their own; the lead their agency's; a MASH partner "only through an enquiry,
 * an invitation or a desk queue for their agency", of which there is none yet, so their own (domain 7.3).
 */
const REFERRER: Doors = { partner_professional: ['own'], partner_safeguarding_lead: ['own', 'own_agency'], mash_partner: ['own'] };
/** Casework is read by those who do it, by day and by night, who manage it and who audit it. */
const READS_CASEWORK: Doors = { cads_social_worker: INSIDE, emergency_duty_worker: INSIDE, manager: INSIDE, auditor: INSIDE };
/** An auditor changes nothing. */
const DOES_CASEWORK: Doors = { cads_social_worker: INSIDE, emergency_duty_worker: INSIDE, manager: INSIDE };
/** The emergency duty team's own decision is nobody else's. */
const NIGHT: Doors = { emergency_duty_worker: INSIDE };
/** "A consultant social worker logs a call": social workers, managers and emergency duty, each their own until it is a contact. */
const TAKES_CALLS: Doors = { cads_social_worker: ['own'], emergency_duty_worker: ['own'], manager: ['own'] };
/** Partners for themselves; those who do casework for whoever is on the telephone. */
const TALKS: Doors = { partner_professional: INSIDE, partner_safeguarding_lead: INSIDE, mash_partner: INSIDE, cads_social_worker: INSIDE, emergency_duty_worker: INSIDE, manager: INSIDE };
/** What somebody is typing is nobody else's. */
const TYPED_IT: Doors = { partner_professional: ['own'], partner_safeguarding_lead: ['own'], mash_partner: ['own'], cads_social_worker: ['own'], emergency_duty_worker: ['own'], manager: ['own'] };
/** "Reassigned by a manager with reason"; "a page of decisions to countersign". */
const MANAGES: Doors = { manager: INSIDE };
/** "The area administrator invites, disables, resets and gives roles on a page." */
const ADMINISTERS: Doors = { area_administrator: INSIDE };
/** "A page for the administrator or manager of the area": what would be deleted, and the list that a second of them releases. A hold is a manager's. */
const KEEPS_RECORDS: Doors = { manager: ['own_authority'], area_administrator: ['own_authority'] };
const HOLDS_RECORDS: Doors = { manager: ['own_authority'] };
const AUDITS: Doors = { auditor: INSIDE };
/** "Service administrator (no casework)". */
const SERVES: Doors = { service_administrator: INSIDE };

export const EXPECTED: Record<string, Doors> = {
  'GET /': 'everyone',
  'GET /areas/[area]': 'everyone',
  'GET /areas/[area]/guide': 'everyone',
  'GET /help': 'everyone',
  'GET /accessibility': 'everyone',
  'GET /privacy': 'everyone',
  'GET /sign-in': 'everyone',
  'POST /session/start': 'everyone',
  'POST /session/end': 'everyone',
  // The second step of signing in: who has made the first is known by a session that opens nothing else.
  'GET /sign-in/second': 'everyone',
  'POST /session/second': 'everyone',
  'GET /sign-in/enrol': 'everyone',
  'POST /session/enrol/begin': 'everyone',
  'POST /session/enrol/confirm': 'everyone',
  'POST /session/enrol/passkey': 'everyone',
  'POST /session/enrol/passkey/add': 'everyone',
  // An outside provider's own signature is what lets in, and what signs out.
  'POST /session/provider/start': 'everyone',
  'GET /session/provider/[provider]/back': 'everyone',
  'GET /session/provider/[provider]/keys': 'everyone',
  'POST /session/provider/[provider]/logout': 'everyone',
  // A passkey is what lets in.
  'POST /session/passkey/options': 'everyone',
  'POST /session/passkey': 'everyone',
  // The secret in the path is what lets in.
  'GET /account/[token]': 'everyone',
  'POST /account/[token]/set': 'everyone',
  'GET /healthz': 'everyone',
  'GET /readyz': 'everyone',
  // Where it leads is asked for like any other page.
  'GET /try-again': 'everyone',
  // "A token in a header, or not at all": no person of any role has it, a monitor does.
  'GET /metrics': 'everyone',

  'GET /demo': 'demo',
  'POST /demo/sign-in': 'demo',
  'GET /post-tray': 'demo',

  'GET /home': 'signed in',
  'GET /workplaces': 'signed in',
  'POST /workplaces/switch': 'signed in',
  // Each of their own account alone.
  'GET /account': 'signed in',
  'GET /account/password': 'signed in',
  'POST /account/password/begin': 'signed in',
  'POST /account/password/change': 'signed in',
  'GET /account/app': 'signed in',
  'POST /account/app/begin': 'signed in',
  'POST /account/app/confirm': 'signed in',
  'POST /account/app/remove': 'signed in',
  'GET /account/passkeys': 'signed in',
  'POST /account/passkeys/begin': 'signed in',
  'POST /account/passkeys/add': 'signed in',
  'POST /account/passkeys/rename': 'signed in',
  'POST /account/passkeys/remove': 'signed in',
  'POST /account/sessions/end': 'signed in',
  'GET /confirm': 'signed in',
  'GET /preferences': 'signed in',
  'POST /preferences/save': 'signed in',

  'GET /report': REPORTS,
  'POST /report/start': REPORTS,
  'GET /my/drafts': REPORTS,
  'GET /my/contacts': REPORTS,
  'GET /report/[draft]/[step]': AUTHOR,
  'POST /report/[draft]/[step]/save': AUTHOR,
  'GET /report/[draft]/check': AUTHOR,
  'POST /report/[draft]/submit': AUTHOR,
  'GET /report/[draft]/danger': AUTHOR,
  'POST /report/[draft]/danger/send': AUTHOR,
  'GET /report/[draft]/sent': AUTHOR,
  'GET /report/[draft]/sent/calendar': AUTHOR,
  'GET /report/[draft]/copy': AUTHOR,
  'GET /report/[draft]/conflict': AUTHOR,
  'POST /report/[draft]/conflict/settle': AUTHOR,
  'POST /report/[draft]/discard': AUTHOR,
  'POST /report/[draft]/take-up': AUTHOR,
  // "A reporter adds files to a report", which is theirs alone until it is sent.
  'GET /report/[draft]/files': AUTHOR,
  'POST /report/[draft]/files/add': AUTHOR,
  'POST /report/[draft]/files/remove': AUTHOR,

  'GET /my/contacts/[reference]': REFERRER,
  'POST /my/contacts/[reference]/add': REFERRER,
  'POST /my/contacts/[reference]/answer': REFERRER,
  // "And later to an addition": whoever may add words may add files.
  'GET /my/contacts/[reference]/files': REFERRER,
  'POST /my/contacts/[reference]/files/add': REFERRER,
  'POST /my/contacts/[reference]/files/remove': REFERRER,
  // A letter is for whom it is written to.
  'GET /my/contacts/[reference]/letters/[letter]': AUTHOR,
  'GET /my/contacts/[reference]/letters/[letter]/pdf': AUTHOR,

  'GET /calls': DOES_CASEWORK,
  'POST /calls/start': DOES_CASEWORK,
  // "A refusal goes to a manager before the call ends" (domain 7.2); out of hours whoever is on for emergency duty. Nobody else.
  'POST /calls/no-name': { manager: INSIDE, emergency_duty_worker: INSIDE },
  'GET /calls/[draft]': TAKES_CALLS,
  'POST /calls/[draft]/save': TAKES_CALLS,
  'POST /calls/[draft]/callers': TAKES_CALLS,
  'GET /calls/[draft]/check': TAKES_CALLS,
  'POST /calls/[draft]/submit': TAKES_CALLS,
  'GET /calls/[draft]/made': TAKES_CALLS,
  'GET /calls/[draft]/conflict': TAKES_CALLS,
  'POST /calls/[draft]/conflict/settle': TAKES_CALLS,
  'POST /calls/[draft]/put-away': TAKES_CALLS,
  'POST /calls/[draft]/take-up': TAKES_CALLS,
  // "A list with an owner", "page in the menu for workers and managers": read by whoever reads casework.
  'GET /follow-ups': READS_CASEWORK,
  'POST /contacts/[reference]/agreed': DOES_CASEWORK,
  'POST /contacts/[reference]/caller/verify': DOES_CASEWORK,
  'POST /contacts/[reference]/caller/correct': DOES_CASEWORK,
  'POST /contacts/[reference]/caller/end-link': DOES_CASEWORK,
  // Domain 7.11 and issue 5: the referrer’s link is revocable by staff on the contact with a reason, and reissued.
  'POST /contacts/[reference]/status-link/send': DOES_CASEWORK,
  'POST /contacts/[reference]/status-link/end': DOES_CASEWORK,
  'POST /contacts/[reference]/follow-up/write': DOES_CASEWORK,
  'POST /contacts/[reference]/follow-up/let-go': DOES_CASEWORK,
  // N23: the worker records, "a manager can attach a comment".
  'POST /contacts/[reference]/coaching': DOES_CASEWORK,
  'POST /contacts/[reference]/coaching/comment': MANAGES,
  // The secret in the path is what leads there, and a code told on the telephone is what opens (domain 7.11).
  'GET /message/[token]': 'everyone',
  'POST /message/[token]/open': 'everyone',
  'POST /message/[token]/answer': 'everyone',
  // “A way to add or challenge”, by whoever has opened the link.
  'POST /message/[token]/tell': 'everyone',
  // "The same after sign-in under their contacts": whoever rang, and nobody else of their agency.
  'GET /my/calls/[call]': AUTHOR,
  'POST /my/calls/[call]/answer': AUTHOR,

  // "A partner (signed in) or a worker on somebody's behalf asks to be rung back"; taking back what one asked for oneself,
  // and one's own calendar, are the asker's.
  // "The original attached" by whoever types it in; afterwards "access by those who may open the contact".
  'POST /calls/[draft]/original': TAKES_CALLS,
  'POST /calls/[draft]/original/remove': TAKES_CALLS,
  'GET /contacts/[reference]/originals/[original]': READS_CASEWORK,
  // "Staff see the re-encoded copy"; "staff add files to a contact", and an auditor adds nothing.
  'GET /contacts/[reference]/originals/[original]/copy': READS_CASEWORK,
  'POST /contacts/[reference]/originals/add': DOES_CASEWORK,
  'GET /talk': TALKS,
  'POST /talk/start': TALKS,
  'POST /talk/end': REPORTS,
  'GET /talk/calendar/[booking]': REPORTS,
  'GET /talk/[draft]': TYPED_IT,
  'POST /talk/[draft]/save': TYPED_IT,
  'POST /talk/[draft]/ask': TYPED_IT,
  // "A list for workers with owner"; "workers and managers publish slots", each acting on the desk's list.
  // "Needs-typing lane, alarm" (safe practice 17; issue 5, section 1): whoever does casework types in, whoever reads it sees what waits.
  'GET /needs-typing': READS_CASEWORK,
  'POST /needs-typing/take': DOES_CASEWORK,
  // "Batch view, closing only per child" (issue 5, section 1).
  'GET /notifications': READS_CASEWORK,
  'GET /notifications/[batch]': READS_CASEWORK,
  'GET /ring-backs': READS_CASEWORK,
  'POST /ring-backs/take': DOES_CASEWORK,
  'POST /ring-backs/tried': DOES_CASEWORK,
  'POST /ring-backs/end': DOES_CASEWORK,
  'POST /ring-backs/call': DOES_CASEWORK,
  'GET /slots': READS_CASEWORK,
  'POST /slots/publish': DOES_CASEWORK,
  'POST /slots/withdraw': DOES_CASEWORK,
  'POST /slots/take': DOES_CASEWORK,
  'POST /slots/call': DOES_CASEWORK,
  'POST /slots/tried': DOES_CASEWORK,
  'POST /slots/talked': DOES_CASEWORK,
  // "Sees who the child is and what is already known": whoever does casework looks people up. An auditor looks nobody up, and
  // a partner asks us. What was found, and a person opened from it, is "opaque, short-lived and bound to the searcher".
  'GET /search': DOES_CASEWORK,
  'POST /search/run': DOES_CASEWORK,
  'GET /search/[search]': TAKES_CALLS,
  'POST /search/[search]/open': TAKES_CALLS,
  'GET /people/[look]': TAKES_CALLS,
  // "Recorded or ended by a worker", of a person whom they opened themselves.
  'POST /people/[look]/relation': TAKES_CALLS,
  'POST /people/[look]/relation/end': TAKES_CALLS,
  'POST /contacts/[reference]/person': DOES_CASEWORK,

  'GET /queue': READS_CASEWORK,
  'GET /queue/events': READS_CASEWORK,
  'POST /queue/find': READS_CASEWORK,
  'GET /closed': READS_CASEWORK,
  'GET /contacts/[reference]': READS_CASEWORK,
  'GET /contacts/[reference]/household': READS_CASEWORK,
  'GET /contacts/[reference]/decision': READS_CASEWORK,
  'GET /contacts/[reference]/letters/[letter]': READS_CASEWORK,
  'GET /contacts/[reference]/letters/[letter]/pdf': READS_CASEWORK,
  'GET /duties': READS_CASEWORK,
  'GET /duties/overdue': READS_CASEWORK,
  'GET /duties/[duty]': READS_CASEWORK,

  'POST /contacts/[reference]/claim': DOES_CASEWORK,
  'POST /contacts/[reference]/release': DOES_CASEWORK,
  'POST /contacts/[reference]/hand-over': DOES_CASEWORK,
  'POST /contacts/[reference]/note': DOES_CASEWORK,
  'POST /contacts/[reference]/breach': DOES_CASEWORK,
  'POST /contacts/[reference]/ask': DOES_CASEWORK,
  // What a referrer answers on the telephone whoever may ask them writes down.
  'POST /contacts/[reference]/answered': DOES_CASEWORK,
  'POST /contacts/[reference]/not-same': DOES_CASEWORK,
  // "A person decides link, new or not sure": whoever works on the contact (issue 4, section 2).
  'POST /contacts/[reference]/who': DOES_CASEWORK,
  'POST /contacts/[reference]/join': DOES_CASEWORK,
  // "It becomes a contact in one step": whoever works on it (domain 7.2).
  'POST /contacts/[reference]/raise': DOES_CASEWORK,
  'POST /contacts/[reference]/decision/save': DOES_CASEWORK,
  'GET /contacts/[reference]/decision/check': DOES_CASEWORK,
  'GET /contacts/[reference]/decision/conflict': DOES_CASEWORK,
  'POST /contacts/[reference]/decision/submit': DOES_CASEWORK,
  // "Also children added by the worker": whoever decides names every child.
  // "Held for checks until …": whoever works on it asks and ends it, a manager agrees, who reads casework sees it.
  'GET /contacts/[reference]/hold': READS_CASEWORK,
  'POST /contacts/[reference]/hold/submit': DOES_CASEWORK,
  'POST /contacts/[reference]/hold/answer': MANAGES,
  'POST /contacts/[reference]/hold/end': DOES_CASEWORK,
  // Children Act 1989 ss.44 to 46: whoever works on it records it and what follows; that the child goes home is agreed to by a manager (safe practice 7).
  'GET /contacts/[reference]/under-protection': READS_CASEWORK,
  'POST /contacts/[reference]/under-protection/record': DOES_CASEWORK,
  'POST /contacts/[reference]/under-protection/end': DOES_CASEWORK,
  'POST /contacts/[reference]/under-protection/answer': MANAGES,
  'GET /contacts/[reference]/decision/child': DOES_CASEWORK,
  'POST /contacts/[reference]/decision/child/add': DOES_CASEWORK,
  'POST /contacts/[reference]/letters/[letter]/send': DOES_CASEWORK,
  'POST /contacts/[reference]/not-told': DOES_CASEWORK,
  'POST /contacts/[reference]/close': DOES_CASEWORK,
  // Domain 7.4 and 7.5: a named worker confirms and sends; that a possible subject may be told is a manager's to record.
  'GET /contacts/[reference]/family': READS_CASEWORK,
  'POST /contacts/[reference]/family/write': DOES_CASEWORK,
  'POST /contacts/[reference]/family/telling': DOES_CASEWORK,
  'POST /contacts/[reference]/letters/[letter]/returned': DOES_CASEWORK,
  'POST /contacts/[reference]/letters/[letter]/gone': DOES_CASEWORK,
  'POST /contacts/[reference]/letters/[letter]/anew': DOES_CASEWORK,
  'POST /contacts/[reference]/letters/[letter]/safe-way': DOES_CASEWORK,
  'POST /contacts/[reference]/agree-to-tell': MANAGES,
  'POST /contacts/[reference]/missing-letters': DOES_CASEWORK,
  'POST /duties/[duty]/take': DOES_CASEWORK,
  'POST /duties/[duty]/discharge': DOES_CASEWORK,
  // Domain 7.15: acceptance by a named person, what was done meanwhile, each time a child was missing.
  'POST /duties/[duty]/note': DOES_CASEWORK,
  'POST /duties/[duty]/offer': DOES_CASEWORK,
  'POST /duties/[duty]/answer': DOES_CASEWORK,
  'GET /contacts/[reference]/duties': READS_CASEWORK,
  'POST /contacts/[reference]/duties/open': DOES_CASEWORK,
  'POST /contacts/[reference]/duties/missing': DOES_CASEWORK,
  // "Its owner is the professional who learned it and it cannot be transferred."
  'POST /my/contacts/[reference]/police': AUTHOR,
  // Domain 7.12: a pregnancy is shown to nobody whom the mother has not told; the duty service works on it.
  'GET /contacts/[reference]/unborn': READS_CASEWORK,
  'POST /contacts/[reference]/unborn/expected': DOES_CASEWORK,
  'POST /contacts/[reference]/unborn/born': DOES_CASEWORK,
  'POST /contacts/[reference]/unborn/moved': DOES_CASEWORK,
  'POST /contacts/[reference]/unborn/ended': DOES_CASEWORK,
  'POST /contacts/[reference]/unborn/undo': DOES_CASEWORK,
  'POST /contacts/[reference]/unborn/owe': DOES_CASEWORK,

  // "The emergency duty team has a role, its own decision and a hand-over that must be accepted" (domain 7.1).
  'GET /contacts/[reference]/emergency': READS_CASEWORK,
  'POST /contacts/[reference]/emergency/save': NIGHT,
  'POST /contacts/[reference]/emergency/submit': NIGHT,
  'GET /hand-over': READS_CASEWORK,
  'POST /hand-over/save': DOES_CASEWORK,
  'POST /hand-over/send': DOES_CASEWORK,
  'POST /hand-over/accept': DOES_CASEWORK,

  'POST /contacts/[reference]/reassign': MANAGES,
  'POST /contacts/[reference]/withdraw': MANAGES,
  'POST /contacts/[reference]/unjoin': MANAGES,
  'GET /countersign': MANAGES,
  'GET /contacts/[reference]/countersign': MANAGES,
  'POST /contacts/[reference]/countersign/submit': MANAGES,
  // "Passing to the next in the rota"; "or when a manager accepts it as a referral" (7.7, 7.19).
  'POST /contacts/[reference]/countersign/pass': MANAGES,
  'POST /contacts/[reference]/decisions/[version]/referral': MANAGES,
  // "One page per decision that stands alone for an inspector."
  'GET /contacts/[reference]/decisions/[version]': READS_CASEWORK,
  // "A child alleged to have harmed is a child too" (7.13).
  'GET /contacts/[reference]/linked': DOES_CASEWORK,
  'POST /contacts/[reference]/linked/open': DOES_CASEWORK,
  // "Shown only to named roles by an act with a reason"; "opened by two persons": who holds it and managers, no auditor (domain 7.6, 7.14).
  'GET /contacts/[reference]/protected': DOES_CASEWORK,
  'POST /contacts/[reference]/protected/open': DOES_CASEWORK,
  'POST /contacts/[reference]/protected/keep': DOES_CASEWORK,
  'GET /contacts/[reference]/source': DOES_CASEWORK,
  'POST /contacts/[reference]/source/seal': DOES_CASEWORK,
  'POST /contacts/[reference]/source/unseal': DOES_CASEWORK,
  'POST /contacts/[reference]/source/answer': MANAGES,

  // Asked before anybody reads, an auditor too (domain 7.14).
  'GET /contacts/[reference]/before': READS_CASEWORK,
  'POST /contacts/[reference]/open': READS_CASEWORK,
  'POST /preferences/close/add': READS_CASEWORK,
  'POST /preferences/close/end': READS_CASEWORK,
  'GET /contacts/[reference]/who-sees': READS_CASEWORK,
  // "A conflict may be lifted only by another manager with reason."
  'POST /contacts/[reference]/who-sees/lift': MANAGES,
  // "Staff may lift or set an exclusion with a reason."
  'POST /contacts/[reference]/who-sees/agency': DOES_CASEWORK,
  // Guardians: they may be of any role that does casework; the rows say who they are.
  'POST /contacts/[reference]/who-sees/let-in': DOES_CASEWORK,
  'POST /contacts/[reference]/who-sees/end': DOES_CASEWORK,
  'POST /contacts/[reference]/who-sees/unseal': DOES_CASEWORK,
  'GET /contacts/[reference]/address': DOES_CASEWORK,
  'POST /contacts/[reference]/address/look': DOES_CASEWORK,
  'GET /restricted': DOES_CASEWORK,
  // "A restriction as a whole can be lifted by two persons with a reason": guardians and those who registered it, whom the rows name.
  'POST /restricted/end': DOES_CASEWORK,
  'POST /restricted/answer': DOES_CASEWORK,
  'POST /restricted/ask': DOES_CASEWORK,
  'POST /restricted/approve': DOES_CASEWORK,
  'POST /restricted/review': DOES_CASEWORK,
  'POST /restricted/register': MANAGES,
  'POST /restricted/confirm': MANAGES,
  // Whoever registered it, whom the row names, and while nobody has confirmed it.
  'POST /restricted/second': MANAGES,
  'POST /restricted/take-back': MANAGES,
  'POST /restricted/officers': MANAGES,
  // A child whose guardians have all left: a manager with no conflict, whom the rows know, names others and sees no contact by it.
  'POST /restricted/guardians': MANAGES,
  // "Alarms to named people in order until one accepts": whoever works cases sees them; an auditor accepts none.
  'GET /alarms': READS_CASEWORK,
  'POST /alarms/accept': DOES_CASEWORK,
  // "Rota with cover and absence": all may see who is on, a manager makes it.
  'GET /rota': READS_CASEWORK,
  'POST /rota/shift': MANAGES,
  'POST /rota/shift/end': MANAGES,
  'POST /rota/copy': MANAGES,
  'POST /rota/absence': MANAGES,
  'POST /rota/absence/end': MANAGES,
  // "Morning list for the manager."
  'GET /morning': MANAGES,
  // "The duty manager as ‘unsent report, ring them’" (7.10); out of hours whoever is on for emergency duty. Nobody else.
  'GET /unsent': { manager: INSIDE, emergency_duty_worker: INSIDE },
  'POST /unsent/rang': { manager: INSIDE, emergency_duty_worker: INSIDE },
  // "Re-rating with reason and history."
  'POST /contacts/[reference]/rate': DOES_CASEWORK,
  // "Agreement, openness and basis are staff's own records"; "a manager agrees to checks without telling parents" (domain 7.7, 7.16).
  'GET /contacts/[reference]/sharing': READS_CASEWORK,
  'POST /contacts/[reference]/sharing/[record]': DOES_CASEWORK,
  'POST /contacts/[reference]/sharing/answer': MANAGES,
  // "Whoever recorded it, and managers" put it right; "by that manager or another manager" an agreement is taken back.
  'POST /contacts/[reference]/sharing/right': DOES_CASEWORK,
  'POST /contacts/[reference]/sharing/take-back': MANAGES,

  // "Recovery by a second person: a manager or administrator of the area, other than the person" (issue 5, part 2).
  'GET /second-factor': { manager: INSIDE, area_administrator: INSIDE },
  'POST /second-factor/reset': { manager: INSIDE, area_administrator: INSIDE },
  'GET /admin/sign-in': ADMINISTERS,
  'POST /admin/sign-in/save': ADMINISTERS,
  'GET /admin/people': ADMINISTERS,
  'POST /admin/people/invite': ADMINISTERS,
  'POST /admin/people/agency': ADMINISTERS,
  'GET /admin/people/[membership]': ADMINISTERS,
  'POST /admin/people/[membership]/disable': ADMINISTERS,
  'POST /admin/people/[membership]/enable': ADMINISTERS,
  // Who is called at night is called where they can be reached (safe practice 15: reachable day and night).
  'POST /admin/people/[membership]/phone': ADMINISTERS,
  'POST /admin/people/[membership]/reset': ADMINISTERS,
  'POST /admin/people/[membership]/role': ADMINISTERS,
  // "Sessions listed and ended by the user and by an administrator" (issue 5, part 2).
  'POST /admin/people/[membership]/sessions/end': ADMINISTERS,
  // "Minutes, hours and counts are guide or authority data" (domain 7): changed by whoever keeps the area's data.
  // "Figures on a page for managers"; an auditor reads; "an upload form for an administrator or manager"; the endpoint is a machine's.
  'GET /line': { manager: INSIDE, auditor: INSIDE, area_administrator: INSIDE },
  'POST /line/import': { manager: INSIDE, area_administrator: INSIDE },
  'POST /api/call-events': 'a machine with a key',
  // Partner systems: "API keys … bound to an agency and scope" (issue 5, section 1).
  'POST /api/v1/contacts': 'a machine with a key',
  'GET /api/v1/contacts/[reference]': 'a machine with a key',
  'POST /api/v1/notifications': 'a machine with a key',
  // What is published anyway: the guide in force, and what the door takes.
  'GET /api/v1/guides/[area]': 'everyone',
  'GET /api/v1/openapi.json': 'everyone',
  'GET /help/api': 'everyone',
  // "Made, shown once, revoked on an admin page."
  // "Webhooks to the sender … one delivery log" (issue 5, section 1): set up where the keys are.
  'GET /admin/webhooks': ADMINISTERS,
  'POST /admin/webhooks/make': ADMINISTERS,
  'POST /admin/webhooks/rotate': ADMINISTERS,
  'POST /admin/webhooks/end': ADMINISTERS,
  'GET /admin/keys': ADMINISTERS,
  'POST /admin/keys/make': ADMINISTERS,
  'POST /admin/keys/revoke': ADMINISTERS,
  // "API keys … rotated and revoked on a page" (issue 5, section 1).
  'POST /admin/keys/rotate': ADMINISTERS,
  'GET /admin/night': ADMINISTERS,
  'POST /admin/night/save': ADMINISTERS,
  'GET /admin/notices': ADMINISTERS,
  'POST /admin/notices/save': ADMINISTERS,

  'GET /retention': KEEPS_RECORDS,
  'POST /retention/list': KEEPS_RECORDS,
  'POST /retention/release': KEEPS_RECORDS,
  'POST /retention/withdraw': KEEPS_RECORDS,
  'GET /retention/periods/[outcome]': ADMINISTERS,
  'POST /retention/periods/[outcome]/save': ADMINISTERS,
  'POST /retention/hold': HOLDS_RECORDS,
  'POST /retention/hold/lift': HOLDS_RECORDS,
  // "A manager starts a pack": it is casework that is read, which an administrator does not.
  'GET /access-packs': HOLDS_RECORDS,
  'POST /access-packs/start': HOLDS_RECORDS,
  'POST /access-packs/review': HOLDS_RECORDS,
  'POST /access-packs/confirm': HOLDS_RECORDS,
  'POST /access-packs/give-out': HOLDS_RECORDS,
  'POST /access-packs/withdraw': HOLDS_RECORDS,
  'GET /access-packs/pdf': HOLDS_RECORDS,
  'GET /ledger': AUDITS,
  'POST /ledger/find': AUDITS,
  'GET /service': SERVES,
};

/** Should this person get in? Null is a visitor; a route that names nothing is asked for `own_authority`. */
export function expected(route: string, role: Role | null, relation: Relation, demo: boolean): boolean {
  const doors = EXPECTED[route];
  if (doors === undefined) throw new Error(`nobody wrote down who should get in at ${route}`);
  if (doors === 'everyone') return true;
  if (doors === 'demo') return demo;
  // No person, whoever they are.
  if (doors === 'a machine with a key') return false;
  if (role === null) return false;
  if (doors === 'signed in') return relation !== 'other_authority';
  return doors[role]?.includes(relation) ?? false;
}
