/** Being rung back, booked times, and a letter typed in with its original (safe practice 7.9, 17; N17, N20). */
import { expectAccessible } from './axe';
import { enter, expect, knowsNobody, test, whoIs } from './browser';
import { freshName, referenceIn } from './concern';

const AREA = 'norfolk';
const MANAGER = { area: AREA, who: 'Team manager' };
const TEACHER = { area: AREA, who: 'Class teacher' };

test('a teacher is asked first whether it can wait, books a time and lets go of it, asks to be rung, and the desk logs the call', async ({ page, javaScriptEnabled }) => {
  const { name } = whoIs(TEACHER);
  const number = javaScriptEnabled ? '01632 960 881' : '01632 960 882';
  await enter(page.context(), TEACHER);
  await page.goto('/talk');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Begin: can it wait?' }).click();
  await page.getByLabel('Not sure').check();
  await page.getByRole('button', { name: 'Go on' }).click();
  // What cannot wait is not booked: the number, 999 and the report.
  const first = page.getByRole('region', { name: 'Then do not wait for us' });
  await expect(first.getByRole('link', { name: '999' })).toHaveAttribute('href', 'tel:999');
  await expect(first.getByRole('button', { name: 'Or write it down: report a concern' })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Yes', { exact: true }).check();
  await page.getByRole('button', { name: 'Go on' }).click();

  // Nothing is chosen beforehand, and what is missing is said.
  await page.getByRole('button', { name: 'Ask for it' }).click();
  await expect(page.getByRole('link', { name: 'Choose a time, or say when you can be rung' })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Which number shall we ring?').fill(number);
  // One with scripts and one without, at the same moment: each another time.
  await page.getByRole('radio').nth(javaScriptEnabled ? 0 : 1).check();
  await page.getByRole('button', { name: 'Ask for it' }).click();
  await expect(page.getByText('The time is booked')).toBeVisible();
  await expect(page.getByRole('link', { name: 'For your calendar' }).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Cancel' }).first().click();
  await expect(page.getByText('It is taken back.')).toBeVisible();

  await page.getByRole('button', { name: 'Begin: can it wait?' }).click();
  await page.getByLabel('Yes', { exact: true }).check();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('Which number shall we ring?').fill(number);
  await page.getByLabel('Ring me back between two times').check();
  await page.getByLabel('On which day?').selectOption({ index: 2 });
  await page.getByLabel('Between', { exact: true }).fill('10:00');
  await page.getByLabel('and', { exact: true }).fill('11:30');
  await page.getByRole('button', { name: 'Ask for it' }).click();
  await expect(page.getByText('You are on the list to be rung back')).toBeVisible();

  await enter(page.context(), MANAGER);
  await page.goto('/slots');
  await expectAccessible(page);
  await page.goto('/line');
  await expectAccessible(page);
  await page.goto('/ring-backs');
  await expectAccessible(page);
  const row = page.getByRole('row').filter({ hasText: number });
  await row.getByRole('button', { name: 'Ring: log a call' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(name);
  await expect(page.getByLabel('Call-back number')).toHaveValue(number);
  await page.goto('/ring-backs');
  await expect(row).toContainText('Go on with the call');
  await row.getByText('End it without logging a call').click();
  await row.getByRole('button', { name: 'End it' }).click();
  await expect(page.getByRole('link', { name: 'Choose how it ended' })).toBeVisible();
  await row.getByLabel('It is no longer needed').check();
  await row.getByLabel('Where is it recorded, or why is it not needed?').fill('They rang again and were answered.');
  await row.getByRole('button', { name: 'End it' }).click();
  await expect(page.getByText('It has ended, and the number is not kept any more.')).toBeVisible();
  await expect(page.getByText(number)).toHaveCount(0);
});

test('a letter is typed in with its original, its clocks from when it came, and the original is only ever a download', async ({ page }) => {
  const { given, family } = freshName();
  await enter(page.context(), MANAGER);
  await page.goto('/calls');
  await page.getByRole('button', { name: 'Type it in' }).click();
  await expect(page.getByRole('link', { name: 'Choose what you got' })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Letter', { exact: true }).check();
  await page.getByRole('button', { name: 'Type it in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Letter, typed in' })).toBeVisible();
  await page.getByLabel('Word for word').fill(`${given} comes to us hungry.`);
  const child = page.getByRole('region', { name: 'Child 1' });
  await child.getByLabel('First names').fill(given);
  await child.getByLabel('Family name').fill(family);
  await page.getByLabel('On which day did it reach the authority?').fill('2026-11-02');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Read it through, and attach the original' }).click();
  await expect(page.getByText('Monday 2 November 2026, 00:00').first()).toBeVisible();

  await page.getByLabel('Attach the original').setInputFiles({ name: 'tool.exe', mimeType: 'application/pdf', buffer: Buffer.from([0x4d, 0x5a, 0x90, 0]) });
  await page.getByRole('button', { name: 'Attach it' }).click();
  await expect(page.getByRole('link', { name: 'This is none of the kinds that are kept' })).toBeVisible();
  await page.getByLabel('Attach the original').setInputFiles({ name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\nA letter.') });
  await page.getByRole('button', { name: 'Attach it' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'letter.pdf' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make it a contact' }).click();
  await expect(page.getByRole('heading', { name: 'It is a contact' })).toBeVisible();
  const reference = referenceIn(await page.locator('main').innerText());

  await knowsNobody(page.context().request, reference);
  // The scanner answers by a job; until then nobody has it.
  await expect(async () => {
    await page.goto(`/contacts/${reference}`);
    await expect(page.getByRole('link', { name: 'Download letter.pdf' })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download letter.pdf' }).click();
  expect((await download).suggestedFilename()).toMatch(new RegExp(`^${reference}-original-[0-9a-f]{8}\\.pdf$`));
});
