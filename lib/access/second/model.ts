import { AGENCY_ROLES, ROLES, type Role } from '../model';

/** Of whom a second factor is asked: of nobody, of the front door's own people, of everybody who signs in. Each is stricter than the one before. */
export const ASKED_OF = ['nobody', 'staff', 'everyone'] as const;
export type AskedOf = (typeof ASKED_OF)[number];

/** The stricter of what the service and the area ask: an area may ask for more than the service and never for less. */
export function stricter(service: AskedOf, area: AskedOf): AskedOf {
  return ASKED_OF.indexOf(service) > ASKED_OF.indexOf(area) ? service : area;
}

/** The roles of which a second factor is asked. */
export function askedRoles(asked: AskedOf): readonly Role[] {
  if (asked === 'nobody') return [];
  return asked === 'everyone' ? ROLES : ROLES.filter((role) => !AGENCY_ROLES.includes(role));
}

/** How far a session is open: whole, waiting for the second factor, or for its person to enrol one. */
export const STAGES = ['full', 'second', 'enrol'] as const;
export type Stage = (typeof STAGES)[number];

/** Minutes in which the second step of signing in is made. */
export const SECOND_MINUTES = 10;
export const ENROL_MINUTES = 30;

/** Where a sign-in that proved its first factor stands. */
export function stageAfter({ hasFactor, gave, role, asked }: { hasFactor: boolean; gave: boolean; role: Role; asked: AskedOf }): Stage {
  if (gave) return 'full';
  if (hasFactor) return 'second';
  return askedRoles(asked).includes(role) ? 'enrol' : 'full';
}

/** Was a second factor given in a session opened so (RFC 8176 names, with blanks between)? */
export function gaveSecond(amr: string): boolean {
  return /(^| )(otp|passkey|mfa)( |$)/.test(amr);
}

/** How a second person made sure who asks for a new second factor. Never by e-mail: whoever reads the mailbox may be the one from whom it protects. */
export const SURE_HOW = {
  face_to_face: 'I saw them, and know them or saw their identity card',
  video: 'I saw them on a video call, and know them',
  known_number: 'I rang them on a number that we had before they asked',
} as const;
export type SureHow = keyof typeof SURE_HOW;
