/** What anyone may see without a sign-in (issue 2 section 6), and the doors of the demo. */
import { expectAccessible } from './axe';
import { enter, expect, signIn, signOut, test } from './browser';

const AREAS = ['cambridgeshire', 'norfolk', 'somerset', 'blackburn-with-darwen', 'plymouth'];

for (const area of AREAS) {
  test(`${area}: whom to ring, and the guide`, async ({ page }) => {
    await page.goto(`/areas/${area}`);
    await expect(page.getByText('999').first()).toBeVisible();
    // One page for all areas: looked at with four levels, and with the five names of Cambridgeshire. Their colours are components/contrast.test.ts's.
    const lookedAt = area === 'cambridgeshire' || area === 'norfolk';
    if (lookedAt) await expectAccessible(page);
    await page.goto(`/areas/${area}/guide`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('illustrative').first()).toBeVisible();
    if (lookedAt) await expectAccessible(page);
  });
}

for (const path of ['/', '/help', '/post-tray', '/accessibility', '/privacy', '/sign-in', '/demo', '/no-such-page']) {
  test(`${path} can be used by everyone`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expectAccessible(page);
  });
}

test('one click signs in, one signs out, and the way back is closed', async ({ page }) => {
  await signIn(page, { area: 'norfolk', who: 'Class teacher' });
  await signOut(page);
  await page.goto('/home');
  await expect(page).toHaveURL(/\/sign-in\?return=%2Fhome$/);
});

/** Where the work of each role begins. */
const HOMES: readonly [heading: string, who: readonly string[]][] = [
  ['Worried about a child?', ['Class teacher', 'Designated safeguarding lead', 'MASH detective sergeant']],
  ['Duty queue', ['Social worker', 'Emergency duty social worker', 'Business manager']],
  ['Ledger', ['Practice auditor']],
  ['People', ['System administrator']],
  ['Service', ['Service operator']],
];

for (const [heading, those] of HOMES) {
  test(`“${heading}” is the first page of: ${those.join(', ')}`, async ({ page }) => {
    for (const who of those) {
      await enter(page.context(), { area: 'plymouth', who });
      await page.goto('/home');
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    }
    await expectAccessible(page);
  });
}

const FURTHER: readonly [who: string, paths: readonly string[]][] = [
  ['Class teacher', ['/my/drafts', '/workplaces']],
  ['Social worker', ['/closed', '/duties', '/preferences']],
  ['Team manager', ['/countersign', '/duties/overdue']],
];

for (const [who, paths] of FURTHER) {
  test(`where else they go: ${who}`, async ({ page }) => {
    await enter(page.context(), { area: 'somerset', who });
    for (const path of paths) {
      expect((await page.goto(path))?.status(), path).toBe(200);
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
      await expectAccessible(page);
    }
  });
}
