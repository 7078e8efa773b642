/** A decision that holds: held for checks, made without an answer, countersigned, and read alone on paper (issue 3 section 4). */
import { LONDON, now } from '@/lib/platform/time';
import { expectAccessible } from './axe';
import { enter, expect, knowsNobody, test } from './browser';
import { concernArrives } from './concern';
import { DeskPage } from './desk-page';

const AREA = 'somerset';
const TEACHER = { area: AREA, who: 'Class teacher' };
const WORKER = { area: AREA, who: 'Social worker', nth: 1 };
const MANAGER = { area: AREA, who: 'Service manager' };

/** Two hours from now, on the London clock. */
function inTwoHours() {
  const at = now().toZonedDateTimeISO(LONDON).add({ hours: 2 });
  return { day: String(at.day), month: String(at.month), year: String(at.year), time: at.toPlainTime().toString({ smallestUnit: 'minute' }) };
}

test('held for checks with a manager’s agreement, decided without the answer, countersigned, and printed alone', async ({ page, another }) => {
  const { reference, child, given } = await concernArrives(TEACHER, { 'seen.1': 'I123', 'belief.level': '4' });
  const desk = new DeskPage(page);
  await enter(page.context(), WORKER);
  await desk.claimAndDecide(reference);

  // Held: every answer is owed, and at level 4 a manager is asked.
  await desk.openContact(reference);
  await page.getByRole('link', { name: 'Hold for checks' }).click();
  await desk.press('Hold for checks');
  await expect(page.locator('.govuk-error-summary')).toContainText('Say who watches the child meanwhile');
  await expectAccessible(page);
  await page.getByLabel('What is being found out?').fill('Whether the partner has been released.');
  await page.getByLabel('With whom, and who asks them?').fill('Police desk');
  await page.getByRole('radio', { name: 'Yes', exact: true }).check();
  await page.getByLabel('Why is it safe to wait?').fill('School keeps her until half past three.');
  await page.getByLabel('Who does what until the next contact?').fill('The head keeps her in the office.');
  await page.getByLabel('Until when does it hold?').fill('Half past three');
  await page.getByLabel('Who looks after whether it holds?').fill('The head teacher');
  await page.getByLabel('What is done if it fails?').fill('999, then the desk');
  const until = inTwoHours();
  await page.getByLabel('Day', { exact: true }).fill(until.day);
  await page.getByLabel('Month', { exact: true }).fill(until.month);
  await page.getByLabel('Year', { exact: true }).fill(until.year);
  await page.getByLabel('At what time?').fill(until.time);
  await desk.press('Hold for checks');
  await expect(page.getByText('A manager is asked; until they agree it is not held')).toBeVisible();
  await expectAccessible(page);
  await expect((await desk.rowOf(reference)).getByText(/Held for checks until/), 'not before a manager agrees').toHaveCount(0);

  const manager = await another(MANAGER);
  await knowsNobody(manager.context().request, reference);
  await manager.goto('/countersign');
  await manager.getByRole('link', { name: reference }).click();
  await manager.getByRole('radio', { name: 'I agree: it is held until then' }).check();
  await manager.getByLabel('Why', { exact: true }).fill('I rang the head: she has her.');
  await manager.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(manager.getByText('Held for checks', { exact: true }).first()).toBeVisible();
  await expect((await desk.rowOf(reference, '/queue?mark=held_for_checks')).getByText(/Held for checks until/)).toBeVisible();

  // A brother nobody named is added, and the risk of the home is asked of him.
  await page.goto(`/contacts/${reference}/decision`);
  await desk.route(child, 'Level 3 · Social work assessment');
  await desk.sayWhy(child, { need: 'N1 Abuse or neglect, domestic violence included', why: 'The partner is in custody and the mother has changed the locks.' });
  await desk.press('Add a child who is not named here');
  await page.getByLabel('First names').fill('Tamsin');
  await page.getByLabel('About how old?').fill('3');
  await page.getByRole('radio', { name: 'Lives with them', exact: true }).check();
  await expectAccessible(page);
  await desk.press('Add this child');
  const tamsin = desk.child('Tamsin');
  await tamsin.getByRole('radio', { name: 'Not known yet: opens a duty to find out' }).check();
  await desk.press('Check and decide');
  const gaps = page.locator('.govuk-error-summary');
  await expect(gaps).toContainText('Tamsin: say whether what endangers another child here reaches this child too');
  await expect(gaps).toContainText('Say why you decide without what has not come in');
  await expect(gaps).toContainText('Safety plan: say what is done if it fails');
  await tamsin.getByRole('group', { name: 'Does it reach Tamsin too?' }).getByRole('radio', { name: 'Not known yet' }).check();
  await desk.everyChildNamed();
  await desk.child(child).getByLabel('Why differently from the guide?').fill('He is remanded until January.');
  await desk.child(child).getByLabel('Why is no strategy discussion needed?').fill('Held by telephone with police and health at noon.');
  await page.getByLabel(/^If you decide another level than the referrer’s/).fill('The school did not know of the arrest.');
  await page.getByLabel('Why do you decide without it?').fill('Custody is certain; the release date is not needed tonight.');
  await desk.keepSafe(child);
  await desk.press('Check and decide');
  await expect(page.getByText('A second person must agree')).toBeVisible();
  await expect(page.getByText('Police desk: Whether the partner has been released.', { exact: false }).first()).toBeVisible();
  await desk.press('Decide, and ask the second person');
  await expect(page.getByText('It waits for a second person; until then nothing is let go.')).toBeVisible();

  await manager.goto(`/contacts/${reference}/countersign`);
  await expect(manager.getByText('What is done if it fails?').first()).toBeVisible();
  await manager.getByRole('radio', { name: 'I agree: the decision takes effect' }).check();
  await manager.getByLabel('Why', { exact: true }).fill('Read with the custody record.');
  await manager.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(manager.getByText('Agreed. The decision is in force')).toBeVisible();

  // The page that stands alone, and the paper it prints.
  const auditor = await another({ area: AREA, who: 'Practice auditor' });
  await knowsNobody(auditor.context().request, reference);
  await auditor.goto(`/contacts/${reference}/decisions/1`);
  for (const words of ['OFFICIAL – SENSITIVE', 'Decided without', 'The safety plan until the next contact', 'History looked at', 'Read with the custody record.', 'I rang the head: she has her.', 'Find out how this child stands', 'A referral']) await expect(auditor.getByText(words).first(), words).toBeVisible();
  await expect(auditor.getByRole('row', { name: /Tamsin, 3/ })).toContainText('Not known yet');
  expect(await auditor.title()).not.toContain(given);
  await expectAccessible(auditor);
  await auditor.emulateMedia({ media: 'print' });
  await expect(auditor.getByText('OFFICIAL – SENSITIVE').first()).toBeVisible();
  await expect(auditor.getByText(`${given} came to school hungry again.`).first()).toBeVisible();
  await expect(auditor.locator('.govuk-button:visible, nav:visible')).toHaveCount(0);
});

/** A mark of the row follows what others do: nobody works on by what is over. */
test('a mark comes and goes in a queue that stays open, without a reload @scripts', async ({ page, another }) => {
  const { reference } = await concernArrives(TEACHER, { 'seen.1': 'I018', 'belief.level': '2' });
  const desk = new DeskPage(page);
  await enter(page.context(), WORKER);
  await (await desk.rowOf(reference)).getByRole('button', { name: /^Claim/ }).click();
  const row = await desk.rowOf(reference);
  await desk.awake();
  await expect(row.getByRole('list', { name: 'Marks' })).toHaveCount(0);

  const colleague = await another(WORKER);
  const own = new DeskPage(colleague);
  await own.openContact(reference);
  await colleague.getByRole('link', { name: 'Hold for checks' }).click();
  await colleague.getByLabel('What is being found out?').fill('Whether the school has seen her.');
  await colleague.getByLabel('With whom, and who asks them?').fill('School office');
  await colleague.getByRole('radio', { name: 'Yes', exact: true }).check();
  await colleague.getByLabel('Why is it safe to wait?').fill('Her aunt is there.');
  await colleague.getByLabel('Who does what until the next contact?').fill('The aunt stays.');
  await colleague.getByLabel('Until when does it hold?').fill('This evening');
  await colleague.getByLabel('Who looks after whether it holds?').fill('The aunt');
  await colleague.getByLabel('What is done if it fails?').fill('She rings the desk');
  const until = inTwoHours();
  await colleague.getByLabel('Day', { exact: true }).fill(until.day);
  await colleague.getByLabel('Month', { exact: true }).fill(until.month);
  await colleague.getByLabel('Year', { exact: true }).fill(until.year);
  await colleague.getByLabel('At what time?').fill(until.time);
  await own.press('Hold for checks');
  await expect(row.getByText(/Held for checks until/)).toBeVisible();

  await own.openContact(reference);
  await colleague.getByRole('link', { name: 'Held for checks: see or end it' }).click();
  await colleague.getByLabel('End it now, because').fill('The school rang: she is there.');
  await colleague.getByRole('button', { name: 'End the hold', exact: true }).click();
  await expect(row.getByText(/Held for checks until/)).toBeHidden();
});
