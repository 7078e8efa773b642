import type { ReactNode } from 'react';
import { AlarmBar, Shell } from '@/components/shell';
import { ROLE_NAMES, type Person } from '@/lib/access/model';
import { can, type RouteKey } from '@/lib/access/policy';
import type { Authority } from '@/lib/access/store';

/** A page with something above its main part: a back link, the danger banner, an identity bar. */
export interface View {
  before?: ReactNode;
  bar?: ReactNode;
  backHref?: string;
  body: ReactNode;
  layout?: 'page' | 'desk';
}

/** Main navigation: each person sees the doors that the policy table opens to them. */
const DOORS: readonly { key: RouteKey; href: string; text: string; under: readonly string[] }[] = [
  { key: 'GET /morning', href: '/morning', text: 'Morning', under: ['/morning'] },
  { key: 'GET /calls', href: '/calls', text: 'Log a call', under: ['/calls'] },
  { key: 'GET /ring-backs', href: '/ring-backs', text: 'Ring back', under: ['/ring-backs', '/slots', '/talk'] },
  { key: 'GET /search', href: '/search', text: 'Search', under: ['/search', '/people'] },
  { key: 'GET /follow-ups', href: '/follow-ups', text: 'Follow-up letters', under: ['/follow-ups'] },
  { key: 'GET /queue', href: '/queue', text: 'Queue', under: ['/queue', '/contacts'] },
  { key: 'GET /countersign', href: '/countersign', text: 'Countersign', under: ['/countersign'] },
  { key: 'POST /hand-over/accept', href: '/hand-over', text: 'Hand-over', under: ['/hand-over'] },
  { key: 'GET /duties', href: '/duties', text: 'Duties', under: ['/duties'] },
  { key: 'GET /restricted', href: '/restricted', text: 'Restricted', under: ['/restricted'] },
  { key: 'GET /alarms', href: '/alarms', text: 'Alarms', under: ['/alarms', '/rota', '/unsent'] },
  { key: 'GET /line', href: '/line', text: 'Telephone line', under: ['/line'] },
  { key: 'GET /closed', href: '/closed', text: 'Closed', under: ['/closed'] },
  { key: 'GET /report', href: '/report', text: 'Report a concern', under: ['/report'] },
  { key: 'POST /talk/end', href: '/talk', text: 'Talk to us', under: ['/talk'] },
  { key: 'GET /my/contacts', href: '/my/contacts', text: 'My contacts', under: ['/my/contacts', '/my/calls'] },
  { key: 'GET /my/drafts', href: '/my/drafts', text: 'Not sent yet', under: ['/my/drafts'] },
  { key: 'GET /admin/people', href: '/admin/people', text: 'People', under: ['/admin/people'] },
  { key: 'GET /admin/night', href: '/admin/night', text: 'Night and alarms', under: ['/admin/night'] },
  { key: 'GET /admin/keys', href: '/admin/keys', text: 'Keys', under: ['/admin/keys'] },
  { key: 'GET /ledger', href: '/ledger', text: 'Ledger', under: ['/ledger'] },
  { key: 'GET /service', href: '/service', text: 'Service', under: ['/service'] },
];

function doorsOf(person: Person | null, authority: Authority | null, routeKey: RouteKey) {
  const path = routeKey.slice(routeKey.indexOf(' ') + 1);
  const doors = person === null ? [] : DOORS.filter((door) => can(person, door.key).allowed);
  const guide = authority ? [{ href: `/areas/${authority.id}/guide`, text: 'Guide', active: path === '/areas/[area]/guide' }] : [];
  return [...doors.map(({ href, text, under }) => ({ href, text, active: under.some((start) => path === start || path.startsWith(`${start}/`)) })), ...guide];
}

const isView = (content: ReactNode | View): content is View => typeof content === 'object' && content !== null && 'body' in content;

/** The frame of every page: header, doors, main, footer, in the colours of the authority. */
export function Frame({ person, authority, demo, routeKey, alarmWaits = false, children }: { person: Person | null; authority: Authority | null; demo: boolean; routeKey: RouteKey; alarmWaits?: boolean; children: ReactNode | View }) {
  const view: View = isView(children) ? children : { body: children };
  const desk = person !== null && (can(person, 'GET /queue').allowed || can(person, 'GET /admin/people').allowed || can(person, 'GET /service').allowed);
  const links = [
    { href: '/help', text: 'Help' },
    { href: '/accessibility', text: 'Accessibility' },
    ...(person ? [{ href: '/preferences', text: 'Preferences' }, { href: '/workplaces', text: 'Where you work' }] : []),
    ...(demo ? [{ href: '/demo', text: 'Demo sign-in' }, { href: '/post-tray', text: 'Post tray' }] : []),
  ];
  return (
    <div data-area={authority?.id}>
      <Shell
        area={authority?.shortName}
        service={authority?.serviceName}
        homeHref={person ? '/home' : '/'}
        navigation={doorsOf(person, authority, routeKey)}
        person={person ? { name: person.name, role: person.jobTitle || ROLE_NAMES[person.role] } : undefined}
        signInHref={person ? undefined : '/sign-in'}
        layout={view.layout ?? (desk ? 'desk' : 'page')}
        before={alarmWaits ? <><AlarmBar />{view.before}</> : view.before}
        bar={view.bar}
        backHref={view.backHref}
        footer={{ links, children: demo ? 'Demo: every person, school and child here is invented.' : undefined }}
      >
        {view.body}
      </Shell>
    </div>
  );
}
