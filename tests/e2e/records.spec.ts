/** How long records are kept, and a copy of what is held about a child (safe practice 18): by two persons each. */
import { expectAccessible } from './axe';
import { asSomebody, enter, expect, handIn, knowsNobody, test } from './browser';
import { concernArrives } from './concern';
import { putAwayLongAgo } from './session-clock';

const AREA = 'plymouth';
const TEACHER = { area: AREA, who: 'Class teacher' };
const FIRST = { area: AREA, who: 'Team manager' };
const SECOND = { area: AREA, who: 'Business manager' };
const ADMINISTRATOR = { area: AREA, who: 'System administrator' };

test('an administrator puts in the area’s own period with its source; what law does not allow is said, and nothing typed is lost', async ({ page }) => {
  await enter(page.context(), ADMINISTRATOR);
  await page.goto('/retention');
  await page.getByRole('link', { name: 'Change how long is kept: Looked-after child' }).click();
  await expectAccessible(page);
  await page.getByLabel('Years from the birth of the youngest child').fill('25');
  await page.getByLabel('Which published schedule').fill('Retention schedule 2026, row 14');
  await page.getByRole('button', { name: 'Keep this period' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('At least 75 years');
  await expectAccessible(page);
  await expect(page.getByLabel('Which published schedule')).toHaveValue('Retention schedule 2026, row 14');
  await page.getByLabel('Years from the birth of the youngest child').fill('80');
  await page.getByRole('button', { name: 'Keep this period' }).click();
  await expect(page.getByText('What is due is reckoned by it from now on')).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: 'Looked-after child' });
  await expect(row).toContainText('80 years from the birth of the youngest child in it');
  await expect(row).toContainText('Retention schedule 2026, row 14');
});

test('a hold is set by one manager, asked to be lifted, and lifted by another', async ({ page, another }) => {
  const { reference } = await concernArrives(TEACHER);
  await enter(page.context(), FIRST);
  await page.goto('/retention');
  await expect(page.getByRole('heading', { name: 'Nothing is due today' })).toBeVisible();
  await page.getByLabel('Reference of the contact').fill(reference);
  await page.getByRole('button', { name: 'Hold it' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Choose what is held');
  await expect(page.getByLabel('Reference of the contact')).toHaveValue(reference);
  await page.getByLabel('This contact only').check();
  await page.getByLabel('What is it kept for?').fill('A claim before the county court.');
  await page.getByRole('button', { name: 'Hold it' }).click();
  await expect(page.getByText('It is held')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(`Why may it go? The hold on ${reference}`).fill('The claim was settled.');
  await page.getByRole('button', { name: `Ask to lift the hold on ${reference}` }).click();
  await expect(page.getByText('You asked: another manager lifts it').first()).toBeVisible();

  const second = await another(SECOND);
  await second.goto('/retention');
  await second.getByRole('button', { name: `Lift the hold on ${reference}` }).click();
  await expect(second.getByText('The hold is lifted.')).toBeVisible();
  await expect(second.getByRole('link', { name: reference })).toHaveCount(0);
});

test('a pack is begun, every piece is said of, and a second manager confirms it', async ({ page, another, javaScriptEnabled }) => {
  const { reference, given } = await concernArrives(TEACHER);
  await enter(page.context(), FIRST);
  await page.goto('/access-packs');
  await page.getByLabel('Reference of a contact about the child').fill(reference);
  await page.getByLabel('First name of the child, as that contact has it').fill(given);
  await page.getByLabel('Somebody with parental responsibility, for the child').check();
  await page.getByLabel('Their name, as the pack is addressed').fill('Morwenna Penrose');
  await page.getByLabel('On what basis may they ask?').fill('Parental responsibility, seen on the birth certificate.');
  await page.getByLabel('How was their identity checked?').fill('Passport, seen at the counter.');
  await page.getByRole('button', { name: 'Begin the pack' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Open these contacts first');
  await expectAccessible(page);
  await knowsNobody(page.context().request, reference);
  // What was typed is still there.
  await page.getByRole('button', { name: 'Begin the pack' }).click();
  await expect(page.getByText('The pack is begun.')).toBeVisible();
  await expect(page.getByText(`${given} came to school hungry again.`)).toBeVisible();
  await expectAccessible(page);

  // Why a piece is left out is asked once it is, where scripts run.
  await expect(page.locator('.ds-card select').first()).toBeVisible({ visible: !javaScriptEnabled });
  // Kept against what the product points at only with a reason.
  for (const choice of await page.getByLabel('Keep', { exact: true }).all()) await choice.check();
  await page.getByRole('button', { name: 'Keep what I said' }).click();
  await expect(page.getByText('Say why it may be kept').first()).toBeVisible();
  for (const piece of await page.locator('.ds-card', { hasText: 'Look again' }).all()) {
    await piece.getByLabel('Leave out').check();
    await piece.locator('select').selectOption({ index: 2 });
    await piece.getByLabel(/^Reason/).fill('It is about whoever told us.');
  }
  await page.getByRole('button', { name: 'Keep what I said' }).click();
  await expect(page.getByText('What you said is kept.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Confirm the pack' })).toHaveCount(0);

  const second = await another(SECOND);
  await knowsNobody(second.context().request, reference);
  await second.goto(page.url());
  await second.getByRole('button', { name: 'Confirm the pack' }).click();
  await expect(second.getByText('The pack is confirmed.')).toBeVisible();
  const href = await second.getByRole('link', { name: 'The pack as a PDF' }).getAttribute('href');
  const pdf = await second.context().request.get(href ?? '');
  expect(pdf.status()).toBe(200);
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
  // To look at it gives it to nobody: whoever does says to whom.
  await second.getByRole('button', { name: 'It was given out' }).click();
  await expect(second.locator('.govuk-error-summary')).toContainText('Say to whom the pack was given');
  await second.getByLabel('To whom was the pack given, and how?').fill('To Morwenna Penrose, at the counter.');
  await second.getByRole('button', { name: 'It was given out' }).click();
  await expect(second.getByText('It is written down that the pack was given out.')).toBeVisible();
  await expect(second.locator('.govuk-summary-list')).toContainText('To Morwenna Penrose, at the counter.');
  await expectAccessible(second);
});

test('a list of what is due is drawn up by one manager, read and released by another, and deletes nothing before', async ({ page, another, javaScriptEnabled }) => {
  // An area each, scripts on and off: a list takes all that is due.
  const area = javaScriptEnabled ? 'somerset' : 'blackburn-with-darwen';
  const draft = await asSomebody({ area, who: 'Class teacher' }, async (by) => (await handIn(by, '/report/start')).split('/')[2] ?? '');
  await putAwayLongAgo(draft);
  await enter(page.context(), { area, who: 'Team manager' });
  await page.goto('/retention');
  await expect(page.getByText('Reports put away unsent, and calls owed that came to nothing, whose time is over: 1.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Draw up a list of these' }).click();
  await expect(page.getByText('Nothing is deleted until somebody else has read and released it.')).toBeVisible();
  await expect(page.locator('#lists')).toContainText('Waits for a second person');
  await expect(page.getByRole('button', { name: /^Release for deletion/ })).toHaveCount(0);

  const second = await another({ area, who: 'Business manager' });
  await second.goto('/retention');
  await second.getByRole('link', { name: /^Read/ }).click();
  await expect(second.locator('#list')).toContainText('put away unsent');
  await expectAccessible(second);
  await second.getByRole('button', { name: /^Release for deletion/ }).click();
  await expect(second.getByText('The list is released.')).toBeVisible();
  await expect(second.locator('#lists')).toContainText('Released');
});
