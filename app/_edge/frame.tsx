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

interface Door {
  key: RouteKey;
  href: string;
  text: string;
  /** Pages that belong to it beside its own. */
  under?: readonly string[];
}

/** Doors of one kind of work, which stand behind one word in the header. */
interface Room {
  text: string;
  doors: readonly Door[];
}

/** Main navigation: each person sees the doors that the policy table opens to them. */
const ROOMS: readonly (Room | Door)[] = [
  { key: 'GET /morning', href: '/morning', text: 'Morning' },
  {
    text: 'Queue',
    doors: [
      { key: 'GET /queue', href: '/queue', text: 'Queue', under: ['/contacts'] },
      { key: 'GET /countersign', href: '/countersign', text: 'Countersign' },
      { key: 'POST /hand-over/accept', href: '/hand-over', text: 'Hand-over' },
      { key: 'GET /restricted', href: '/restricted', text: 'Restricted' },
      { key: 'GET /needs-typing', href: '/needs-typing', text: 'To type in' },
      { key: 'GET /notifications', href: '/notifications', text: 'Notifications' },
      { key: 'GET /closed', href: '/closed', text: 'Closed' },
    ],
  },
  {
    text: 'Calls',
    doors: [
      { key: 'GET /calls', href: '/calls', text: 'Log a call' },
      { key: 'GET /ring-backs', href: '/ring-backs', text: 'Ring back', under: ['/slots', '/talk'] },
      { key: 'GET /follow-ups', href: '/follow-ups', text: 'Follow-up letters' },
      { key: 'GET /line', href: '/line', text: 'Telephone line' },
    ],
  },
  { key: 'GET /search', href: '/search', text: 'Search', under: ['/people'] },
  { key: 'GET /duties', href: '/duties', text: 'Duties' },
  { key: 'GET /alarms', href: '/alarms', text: 'Alarms', under: ['/rota', '/unsent'] },
  { key: 'GET /report', href: '/report', text: 'Report a concern' },
  { key: 'POST /talk/end', href: '/talk', text: 'Talk to us' },
  { key: 'GET /my/contacts', href: '/my/contacts', text: 'My contacts', under: ['/my/calls'] },
  { key: 'GET /my/drafts', href: '/my/drafts', text: 'Not sent yet' },
  {
    text: 'People',
    doors: [
      { key: 'GET /admin/people', href: '/admin/people', text: 'People' },
      { key: 'GET /admin/sign-in', href: '/admin/sign-in', text: 'Signing in', under: ['/second-factor'] },
    ],
  },
  {
    text: 'Area',
    doors: [
      { key: 'GET /admin/night', href: '/admin/night', text: 'Night and alarms' },
      { key: 'GET /admin/notices', href: '/admin/notices', text: 'Notices' },
    ],
  },
  {
    text: 'Systems',
    doors: [
      { key: 'GET /admin/keys', href: '/admin/keys', text: 'Keys' },
      { key: 'GET /admin/webhooks', href: '/admin/webhooks', text: 'Messages to systems' },
    ],
  },
  {
    text: 'Records',
    doors: [
      { key: 'GET /retention', href: '/retention', text: 'Retention' },
      { key: 'GET /access-packs', href: '/access-packs', text: 'Subject access' },
    ],
  },
  { key: 'GET /ledger', href: '/ledger', text: 'Ledger' },
  { key: 'GET /service', href: '/service', text: 'Service' },
];

const isIn = ({ href, under = [] }: Door, path: string) => [href, ...under].some((start) => path === start || path.startsWith(`${start}/`));

/** What the header offers on this page; and, on a list of a room that has more than one, the lists beside it. */
function navigationOf(person: Person | null, authority: Authority | null, path: string) {
  const rooms = person === null ? [] : ROOMS.map((room) => ({ text: room.text, doors: ('doors' in room ? room.doors : [room]).filter(({ key }) => can(person, key).allowed) }));
  const main = rooms.flatMap(({ text, doors }) => {
    const [first, second] = doors;
    return first === undefined ? [] : [{ href: first.href, text: second === undefined ? first.text : text, active: doors.some((door) => isIn(door, path)) }];
  });
  const here = rooms.find(({ doors }) => doors.length > 1 && doors.some(({ href }) => href === path));
  const guide = authority ? [{ href: `/areas/${authority.id}/guide`, text: 'Guide', active: path === '/areas/[area]/guide' }] : [];
  return { main: [...main, ...guide], beside: here && { label: here.text, items: here.doors.map(({ href, text }) => ({ href, text, active: href === path })) } };
}

const isView = (content: ReactNode | View): content is View => typeof content === 'object' && content !== null && 'body' in content;

/** The frame of every page: header, doors, main, footer, in the colours of the authority. */
export function Frame({ person, authority, demo, routeKey, alarmWaits = false, children }: { person: Person | null; authority: Authority | null; demo: boolean; routeKey: RouteKey; alarmWaits?: boolean; children: ReactNode | View }) {
  const view: View = isView(children) ? children : { body: children };
  const desk = person !== null && (can(person, 'GET /queue').allowed || can(person, 'GET /admin/people').allowed || can(person, 'GET /service').allowed);
  const { main, beside } = navigationOf(person, authority, routeKey.slice(routeKey.indexOf(' ') + 1));
  const links = [
    { href: '/help', text: 'Help' },
    { href: '/accessibility', text: 'Accessibility' },
    { href: '/privacy', text: 'Privacy and cookies' },
    ...(person ? [{ href: '/account', text: 'Your account' }, { href: '/preferences', text: 'Preferences' }, { href: '/workplaces', text: 'Where you work' }] : []),
    ...(demo ? [{ href: '/demo', text: 'Demo sign-in' }, { href: '/post-tray', text: 'Post tray' }] : []),
  ];
  return (
    <div data-area={authority?.id}>
      <Shell
        area={authority?.shortName}
        service={authority?.serviceName}
        homeHref={person ? '/home' : '/'}
        navigation={main}
        beside={beside}
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
