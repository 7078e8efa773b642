/** What anyone may see without a sign-in (issue 2 section 6), and the doors of the demo. */
import { expectAccessible } from './axe';
import { expect, signIn, signOut, test } from './browser';

const AREAS = ['cambridgeshire', 'norfolk', 'somerset', 'blackburn-with-darwen', 'plymouth'];

for (const area of AREAS) {
  test(`${area}: whom to ring, and the guide`, async ({ page }) => {
    await page.goto(`/areas/${area}`);
    await expect(page.getByText('999').first()).toBeVisible();
    await expectAccessible(page);
    await page.goto(`/areas/${area}/guide`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page);
  });
}

for (const path of ['/', '/help', '/accessibility', '/sign-in', '/demo', '/no-such-page']) {
  test(`${path} can be used by everyone`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expectAccessible(page);
  });
}

test('one click signs in, one signs out, and the way back is closed', async ({ page }) => {
  await signIn(page, { area: 'norfolk', who: 'Class teacher' });
  await expectAccessible(page);
  await signOut(page);
  await page.goto('/home');
  await expect(page).toHaveURL(/\/sign-in\?return=%2Fhome$/);
});
