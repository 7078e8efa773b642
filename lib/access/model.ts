import type { Actor } from '@/lib/platform/db';
import type { Temporal } from 'temporal-polyfill';

/** What a person may be in one authority. */
export const ROLES = [
  'partner_professional',
  'partner_safeguarding_lead',
  'cads_social_worker',
  'emergency_duty_worker',
  'mash_partner',
  'manager',
  'auditor',
  'area_administrator',
  'service_administrator',
] as const;
export type Role = (typeof ROLES)[number];

/** A role in words. */
export const ROLE_NAMES: Record<Role, string> = {
  partner_professional: 'Partner professional',
  partner_safeguarding_lead: 'Partner safeguarding lead',
  cads_social_worker: 'Duty social worker',
  emergency_duty_worker: 'Emergency duty worker',
  mash_partner: 'MASH partner',
  manager: 'Manager',
  auditor: 'Auditor',
  area_administrator: 'Area administrator',
  service_administrator: 'Service administrator',
};

/** Roles that belong to a partner agency. */
export const AGENCY_ROLES: readonly Role[] = ['partner_professional', 'partner_safeguarding_lead', 'mash_partner'];

/** Kinds of agency, by code, as queue, letters and filters tell them apart. */
export const AGENCY_KINDS = {
  school: 'School or college',
  early_years: 'Nursery or childminder',
  police: 'Police',
  health_visiting: 'Health visiting and school nursing',
  midwifery: 'Midwifery',
  hospital: 'Hospital',
  gp: 'General practice',
  mental_health: 'Mental health service',
  housing: 'Housing',
  probation: 'Probation',
  voluntary: 'Charity or community group',
  other: 'Another kind',
} as const;
export type AgencyKind = keyof typeof AGENCY_KINDS;

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

/**
 * How a person stands to a thing. `excluded`: it is of their own agency and hidden from it (domain 7.3). `restricted`: it is
 * closed to all but named people, of whom they are none. `conflicted`: they are kept out of it in person. `sealed`: who
 * said it is kept from everybody (domain 7.14). These four open no door that is not made for them.
 */
export const RELATIONS = ['own', 'own_agency', 'excluded', 'own_authority', 'other_authority', 'restricted', 'sealed', 'conflicted'] as const;
export type Relation = (typeof RELATIONS)[number];

/** A signed-in person in one of their places of work. */
export interface Person extends Actor {
  role: Role;
  name: string;
  email: string;
  membershipId: string;
  sessionId: string;
  agencyName: string | null;
  agencyKind: string | null;
  /** Social-work-qualified (domain 7.7). */
  qualified: boolean;
  jobTitle: string;
  phone: string;
  preferences: Preferences;
}

export interface Preferences {
  /** Single-key shortcuts may be turned off (WCAG 2.1.4). */
  shortcuts: boolean;
  theme: 'system' | 'light' | 'dark';
}

/** Whose a thing is: what the relation is worked out from. */
export interface Belongs {
  authorityId: string;
  agencyId: string | null;
  ownerId: string | null;
  /** The reporter chose to go past the agency, or a colleague may be concerned (domain 7.3). */
  hiddenFromAgency: boolean;
  /** Why it is closed to this person, whatever else holds; left out where nothing closes it. */
  closed?: 'restricted' | 'sealed' | 'conflicted' | null;
}

/**
 * The relation of a person to a thing. Another authority's is nobody's here; one's own report stays one's own; then what
 * keeps a person out goes before what lets them in.
 */
export function relationOf(person: Actor, thing: Belongs): Relation {
  if (person.authorityId !== thing.authorityId) return 'other_authority';
  if (thing.ownerId !== null && thing.ownerId === person.actorId) return 'own';
  if (thing.closed) return thing.closed;
  if (thing.agencyId !== null && thing.agencyId === person.agencyId) return thing.hiddenFromAgency ? 'excluded' : 'own_agency';
  return 'own_authority';
}

/** A session idle for 30 minutes asks to sign in again; none lasts longer than a 12-hour shift (issue: ASVS 7.3.1, 7.3.2). */
export const IDLE_MINUTES = 30;
export const ABSOLUTE_HOURS = 12;
/** How long an idle session may still hand in what was typed, write-only (architecture point 2). */
export const HAND_IN_HOURS = 24;

export type SessionState = 'active' | 'idle' | 'ended';

/** Where a session stands at an instant. */
export function sessionState(session: { createdAt: Temporal.Instant; seenAt: Temporal.Instant; expiresAt: Temporal.Instant; live: boolean }, at: Temporal.Instant): SessionState {
  if (!session.live || at.epochMilliseconds >= session.createdAt.add({ hours: HAND_IN_HOURS }).epochMilliseconds) return 'ended';
  const idleAt = session.seenAt.add({ minutes: IDLE_MINUTES });
  return at.epochMilliseconds < idleAt.epochMilliseconds && at.epochMilliseconds < session.expiresAt.epochMilliseconds ? 'active' : 'idle';
}

/** Five tries in 15 minutes at one address, then wait. */
export const SIGN_IN_TRIES = 5;
