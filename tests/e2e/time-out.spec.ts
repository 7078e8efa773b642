/** Somebody is called away in mid-sentence: nothing typed is lost, and signing in leads back to it (issue 2 section 2). */
import { randomUUID } from 'node:crypto';
import { expectAccessible } from './axe';
import { asSomebody, expect, handIn, test } from './browser';
import { ReportPage } from './report-page';
import { restTooLong } from './session-clock';
import { AREAS } from '@/scripts/seed/areas';

const PASSWORD = 'copper kettle marsh';

/** Invites a teacher, as the area's administrator does; the letter with the link is in the demo's post tray. */
async function invite(email: string): Promise<string> {
  const school = AREAS.find(({ id }) => id === 'somerset')?.agencies.find(({ key }) => key === 'primary')?.name ?? '';
  return asSomebody({ area: 'somerset', who: 'System administrator' }, async (by) => {
    const form = await (await by.get('/admin/people')).text();
    const agencyId = new RegExp(`<option value="([0-9a-f-]{36})"[^>]*>${school}<`).exec(form)?.[1] ?? '';
    await handIn(by, '/admin/people/invite', { name: 'Jo Heron', email, role: 'partner_professional', agencyId, jobTitle: 'Teaching assistant', phone: '' });
    const tray = await (await by.get('/post-tray')).text();
    const letter = tray.split('<article').find((each) => each.includes(email)) ?? '';
    return /\/account\/[\w-]+/.exec(letter)?.[0] ?? '';
  });
}

test('a session that rests too long in mid-form', async ({ page }) => {
  const email = `jo.${randomUUID()}@school.example`;
  await page.goto(await invite(email));
  await expectAccessible(page);
  await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Save the password' }).click();
  const signIn = async () => {
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  await expect(page.getByText('Your password is saved.')).toBeVisible();
  await signIn();
  await page.waitForURL('**/home');

  const report = new ReportPage(page);
  await report.start('Somerset');
  await page.goto(`/report/${report.draft}/what-happened`);
  const where = page.url();
  await report.type('When?', 'Since September');
  await report.goOn('What does the child tell us?');
  await page.goto(where);
  await restTooLong(email);
  await report.type('What did you see, hear or get told?', 'He said: “I am not going home.”');
  await report.press('Continue');

  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await expect(page.getByText('If you were writing, your draft is kept.')).toBeVisible();
  await expectAccessible(page);
  // Until then the draft can be added to and not be read.
  await page.goto(where);
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await signIn();
  await expect(page).toHaveURL(where);
  await expect(page.getByLabel('What did you see, hear or get told?')).toHaveValue('He said: “I am not going home.”');
  await expect(page.getByLabel('When?', { exact: true })).toHaveValue('Since September');
});

test('a wrong password and an unknown address are answered alike', async ({ page }) => {
  await page.goto('/sign-in');
  const answers: string[] = [];
  for (const email of [`nobody.${randomUUID()}@school.example`, 'asha.pereira@norfolk.example']) {
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('not the password at all');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.locator('.govuk-error-summary')).toContainText('do not match an account');
    answers.push(`${new URL(page.url()).search} ${await page.locator('.govuk-error-summary').innerText()}`);
  }
  expect(answers[0]).toBe(answers[1]);
});
