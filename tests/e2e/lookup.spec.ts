/** Looking people up (issue 4, section 2): search, asked before opening, the person, the picture, back to the contact. */
import { expectAccessible } from './axe';
import { enter, expect, test } from './browser';
import { concernArrives } from './concern';

const TEACHER = { area: 'norfolk', who: 'Class teacher' };
const WORKER = { area: 'norfolk', who: 'Team manager' };

test('a caller’s child is looked up, the family asked about, opened, drawn, and who is who written down', async ({ page }) => {
  const mother = { members: ['1'], 'member.1.givenName': 'Demelza', 'member.1.familyName': 'Polglase', 'member.1.relationship': 'Mother', 'member.1.livesWithChild': 'yes' };
  const contact = await concernArrives(TEACHER, { 'child.1.ageWords': '', 'child.1.birth.day': '9', 'child.1.birth.month': '4', 'child.1.birth.year': '2017', 'child.1.sex': 'F', ...mother });
  const [given = '', family = ''] = contact.child.split(' ');
  await enter(page.context(), WORKER);
  await page.goto('/home');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Search' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Search' })).toBeVisible();
  await expectAccessible(page);

  // Nothing typed is lost where something is missing.
  await page.getByLabel('First names').fill(given);
  await page.getByLabel('Family name').fill(family);
  await page.getByLabel('Year').fill('2017');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Say why you look this up');
  await expect(page.getByLabel('Family name')).toHaveValue(family);
  await page.getByLabel('Why do you look this up?').fill('A caller is on the telephone');
  await page.getByRole('button', { name: 'Search' }).click();

  // Initials until somebody has said whether they know the family; no name in the address or the title.
  const row = page.getByRole('row').filter({ hasText: 'given name the same' }).first();
  await expect(row).toContainText(`${given[0] ?? ''}${family[0] ?? ''}`);
  await expect(row).not.toContainText(given);
  expect(page.url()).toMatch(/\/search\/[0-9a-f-]{36}$/);
  await expect(page).toHaveTitle(/^Search results/);
  await expectAccessible(page);
  await row.getByRole('button', { name: /^Open/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Before you open it' })).toBeVisible();
  await page.getByRole('button', { name: 'No, open the contact' }).click();

  await expect(page.getByRole('heading', { level: 1, name: contact.child })).toBeVisible();
  expect(page.url()).toMatch(/\/people\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('img', { name: `Family as told in ${contact.reference}, as a picture of the table` })).toBeVisible();
  await expect(page.getByRole('table', { name: `Household and family as told in ${contact.reference}` })).toContainText('Demelza Polglase');
  await expectAccessible(page);

  const card = page.locator('#relations');
  await card.getByText('Write down who somebody is to this person').click();
  await card.getByLabel(/^Demelza Polglase/).check();
  await card.getByLabel('What are they to this person?').fill('Mother');
  await card.getByRole('button', { name: 'Write it down' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Say how it is known');
  await expect(card.getByLabel('What are they to this person?')).toHaveValue('Mother');
  await card.getByRole('radio', { name: 'Yes', exact: true }).check();
  await card.getByLabel('How is it known?').fill('Birth certificate seen');
  await card.getByRole('button', { name: 'Write it down' }).click();
  await expect(card).toContainText('with parental responsibility');
  await expectAccessible(page);

  await page.locator('#contacts').getByRole('link', { name: contact.reference }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Contact ${contact.reference}` })).toBeAttached();
  await expect(page.locator('#household').getByRole('img', { name: /^Family as told/ })).toBeVisible();
  await page.locator('#household').getByRole('button', { name: `All that is known of ${contact.child}` }).click();
  await expect(page.getByRole('heading', { level: 1, name: contact.child })).toBeVisible();
});
