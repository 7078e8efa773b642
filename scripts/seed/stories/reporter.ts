import type { Channel } from '@/lib/contact/store';
import type { SeedAgency, SeedArea } from '../areas';
import { drawing, oneOf, seedId } from '../names';
import type { SeedMembership } from '../people';
import { HERITAGE } from './heritage';
import type { Household, Reporting, Theme } from './model';

/** Who says a concern: with an account, or on the telephone, by e-mail or by letter without one. */
export interface Reporter {
  account: SeedMembership | null;
  name: string;
  role: string;
  agencyId: string | null;
  agencyName: string;
  agencyKind: string;
  phone: string;
  email: string;
  relationship: string;
  continuing: boolean;
  sourceCode: string;
  channels: readonly Channel[];
}

interface Kind {
  role: string;
  /** An agency of the area, or the name of one without accounts; null for a private person. */
  agency: SeedAgency['key'] | { name: string; kind: string } | null;
  sourceCode: string;
  relationship: string;
  continuing: boolean;
  channels: readonly Channel[];
}

const PROFESSIONAL: readonly Channel[] = ['phone', 'phone', 'email'];

/** Sources by the codes of the children-in-need census (domain 4.2). */
const KINDS: Record<Reporting, Kind> = {
  primary: { role: 'Class teacher', agency: 'primary', sourceCode: '2A', relationship: 'Teaches the child', continuing: true, channels: ['form', 'form', 'phone'] },
  secondary: { role: 'Head of year', agency: 'secondary', sourceCode: '2A', relationship: 'Head of year', continuing: true, channels: ['form', 'form', 'phone'] },
  police: { role: 'Police constable', agency: 'police', sourceCode: '6', relationship: 'Attending officer', continuing: false, channels: ['form', 'form', 'phone'] },
  health_visiting: { role: 'Health visitor', agency: 'health_visiting', sourceCode: '3B', relationship: 'Health visitor of the family', continuing: true, channels: ['form', 'phone'] },
  gp: { role: 'General practitioner', agency: 'gp', sourceCode: '3A', relationship: 'Family doctor', continuing: true, channels: ['form', 'letter', 'phone'] },
  housing: { role: 'Housing officer', agency: 'housing', sourceCode: '4', relationship: 'Manages the tenancy', continuing: true, channels: ['form', 'email'] },
  hospital: { role: 'Emergency department nurse', agency: 'hospital', sourceCode: '3E', relationship: 'Treated the child or parent', continuing: false, channels: ['form', 'phone'] },
  early_years: { role: 'Nursery manager', agency: 'early_years', sourceCode: '8', relationship: 'Key person at nursery', continuing: true, channels: ['form', 'phone'] },
  voluntary: { role: 'Family support worker', agency: 'voluntary', sourceCode: '8', relationship: 'Supports the family', continuing: true, channels: ['form', 'phone'] },
  midwife: { role: 'Community midwife', agency: { name: '', kind: 'midwifery' }, sourceCode: '3D', relationship: 'Midwife', continuing: true, channels: PROFESSIONAL },
  camhs: { role: 'Clinical nurse specialist', agency: { name: 'Child and adolescent mental health service', kind: 'mental_health' }, sourceCode: '3F', relationship: 'Clinician', continuing: true, channels: PROFESSIONAL },
  school_nurse: { role: 'School nurse', agency: { name: 'School nursing service', kind: 'school_nursing' }, sourceCode: '3C', relationship: 'School nurse', continuing: true, channels: PROFESSIONAL },
  drug_service: { role: 'Recovery worker', agency: { name: 'Turning Tide recovery service', kind: 'voluntary' }, sourceCode: '8', relationship: 'Works with the parents', continuing: true, channels: PROFESSIONAL },
  probation: { role: 'Probation practitioner', agency: { name: 'Probation service, public protection unit', kind: 'probation' }, sourceCode: '7', relationship: 'Supervises an adult', continuing: true, channels: PROFESSIONAL },
  other_council: { role: 'Social worker', agency: { name: 'Children’s services of another council', kind: 'other_authority' }, sourceCode: '5C', relationship: 'Social worker where the family lived', continuing: true, channels: ['email', 'letter', 'phone'] },
  cafcass: { role: 'Family court adviser', agency: { name: 'Cafcass', kind: 'court' }, sourceCode: '7', relationship: 'Adviser to the court', continuing: false, channels: ['email', 'letter'] },
  neighbour: { role: 'Neighbour', agency: null, sourceCode: '1B', relationship: 'Neighbour', continuing: false, channels: ['phone'] },
  relative: { role: 'Family member', agency: null, sourceCode: '1A', relationship: 'Family', continuing: false, channels: ['phone', 'phone', 'letter'] },
  anonymous: { role: '', agency: null, sourceCode: '9', relationship: 'Not said', continuing: false, channels: ['phone'] },
  survivor: { role: 'Adult who was harmed as a child', agency: null, sourceCode: '1D', relationship: 'Not related', continuing: false, channels: ['letter', 'phone'] },
};

const SCHOOLS: readonly Reporting[] = ['primary', 'secondary', 'early_years'];

/** A person of a helping profession who has no account here, invented for this one contact. */
function stranger(draw: () => number): string {
  const names = HERITAGE[oneOf(draw, ['british', 'british', 'irish', 'welsh', 'south_asian', 'west_african', 'polish', 'caribbean'] as const)];
  return `${oneOf(draw, draw() < 0.6 ? names.women : names.men)} ${oneOf(draw, names.families)}`;
}

/** Ofcom keeps these numbers for drama. */
const dramaPhone = (draw: () => number) => (draw() < 0.5 ? `01632 960${String(600 + Math.floor(draw() * 399))}` : `07700 900${String(600 + Math.floor(draw() * 399))}`);

/**
 * Who reports a theme in this household: of a school, where the child goes; from an account where that place has one.
 * @param given the account, where it must be a particular one.
 */
export function reporterOf(area: SeedArea, people: readonly SeedMembership[], by: Reporting, theme: Theme, household: Household, seedWords: string, given?: SeedMembership): Reporter {
  const draw = drawing('reporter', area.id, seedWords);
  const school = household.children[0]?.school ?? '';
  // A nursery child's teacher is at the nursery, a teenager's at the secondary: the school on record decides.
  const actual = SCHOOLS.includes(by) && school !== '' ? (area.agencies.find((agency) => agency.name === school)?.key ?? by) : by;
  const kind = KINDS[actual];
  const { role, sourceCode, relationship, continuing, channels } = kind;
  const kept = { relationship, continuing, sourceCode };
  if (kind.agency === null) {
    const family = by === 'relative' ? (theme.key === 'contact-dispute' ? household.mum : household.gran) : null;
    const name = by === 'anonymous' ? '' : family ? `${family.givenName} ${family.familyName}` : stranger(draw);
    const said = by === 'anonymous' ? '' : dramaPhone(draw);
    return { ...kept, account: null, name, role: family?.relationship ?? role, agencyId: null, agencyName: by === 'anonymous' ? 'Anonymous caller' : 'Member of the public', agencyKind: 'public', phone: said, email: '', channels };
  }
  const agency = typeof kind.agency === 'string' ? (area.agencies.find(({ key }) => key === kind.agency) ?? null) : null;
  if (agency !== null && !(SCHOOLS.includes(by) && school !== '' && school !== agency.name)) {
    const staff = people.filter((person) => person.agency === agency.key && (person.role === 'partner_professional' || person.role === 'partner_safeguarding_lead'));
    const account = given ?? oneOf(draw, staff);
    return { ...kept, account, name: account.name, role: account.jobTitle, agencyId: seedId('agency', area.id, agency.key), agencyName: agency.name, agencyKind: agency.kind, phone: account.phone, email: account.email, channels };
  }
  const name = stranger(draw);
  const agencyName = typeof kind.agency === 'string' ? school : kind.agency.name === '' ? `${area.agencies.find(({ key }) => key === 'hospital')?.name ?? 'Hospital'}, maternity` : kind.agency.name;
  const agencyKind = typeof kind.agency === 'string' ? 'school' : kind.agency.kind;
  return { ...kept, account: null, name, role: SCHOOLS.includes(by) ? 'Designated safeguarding lead' : role, agencyId: null, agencyName, agencyKind, phone: dramaPhone(draw), email: `${name.normalize('NFKD').replaceAll(/[^A-Za-z ]/g, '').toLowerCase().replaceAll(' ', '.')}@${agencyKind.replaceAll('_', '-')}.example`, channels: PROFESSIONAL };
}
