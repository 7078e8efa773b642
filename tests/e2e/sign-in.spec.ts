/** Signing in with a second factor (issue 5 part 2): an invited social worker's first day, scripts on and off; and a passkey in the browser's own virtual device. */
import { codeOf } from '../integration/codes';
import { expectAccessible } from './axe';
import { enter, expect, handIn, signOut, test } from './browser';

const ADMINISTRATOR = { area: 'norfolk', who: 'System administrator' };
const PASSWORD = 'kettle meadow lantern';
const CHANGED = 'wimbrel ochre ladder';

test('invited, she chooses a password, is led to an authenticator app before anything else, and is asked for its code from then on', async ({ page, another }) => {
  const email = `first.day.${crypto.randomUUID().slice(0, 8)}@norfolk.example`;
  const administrator = await another(ADMINISTRATOR);
  await handIn(administrator.context().request, '/admin/people/invite', { name: 'Ines Quarry', email, jobTitle: 'Social worker', phone: '', role: 'cads_social_worker', agencyId: '', qualified: 'yes' });
  await page.goto('/post-tray');
  await page.locator('article').filter({ hasText: email }).getByRole('link').click();
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Save the password' }).click();

  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible();
  await expectAccessible(page);
  // Nothing else opens before.
  await page.goto('/queue');
  await expect(page.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible();
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  await expect(page.getByRole('img', { name: /Picture that sets up/ })).toBeVisible();
  await expectAccessible(page);
  const secret = (await page.locator('#secret').innerText()).replaceAll(' ', '');
  await page.getByLabel('First code').fill('12345');
  await page.getByRole('button', { name: 'Use this app from now on' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'not the code' })).toBeVisible();
  await page.getByLabel('First code').fill(await codeOf(secret));
  await page.getByRole('button', { name: 'Use this app from now on' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();

  await page.goto('/account');
  await expect(page.getByText('Asked for since')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Change your password' }).click();
  await page.getByLabel('Password now').fill(PASSWORD);
  await page.getByLabel('New password').fill('Norfolk-2026!');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('too near to your name');
  await expectAccessible(page);
  await page.getByLabel('Password now').fill(PASSWORD);
  await page.getByLabel('New password').fill(CHANGED);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByText('Your password is changed.')).toBeVisible();
  await signOut(page);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(CHANGED);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Enter your code' })).toBeVisible();
  await expectAccessible(page);
  // A code is taken once. The one of the next half minute is another, and goes on being one while a busy machine reads the page.
  await page.getByLabel('Code').fill(await codeOf(secret, 1));
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
});

test('a passkey is made and named, signs in alone, and is removed @scripts', async ({ page }) => {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  await enter(page.context(), { area: 'somerset', who: 'Practice auditor' });
  await page.goto('/account');
  await page.getByRole('button', { name: 'Make a passkey' }).click();
  await page.getByLabel('What do you call it?').fill('Blue key');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make the passkey' }).click();
  await expect(page.getByText('The passkey is made.')).toBeVisible();
  await expectAccessible(page);
  await signOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await page.goto('/account');
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Blue key');
  // It is the only second factor, and one is asked of staff: it stays.
  await page.getByRole('button', { name: 'Remove Blue key' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'your only second factor' })).toBeVisible();
});
