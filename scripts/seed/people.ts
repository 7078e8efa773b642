import type { Role } from '@/lib/access/model';
import type { SeedAgency, SeedArea } from './areas';
import { drawing, FAMILY_NAMES, GIVEN_NAMES, oneOf, seedId } from './names';

/** One place of work of one invented person. */
export interface SeedMembership {
  id: string;
  accountId: string;
  email: string;
  name: string;
  authorityId: string;
  role: Role;
  agency: SeedAgency['key'] | null;
  qualified: boolean;
  jobTitle: string;
  phone: string;
}

interface Post {
  role: Role;
  jobTitle: string;
  agency?: SeedAgency['key'];
  qualified?: boolean;
}

const worker: Post = { role: 'cads_social_worker', jobTitle: 'Social worker', qualified: true };

/** Who works at and around one front door. The place in this list is part of a person's id. */
const POSTS: readonly Post[] = [
  { role: 'partner_professional', jobTitle: 'Class teacher', agency: 'primary' },
  { role: 'partner_professional', jobTitle: 'Head of year', agency: 'secondary' },
  { role: 'partner_professional', jobTitle: 'Police constable', agency: 'police' },
  { role: 'partner_professional', jobTitle: 'Health visitor', agency: 'health_visiting' },
  { role: 'partner_professional', jobTitle: 'General practitioner', agency: 'gp' },
  { role: 'partner_professional', jobTitle: 'Housing officer', agency: 'housing' },
  { role: 'partner_professional', jobTitle: 'Emergency department nurse', agency: 'hospital' },
  { role: 'partner_professional', jobTitle: 'Nursery manager', agency: 'early_years' },
  { role: 'partner_professional', jobTitle: 'Family support worker', agency: 'voluntary' },
  { role: 'partner_safeguarding_lead', jobTitle: 'Designated safeguarding lead', agency: 'primary' },
  { role: 'partner_safeguarding_lead', jobTitle: 'Named nurse for safeguarding', agency: 'hospital' },
  worker,
  worker,
  worker,
  worker,
  { ...worker, jobTitle: 'Senior social worker' },
  { role: 'emergency_duty_worker', jobTitle: 'Emergency duty social worker', qualified: true },
  { role: 'emergency_duty_worker', jobTitle: 'Emergency duty social worker', qualified: true },
  { role: 'mash_partner', jobTitle: 'MASH detective sergeant', agency: 'police' },
  { role: 'mash_partner', jobTitle: 'MASH specialist nurse', agency: 'health_visiting' },
  { role: 'manager', jobTitle: 'Team manager', qualified: true },
  { role: 'manager', jobTitle: 'Service manager', qualified: true },
  { role: 'manager', jobTitle: 'Business manager', qualified: false },
  { role: 'auditor', jobTitle: 'Practice auditor' },
  { role: 'area_administrator', jobTitle: 'System administrator' },
  { role: 'service_administrator', jobTitle: 'Service operator' },
];

/** People whom the README and the demo name. */
const NAMED: Record<string, string> = { 'norfolk/11': 'Asha Pereira', 'norfolk/0': 'Tom Calder', 'norfolk/2': 'Gwen Marsh', 'norfolk/20': 'Judith Amis' };

function nameOf(area: SeedArea, index: number, draw: () => number, taken: Set<string>): string {
  for (;;) {
    const drawn = `${oneOf(draw, GIVEN_NAMES)} ${oneOf(draw, FAMILY_NAMES)}`;
    const name = NAMED[`${area.id}/${index}`] ?? drawn;
    if (!taken.has(name)) {
      taken.add(name);
      return name;
    }
  }
}

const domainOf = (area: SeedArea, post: Post): string => (post.agency ? `${post.agency.replaceAll('_', '-')}.${area.id}.example` : `${area.id}.example`);

/** Every place of work in an area, in the order of the posts, then the second places of two people. */
export function peopleOf(area: SeedArea): SeedMembership[] {
  const draw = drawing('people', area.id);
  const taken = new Set<string>();
  const people = POSTS.map((post, index): SeedMembership => {
    const name = nameOf(area, index, draw, taken);
    return {
      id: seedId('membership', area.id, index),
      accountId: seedId('account', area.id, index),
      email: `${name.toLowerCase().replaceAll(' ', '.')}@${domainOf(area, post)}`,
      name,
      authorityId: area.id,
      role: post.role,
      agency: post.agency ?? null,
      qualified: post.qualified ?? false,
      jobTitle: post.jobTitle,
      phone: `07700 900${area.agencies[0]?.phone.at(-3) ?? '0'}${String(index).padStart(2, '0')}`,
    };
  });
  return people;
}

/**
 * Two people with two places of work: a teacher who also helps at a charity in the same area, and a health
 * visitor who works on both sides of a county line. Each keeps one account.
 */
export function secondPlaces(areas: readonly SeedArea[]): SeedMembership[] {
  const find = (id: string) => areas.find((area) => area.id === id);
  const [norfolk, cambridgeshire] = [find('norfolk'), find('cambridgeshire')];
  if (!norfolk || !cambridgeshire) return [];
  const [teacher, , , visitor] = peopleOf(norfolk);
  if (!teacher || !visitor) return [];
  return [
    { ...teacher, id: seedId('membership', 'norfolk', 'second'), agency: 'voluntary', jobTitle: 'Volunteer play worker' },
    { ...visitor, id: seedId('membership', 'cambridgeshire', 'second'), authorityId: cambridgeshire.id, jobTitle: 'Health visitor, Fen border team' },
  ];
}
