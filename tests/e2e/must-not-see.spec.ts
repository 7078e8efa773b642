/** Who must not see: asked before opening, kept out at once, restricted children with guardians (safe practice 7.3, 7.14). */
import { expectAccessible } from './axe';
import { enter, expect, handIn, knowsNobody, test, whoIs } from './browser';
import { concernArrives, freshName } from './concern';
import { DeskPage } from './desk-page';

const AREA = 'plymouth';
const TEACHER = { area: AREA, who: 'Class teacher' };
const WORKER = { area: AREA, who: 'Social worker' };

test('somebody who may know the family says so before anything is shown, and it is gone', async ({ page, another }) => {
  const { reference, child, given } = await concernArrives(TEACHER);
  await enter(page.context(), WORKER);
  const desk = new DeskPage(page);
  await desk.rowOf(reference);
  await page.goto(`/contacts/${reference}/decision`);
  await expect(page.getByRole('heading', { level: 1, name: 'Before you open it' })).toBeVisible();
  await expect(page.locator('main')).not.toContainText(given);
  await expect(page.locator('main')).not.toContainText(child.replace(`${given} `, ''));
  await expectAccessible(page);
  await page.locator('summary', { hasText: 'Yes, or I am not sure' }).click();
  await page.getByLabel('Whom may you know').fill('The mother was at school with me.');
  await desk.press('Yes, I know somebody');
  await expect(page.getByText('That contact is hidden from you now')).toBeVisible();
  await expect(page.locator(`[data-contact="${reference}"]`)).toHaveCount(0);
  expect((await page.goto(`/contacts/${reference}`))?.status()).toBe(404);

  const manager = new DeskPage(await another({ area: AREA, who: 'Service manager' }));
  await manager.openContact(reference);
  await manager.page.getByRole('link', { name: 'Who may see this contact' }).click();
  await expect(manager.page.getByText('The mother was at school with me.')).toBeVisible();
  await expectAccessible(manager.page);
  await manager.page.getByLabel(/^Why may .* open it after all\?$/).fill('Another mother: she is 60.');
  await manager.press('Let them in again');
  await expect(manager.page.getByText('They may open it again.')).toBeVisible();
  await desk.openContact(reference);
});

test('a restricted child is there for its guardians alone; the glass is answered by a second person', async ({ page, another }) => {
  const mother = { members: ['1'], 'member.1.givenName': 'Kerensa', 'member.1.familyName': freshName().family, 'member.1.relationship': 'Mother', 'member.1.birth.day': '3', 'member.1.birth.month': '3', 'member.1.birth.year': '1991' };
  const first = await concernArrives(TEACHER, mother);
  const [family] = first.child.split(' ').slice(1);
  const [guardian, night] = [whoIs({ area: AREA, who: 'Senior social worker' }), whoIs({ area: AREA, who: 'Social worker', nth: 1 })];
  await enter(page.context(), { area: AREA, who: 'Service manager' });
  await page.goto('/restricted');
  await page.locator('summary', { hasText: 'Register a restricted child' }).click();
  const form = page.locator('form[action="/restricted/register"]');
  await form.getByLabel('First name').fill(first.given);
  await form.getByRole('button', { name: 'Register' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Choose at least two guardians');
  await expect(form.getByLabel('First name'), 'nothing typed is lost').toHaveValue(first.given);
  await expectAccessible(page);
  await form.getByLabel('Family name').fill(family ?? '');
  await form.getByRole('radio', { name: 'Adopted' }).check();
  for (const { name, jobTitle } of [guardian, night]) await form.getByRole('checkbox', { name: `${name}, ${jobTitle}` }).check();
  const other = whoIs({ area: AREA, who: 'Business manager' });
  await form.getByLabel('Which other manager confirms it?').selectOption({ label: other.name });
  await form.getByRole('button', { name: 'Register' }).click();
  await expect(page.getByText('Registered. It is in force when')).toBeVisible();

  const second = await another({ area: AREA, who: 'Business manager' });
  await second.goto('/restricted');
  await second.getByRole('button', { name: `Confirm ${first.child}` }).click();
  await expect(second.getByText('Confirmed. It is in force from now.')).toBeVisible();

  // The same names and no date of birth: perhaps. The guardian is asked, and says yes.
  const keeper = await another({ area: AREA, who: 'Senior social worker' });
  await keeper.goto('/restricted');
  await expectAccessible(keeper);
  const asked = keeper.locator('form[action="/restricted/answer"]').filter({ hasText: first.reference });
  await asked.getByRole('radio', { name: 'Yes' }).check();
  await asked.getByLabel('By what do you know?').fill('Same school, same mother.');
  await asked.getByRole('button', { name: 'Answer' }).click();
  await expect(keeper.getByText('Nobody else was told that you were asked.')).toBeVisible();
  expect((await page.goto(`/contacts/${first.reference}`))?.status()).toBe(404);
  await knowsNobody(keeper.context().request, first.reference);
  await keeper.goto(`/contacts/${first.reference}`);
  await expect(keeper.getByText('only its guardians and those they let in')).toBeVisible();
  await expectAccessible(keeper);
  await keeper.goto(`/contacts/${first.reference}/who-sees`);

  // Her brother is told of, with their mother: she is there for her guardian, and for nobody else is there any other contact.
  const brother = await concernArrives(TEACHER, { ...mother, 'child.1.givenName': 'Perran', 'child.1.familyName': family ?? '', 'happened.what': 'He came without shoes.' });
  for (const by of [page, keeper]) await knowsNobody(by.context().request, brother.reference);
  for (const part of ['', '/household']) {
    await page.goto(`/contacts/${brother.reference}${part}`);
    await expect(page.getByRole('main')).toContainText('Perran');
    await expect(page.getByRole('main')).not.toContainText(first.reference);
    await expect(page.getByRole('main')).not.toContainText(first.given);
  }
  await keeper.goto(`/contacts/${brother.reference}/household`);
  await expect(keeper.getByRole('main')).toContainText(first.reference);

  // One answer for what is there and what is not.
  const [, , prefix = ''] = [first.reference.split('-')[1], '', first.reference.split('-')[0]];
  const wish = { reason: 'The hospital rang me.' };
  expect(await handIn(page.context().request, '/restricted/ask', { reference: first.reference, ...wish })).toBe(await handIn(page.context().request, '/restricted/ask', { reference: `${prefix}-2222-2222`, ...wish }));

  // The restriction as a whole ends when a second person agrees, and stays on the page of those who knew of it.
  await keeper.goto('/restricted');
  const end = keeper.locator('details').filter({ hasText: `End the restriction of ${first.child}` });
  await end.locator('summary').click();
  await end.getByLabel('Why does the child need it no longer?').fill('The order was lifted.');
  await expectAccessible(keeper);
  await end.getByRole('button', { name: 'Ask that it ends' }).click();
  await expect(keeper.getByText('The restriction stays in force until another')).toBeVisible();
  await second.goto('/restricted');
  await second.getByRole('button', { name: `Agree: end the restriction of ${first.child}` }).click();
  await expect(second.getByText('The restriction has ended.')).toBeVisible();
  await expect(second.getByText('The order was lifted.').first()).toBeVisible();
});
