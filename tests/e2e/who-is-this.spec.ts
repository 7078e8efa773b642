/** Who is this? (issue 4, section 2): a repeat contact is recognised and linked by a person; a wrong link is undone. */
import { expectAccessible } from './axe';
import { enter, expect, knowsNobody, save, test } from './browser';
import type { Page } from '@playwright/test';
import { concernArrives, freshName, referenceIn } from './concern';

const TEACHER = { area: 'norfolk', who: 'Class teacher' };
const WORKER = { area: 'norfolk', who: 'Team manager' };

const birth = (day: string) => ({ 'child.1.ageWords': '', 'child.1.birth.day': day, 'child.1.birth.month': '5', 'child.1.birth.year': '2019' });

test('a repeat contact is recognised after a move, linked by a person, and the wrong link undone', async ({ page }) => {
  const before = await concernArrives(TEACHER, { ...birth('14'), 'child.1.address': '12 Mill Lane, Thetford', 'child.1.postcode': 'IP24 5AA' });
  const family = before.child.split(' ')[1] ?? '';
  const now = await concernArrives(TEACHER, { ...birth('14'), 'child.1.familyName': `${family}son`, 'child.1.address': '3 High Street, Norwich', 'child.1.postcode': 'NR1 1AA' });
  await enter(page.context(), WORKER);
  await knowsNobody(page.context().request, now.reference);
  await knowsNobody(page.context().request, before.reference);
  await page.goto(`/contacts/${now.reference}`);
  const card = page.locator('#who');
  await expect(card.getByRole('link', { name: before.reference })).toBeVisible();
  await expect(card.getByText('likely the same child').first()).toBeVisible();
  await expect(page.locator('#earlier')).not.toContainText(before.reference);
  await card.getByText('Why, and with what weight').first().click();
  await expect(card.getByText('date of birth the same').first()).toBeVisible();
  await expectAccessible(page);

  // Nothing is chosen beforehand, and nothing chosen is nothing done.
  const own = card.locator('li').filter({ hasText: before.reference });
  await own.getByText('Say what you found').click();
  await expect(own.getByRole('radio', { checked: true })).toHaveCount(0);
  await own.getByRole('button', { name: 'Keep what you found' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Choose what you found of these two.');
  await own.getByText('Say what you found').click();
  await own.getByLabel('The same child: link them').check();
  await expectAccessible(page);
  await own.getByRole('button', { name: 'Keep what you found' }).click();
  await expect(page.getByText('They are linked as the same child.')).toBeVisible();
  await expect(page.locator('#earlier')).toContainText(before.reference);
  await expect(page.locator('#earlier')).toContainText('linked by a colleague');
  await expect(page.locator('#earlier')).toContainText('Before this one: 1 in 3 months, 1 in 12 months, 1 in 36 months.');

  // A third one is held against both, which are one child by now.
  const third = await concernArrives(TEACHER, { ...birth('14'), 'child.1.givenName': before.child.split(' ')[0] ?? '', 'child.1.familyName': family });
  await knowsNobody(page.context().request, third.reference);
  await page.goto(`/contacts/${third.reference}`);
  await expect(card.locator('li').filter({ hasText: 'Linked with it already:' }).filter({ hasText: before.reference })).toContainText(now.reference);
  await expectAccessible(page);

  // From the other side the same link stands, and is undone there with a reason.
  await page.goto(`/contacts/${before.reference}`);
  await expect(card.getByText('Linked as the same child:')).toBeVisible();
  await card.getByText('Undo this link').click();
  await card.getByLabel('Why was it wrong?').fill('Her cousin, born on the same day.');
  await expectAccessible(page);
  await card.getByRole('button', { name: 'Undo the link' }).click();
  await expect(page.getByText('The link is undone. Both histories stay')).toBeVisible();
  await card.getByText('What was said, and by whom').click();
  await expect(card.getByText('Her cousin, born on the same day.')).toBeVisible();
  await expect(card.getByText(`The same child (${now.reference})`)).toBeVisible();
  await page.goto(`/contacts/${now.reference}`);
  await expect(page.locator('#earlier')).not.toContainText(before.reference);
});

test('of twins each is known again as herself, the other is not linked with her, and both stand in the household', async ({ page }) => {
  const { family } = freshName();
  const born = (at: number, givenName: string) => ({ [`child.${at}.givenName`]: givenName, [`child.${at}.familyName`]: family, [`child.${at}.ageWords`]: '', [`child.${at}.birth.day`]: '8', [`child.${at}.birth.month`]: '8', [`child.${at}.birth.year`]: '2020', [`child.${at}.sex`]: 'F' });
  const before = await concernArrives(TEACHER, { children: ['1', '2'], ...born(1, 'Ysella'), ...born(2, 'Morwenna') });
  const now = await concernArrives(TEACHER, born(1, 'Morwenna'));
  await enter(page.context(), WORKER);
  await knowsNobody(page.context().request, now.reference);
  await knowsNobody(page.context().request, before.reference);
  await page.goto(`/contacts/${now.reference}`);
  const found = (name: string) => page.locator('#who li').filter({ hasText: before.reference }).filter({ hasText: name });
  await expect(found('Morwenna')).toContainText('Very likely the same child');
  await expect(found('Ysella')).toContainText('Perhaps the same child, or a twin');
  const saySame = async (name: string) => {
    await found(name).getByText('Say what you found').click();
    await found(name).getByLabel('The same child: link them').check();
    await found(name).getByRole('button', { name: 'Keep what you found' }).click();
  };
  await saySame('Morwenna');
  await expect(page.getByText('They are linked as the same child.')).toBeVisible();
  // Both of them would then be one child.
  await saySame('Ysella');
  await expect(page.locator('.govuk-error-summary')).toContainText('they may be twins. Nothing was changed.');
  await page.goto(`/contacts/${now.reference}/household`);
  await expect(page.getByRole('region', { name: `Morwenna ${family}` })).toContainText(before.reference);
  const sister = page.getByRole('region', { name: `Ysella ${family}` });
  await expect(sister).toContainText('named with a child of this contact, and not in it');
  await expect(sister).not.toContainText(now.reference);
  // Her own page leads back to the household of each contact that names her.
  await sister.getByRole('button', { name: `All that is known of Ysella ${family}` }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Ysella ${family}` })).toBeVisible();
  await page.getByRole('link', { name: `Every contact of this household, and decisions side by side (${before.reference})` }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Household' })).toBeVisible();
});

/** A call about a child who was told of before; the family is called something else now. */
async function callAbout(page: Page, given: string, family: string, day: string): Promise<void> {
  await page.goto('/calls');
  await page.getByRole('button', { name: 'Start the call now' }).click();
  await page.getByLabel('As they say it').fill(`${given} came hungry again.`);
  const child = page.getByRole('region', { name: 'Child 1' });
  await child.getByLabel('First names').fill(given);
  await child.getByLabel('Family name').fill(`${family}son`);
  const born = child.getByRole('group', { name: 'Date of birth' });
  await born.getByLabel('Day', { exact: true }).fill(day);
  await born.getByLabel('Month', { exact: true }).fill('5');
  await born.getByLabel('Year', { exact: true }).fill('2019');
}

test('during a call the worker is asked first, says who the child is, and the contact confirms it', async ({ page }) => {
  const before = await concernArrives(TEACHER, birth('21'));
  const [given = '', family = ''] = before.child.split(' ');
  await enter(page.context(), WORKER);
  await callAbout(page, given, family, '21');
  await save(page);
  const known = page.locator('#known');
  await expect(known).toContainText('There may be an earlier contact about this family.');
  await expect(known).not.toContainText(before.reference);
  await expect(known.getByRole('radio', { checked: true })).toHaveCount(0);
  await expectAccessible(page);
  await known.getByLabel('No, I know nobody in it').check();
  await save(page);
  const candidate = known.locator('[data-candidate]').filter({ hasText: before.reference });
  await expect(candidate).toContainText('date of birth the same');
  await candidate.getByLabel('The same child', { exact: true }).check();
  await save(page);
  await expect(known.getByRole('button', { name: `Add this call to ${before.reference}` })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Read it back, then end the call' }).click();
  await expect(page.getByText('about a child whom you said to be the same is open')).toBeVisible();
  await page.getByRole('button', { name: 'Make it a contact' }).click();
  await expect(page.getByRole('heading', { name: 'It is a contact' })).toBeVisible();
  const reference = referenceIn(await page.locator('main').innerText());
  // Said in the call: not asked again.
  await page.goto(`/contacts/${reference}`);
  await expect(page.locator('#who').getByText('Linked as the same child:')).toBeVisible();
  await expect(page.locator('#earlier')).toContainText(before.reference);
  await expect(page.locator('#open-too')).toContainText(before.reference);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Every contact of each of them, and decisions side by side' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Household' })).toBeVisible();
  await expectAccessible(page);
});

test('what may be known appears by itself and takes no focus @scripts', async ({ page }) => {
  const before = await concernArrives(TEACHER, birth('23'));
  const [given = '', family = ''] = before.child.split(' ');
  await enter(page.context(), WORKER);
  await callAbout(page, given, family, '23');
  const known = page.locator('#known');
  await expect(known).toContainText('There may be an earlier contact about this family.', { timeout: 8_000 });
  await expect(page.getByRole('region', { name: 'Child 1' }).getByRole('group', { name: 'Date of birth' }).getByLabel('Year', { exact: true })).toBeFocused();
  await known.getByLabel('No, I know nobody in it').check();
  await expect(known).toContainText(before.reference, { timeout: 8_000 });
  await expect(known.getByLabel('No, I know nobody in it')).toBeFocused();
  await known.getByLabel('The same child', { exact: true }).first().check();
  await expect(known.getByRole('button', { name: 'Add this call to' })).toBeVisible({ timeout: 8_000 });
  await known.getByRole('button', { name: 'Add this call to' }).first().click();
  await expect(page.getByRole('button', { name: 'Put it to the contact' })).toBeVisible();
});
