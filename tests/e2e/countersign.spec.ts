/** Letting go of level 4 needs four reasons and a second, qualified person (safe practice 7.7). */
import { expectAccessible } from './axe';
import { enter, expect, handIn, knowsNobody, test } from './browser';
import { concernArrives } from './concern';
import { DeskPage } from './desk-page';

const AREA = 'plymouth';
const TEACHER = { area: AREA, who: 'Class teacher' };
const DECIDER = { area: AREA, who: 'Team manager' };

test('a decision below level 4 waits for a second person, and so does the letter', async ({ page, another }) => {
  // One high-risk sign, long neglect: reasonable cause to suspect significant harm, so level 4 and a strategy discussion.
  const { reference, child } = await concernArrives(TEACHER, { 'seen.1': 'I122', 'belief.level': '4' });
  const desk = new DeskPage(page);
  await enter(page.context(), DECIDER);
  await desk.claimAndDecide(reference);
  await desk.route(child, 'Level 3 · Social work assessment');
  await desk.sayWhy(child, { need: 'N1 Abuse or neglect, domestic violence included', why: 'The grandmother has moved in and the children are fed.' });
  await desk.press('Check and decide');

  const gaps = page.locator('.govuk-error-summary');
  await expect(gaps).toContainText(`${child}: say why you decide differently from the guide`);
  await expect(gaps).toContainText(`${child}: say why no strategy discussion is needed`);
  await expect(gaps).toContainText('The referrer said level 4: say why you decide level 3');
  await expect(gaps).toContainText('Say what could happen if nothing is done: the danger of delay');
  await expect(gaps).toContainText('Say whether every child of the home, and every child in contact with the person alleged to have harmed, is named here');
  await expect(page.getByLabel('Why, in words a reader in five years will follow')).toHaveValue('The grandmother has moved in and the children are fed.');
  await expectAccessible(page);
  await page.getByLabel('Why differently from the guide?').fill('What was seen is three weeks old and has changed.');
  await page.getByLabel('Why is no strategy discussion needed?').fill('The health visitor saw both children well yesterday.');
  await page.getByLabel(/^If you decide another level than the referrer’s/).fill('The school did not know of the grandmother.');
  await desk.keepSafe(child);
  await desk.everyChildNamed();
  await desk.press('Check and decide');

  await expect(page.getByText('A second person must agree')).toBeVisible();
  await expect(page.getByText('Below level 4, although the guide proposed level 4')).toBeVisible();
  await expect(page.getByText('No strategy discussion, although the guide proposed one')).toBeVisible();
  await expectAccessible(page);
  await desk.press('Decide, and ask the second person');
  await expect(page.getByText('It waits for a second person; until then nothing is let go.')).toBeVisible();

  await desk.openContact(reference);
  await expect(page.getByText('No letter is written yet.')).toHaveCount(0);
  await expect(page.getByRole('link', { name: /what we decided/i })).toHaveCount(0);
  await expect(page.getByText('The decision waits for a second person. Until then the proposal governs and the contact stays open.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Close the contact' })).toHaveCount(0);

  // Not the one who decided.
  await page.goto(`/contacts/${reference}/countersign`);
  await expect(page.getByText('You made this decision. Somebody else has to look at it.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign', exact: true })).toHaveCount(0);

  // Not a manager who is no social worker, neither on the page nor past it.
  const business = await another({ area: AREA, who: 'Business manager' });
  await knowsNobody(business.context().request, reference);
  await business.goto(`/contacts/${reference}/countersign`);
  await expect(business.getByText('Only a social-work-qualified manager countersigns.')).toBeVisible();
  await expect(business.getByRole('button', { name: 'Sign', exact: true })).toHaveCount(0);

  const second = await another({ area: AREA, who: 'Service manager' });
  await second.goto('/countersign');
  await expectAccessible(second);
  await knowsNobody(second.context().request, reference);
  await second.getByRole('link', { name: reference }).click();
  const decision = await second.locator('[name=decision]').inputValue();
  for (const barred of [business, page]) {
    const answer = await handIn(barred.context().request, `/contacts/${reference}/countersign/submit`, { decision, verdict: 'agreed', comment: 'Fine.' });
    expect(answer).toMatch(/problem=(not_qualified|decider)$/);
  }
  await second.getByRole('radio', { name: 'I agree: the decision takes effect' }).check();
  await second.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(second.locator('.govuk-error-summary')).toContainText('Say in a sentence why.');
  await expect(second.getByRole('radio', { name: 'I agree: the decision takes effect' })).toBeChecked();
  await expectAccessible(second);

  const teacher = await another(TEACHER);
  await teacher.goto(`/my/contacts/${reference}`);
  await expect(teacher.getByText(/They are working on it\.$/), 'nothing of a second person').toBeVisible();
  await expect(teacher.getByRole('link', { name: 'What we decided' })).toHaveCount(0);

  await second.getByLabel('Why', { exact: true }).fill('I rang the health visitor: it is as written.');
  await second.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(second.getByText('Agreed. The decision is in force')).toBeVisible();
  await expect(second.getByRole('link', { name: reference })).toHaveCount(0);

  await desk.readAndSendLetter(reference);
  await desk.press('Send the letter');
  await expect(page.getByText('Sent. They have a message')).toBeVisible();
  await teacher.reload();
  await teacher.getByRole('link', { name: 'What we decided' }).click();
  await expect(teacher.getByRole('article')).toContainText(reference);
});
