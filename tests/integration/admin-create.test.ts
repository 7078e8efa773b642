import { execFileSync } from 'node:child_process';
import { afterAll, expect, test } from 'vitest';
import { readAuthority } from '@/lib/access/store';
import { readSession, sealSession } from '@/lib/access/session';
import { choosePassword } from '@/lib/access/password/verbs/choose-password';
import { invite } from '@/lib/access/verbs/invite';
import { makeAgency } from '@/lib/access/verbs/make-agency';
import { signIn } from '@/lib/access/verbs/sign-in';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { stopJobs } from '@/lib/platform/jobs';
import { now } from '@/lib/platform/time';

afterAll(async () => {
  await stopJobs();
  await closeDatabase();
});

const ASKED = ['--authority', 'fenshire', '--email', 'robin.teal@fenshire.example', '--name', 'Robin Teal'];
const DETAILS = ['--authority-name', 'Fenshire County Council', '--short-name', 'Fenshire', '--prefix', 'FEN', '--service-name', 'Fenshire front door', '--guide', 'norfolk', '--day-phone', '01632 960001', '--night-phone', '01632 960002', '--public-phone', '01632 960003', '--hours', '09:00-17:00', '--authority-email', 'door@fenshire.example'];

function run(args: readonly string[]): { status: number; out: string; err: string } {
  try {
    return { status: 0, out: execFileSync(process.execPath, ['--import', 'tsx', 'scripts/admin-create.ts', ...args], { encoding: 'utf8', stdio: 'pipe' }), err: '' };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    return { status, out: stdout, err: stderr };
  }
}

test('the first administrator of a new area: refused without details, then a link that opens everything', async () => {
  const bare = run(ASKED);
  expect(bare.status).toBe(2);
  expect(bare.err).toContain('--prefix is missing');
  expect(run([...ASKED, ...DETAILS.map((word) => (word === 'FEN' ? 'fenland' : word))]).err).toContain('--prefix must be three capital letters');

  const made = run([...ASKED, ...DETAILS]);
  expect(made.status).toBe(0);
  const token = /http:\/\/localhost:3000\/account\/([\w-]{43})\n/.exec(made.out)?.[1] ?? '';
  const password = 'otter window barley';
  expect((await choosePassword({ token, password })).ok).toBe(true);
  const signedIn = await signIn({ email: 'robin.teal@fenshire.example', password });
  if (!signedIn.ok) throw new Error(signedIn.problem);
  const session = await readSession(await sealSession(signedIn.value.token), now());
  if (!session) throw new Error('no session');
  expect(session.person).toMatchObject({ authorityId: 'fenshire', role: 'area_administrator', name: 'Robin Teal' });

  await withActor(session.person, async (tx) => {
    expect(await readAuthority(tx)).toMatchObject({ prefix: 'FEN', settings: { dutyHours: { from: '09:00', to: '17:00' }, guideArea: 'norfolk' } });
    const agency = await makeAgency(tx, { name: 'Mere Lane School', kind: 'school', phone: '' });
    if (!agency.ok) throw new Error(agency.problem);
    expect(await makeAgency(tx, { name: 'Mere Lane School', kind: 'school', phone: '' })).toEqual({ ok: false, problem: 'agency_known' });
    const teacher = await invite(tx, { name: 'Wyn Hollis', email: 'wyn@merelane.example', role: 'partner_professional', agencyId: agency.value.agencyId, qualified: false, jobTitle: 'Teacher', phone: '' });
    expect(teacher.ok).toBe(true);
  });

  // What is said of a known area is refused, not passed over in silence.
  const again = run([...ASKED, '--night-phone', '01632 960777']);
  expect([again.status, again.out]).toEqual([2, '']);
  expect(again.err).toContain('fenshire is there already, and nothing of it is changed here: leave out --night-phone.');
  await withActor(session.person, async (tx) => expect((await readAuthority(tx)).settings.nightPhone).toBe('01632 960002'));

  // A second administrator of a known area needs no details.
  expect(run(['--authority', 'fenshire', '--email', 'second@fenshire.example', '--name', 'Sol Wick', '--service']).status).toBe(0);
});
