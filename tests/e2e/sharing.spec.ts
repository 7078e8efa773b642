/** Agreement, openness and lawful basis are three records, and a gate stands before what goes out (safe practice 16); what is kept secret (6). */
import { expectAccessible } from './axe';
import type { Locator, Page } from '@playwright/test';
import { LONDON, londonDate, now } from '@/lib/platform/time';
import { enter, expect, knowsNobody, test, whoIs } from './browser';
import { concernArrives, freshName } from './concern';

const AREA = 'cambridgeshire';

test('below level 4 nothing goes to another agency before parents agreed, and what is missing is said', async ({ page }) => {
  const { reference } = await concernArrives({ area: AREA, who: 'Class teacher' }, { 'seen.1': 'I018' });
  await enter(page.context(), { area: AREA, who: 'Social worker' });
  await knowsNobody(page.context().request, reference);
  await page.goto(`/contacts/${reference}/sharing`);
  await expect(page.getByText('Questions and facts may go to other agencies.')).toHaveCount(0);
  await page.locator('summary').filter({ hasText: 'Record a basis' }).click();
  await page.locator('form#basis').getByRole('button', { name: 'Record the basis' }).click();
  await expect(page.locator('.govuk-error-summary')).toBeVisible();
  await expectAccessible(page);
});

/** Opens one of the page's forms, which stands open already where something was typed and not taken. */
async function opened(page: Page, form: string, name: string): Promise<Locator> {
  const within = page.locator(`form#${form}`);
  if (!(await within.isVisible())) await page.locator('summary').filter({ hasText: name }).click();
  return within;
}

/** The day and the minute of one instant by the London clock. */
function dayAndMinuteNow() {
  const at = now().toZonedDateTimeISO(LONDON);
  return [at.toPlainDate(), at.toPlainTime().toString({ smallestUnit: 'minute' })] as const;
}

test('two children with other parents: three records, the gate for each, a manager’s agreement, and what went to whom on what ground', async ({ page, another }) => {
  const family = freshName().family;
  const { reference } = await concernArrives({ area: AREA, who: 'Class teacher' }, { children: ['1', '2'], 'child.1.givenName': 'Mila', 'child.1.familyName': family, 'child.2.givenName': 'Noah', 'child.2.familyName': family, 'child.2.ageWords': '15', 'seen.1': 'I018', 'seen.2': 'I018' });
  const [arrivedOn, arrivedAt] = dayAndMinuteNow();
  const [mila, noah] = [`Mila ${family}`, `Noah ${family}`];
  await enter(page.context(), { area: AREA, who: 'Social worker' });
  await knowsNobody(page.context().request, reference);
  const here = `/contacts/${reference}/sharing`;
  await page.goto(here);
  await expect(page.locator('input[type=radio]:checked, input[type=checkbox]:checked'), 'nothing is chosen beforehand').toHaveCount(0);

  // Agreement to a service, by a young person judged able to decide (Gillick).
  const agreement = await opened(page, 'agreement', 'Record an answer');
  await expect(agreement.getByLabel('About whom?'), 'nobody is chosen beforehand').toHaveValue('');
  await agreement.getByLabel('About whom?').selectOption({ label: noah });
  await agreement.getByRole('radio', { name: 'Early help' }).check();
  await agreement.getByRole('radio', { name: 'Given', exact: true }).check();
  await agreement.getByRole('radio', { name: /Gillick/ }).check();
  await agreement.getByLabel('Who was asked?').fill('Noah himself');
  await agreement.getByRole('radio', { name: 'Face to face' }).check();
  await agreement.getByLabel('What would it be, and what may be told to whom for it?').fill('A mentor at school, who knows of the move.');
  await agreement.getByRole('button', { name: 'Record the answer' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Say who judged that the young person understands enough');
  await expect(agreement.getByLabel('Who was asked?')).toHaveValue('Noah himself');
  await expectAccessible(page);
  await agreement.getByLabel('Who judged that they understand enough?').fill('The school nurse');
  await agreement.getByLabel('On what?').fill('He could say what follows from yes and from no.');
  await agreement.getByRole('button', { name: 'Record the answer' }).click();
  await expect(page.locator('#agreements')).toContainText('By The school nurse, on this: He could say what follows from yes and from no.');

  // Openness: her mother was told and agrees, his father cannot be reached.
  let openness = await opened(page, 'openness', 'Record what the family knows');
  await openness.getByLabel('About whom?').selectOption({ label: mila });
  await openness.getByRole('radio', { name: 'Yes', exact: true }).check();
  await openness.getByLabel('Who was told?').fill('Mila’s mother');
  await openness.getByLabel('What were they told?').fill('That the school rang, and why.');
  await openness.getByLabel('By whom?').fill('The school');
  await openness.getByRole('radio', { name: 'Yes, and they agree' }).check();
  await openness.getByRole('button', { name: 'Record it' }).click();
  openness = await opened(page, 'openness', 'Record what the family knows');
  await openness.getByLabel('About whom?').selectOption({ label: noah });
  await openness.getByRole('radio', { name: 'No', exact: true }).check();
  await openness.getByRole('radio', { name: 'They cannot be reached' }).check();
  await openness.getByLabel('In your words').fill('His father is at sea until spring.');
  const review = londonDate(now()).add({ days: 7 });
  for (const [part, value] of [['Day', review.day], ['Month', review.month], ['Year', review.year]] as const) await openness.getByRole('group', { name: 'On which day is it looked at again?' }).getByLabel(part).fill(String(value));
  await openness.getByRole('button', { name: 'Record it' }).click();
  await expect(page.locator('#openness-records')).toContainText('The family was told');
  await expect(page.locator('#openness-records')).toContainText('They cannot be reached');

  const basis = await opened(page, 'basis', 'Record a basis');
  await basis.getByLabel('About whom?').selectOption({ label: 'All the children' });
  await basis.getByRole('radio', { name: /^Public task/ }).check();
  await basis.getByLabel('Why is it needed, and why would no less do?').fill('The surgery knows whether they are well.');
  await basis.getByRole('button', { name: 'Record the basis' }).click();

  // The gate: open for her, closed for him, so nothing goes about both.
  const gate = page.locator('#checks-gate');
  await expect(gate).toContainText('Questions and facts may go to other agencies.');
  await expect(gate).toContainText('Nothing goes to another agency yet.');
  let sent = await opened(page, 'sent', 'Record what goes to another agency');
  await sent.getByRole('radio', { name: 'A question' }).check();
  await sent.getByLabel('To which agency?').fill('Causeway Surgery');
  await sent.getByLabel('To whom there?').fill('Dr Ida Amos');
  await sent.getByRole('checkbox', { name: 'What is worrying' }).check();
  await sent.getByLabel('What is told or asked, in its words').fill('When were they last seen?');
  await sent.getByLabel('On which basis?').selectOption({ index: 1 });
  await sent.getByRole('radio', { name: 'By telephone' }).check();
  await sent.getByRole('radio', { name: 'It goes now' }).check();
  await sent.getByRole('button', { name: 'Record it' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Choose which child it is about, or all of them');
  await expect(sent.getByLabel('What is told or asked, in its words')).toHaveValue('When were they last seen?');
  await sent.getByLabel('About whom?').selectOption({ label: 'All the children' });
  await sent.getByRole('button', { name: 'Record it' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Not yet: for at least one child it is about');
  await expect(sent.getByLabel('What is told or asked, in its words')).toHaveValue('When were they last seen?');
  await expectAccessible(page);

  const checks = await opened(page, 'checks', 'Ask a manager to agree to checks without the parents');
  await checks.getByLabel('About whom?').selectOption({ label: noah });
  await checks.getByLabel('Which agencies are to be asked?').fill('Causeway Surgery');
  await checks.getByLabel('What are they to be asked?').fill('When was he last seen?');
  await checks.getByRole('radio', { name: 'They cannot be reached' }).check();
  await checks.getByLabel('In your words').fill('He may be ill, and his father is at sea.');
  await checks.getByRole('button', { name: 'Ask a manager' }).click();
  await expect(page.getByText('A manager is asked. Until one agrees nothing goes to another agency.')).toBeVisible();

  // A manager finds it beside what is to be countersigned, with its age and its due.
  const manager = await another({ area: AREA, who: 'Team manager' });
  await manager.goto('/countersign');
  const request = manager.getByRole('row').filter({ hasText: reference });
  await expect(request).toContainText('They cannot be reached');
  await expect(request).toContainText(/Waiting \d+ minutes?, by/);
  await expectAccessible(manager);
  await knowsNobody(manager.context().request, reference);
  await request.getByRole('link', { name: reference }).click();
  await expect(manager.locator('#checks-gate')).toContainText('He may be ill, and his father is at sea.');
  const answer = manager.locator('form#answer');
  await answer.getByRole('radio', { name: /^I agree/ }).check();
  await answer.getByRole('button', { name: 'Sign' }).click();
  await expect(manager.locator('.govuk-error-summary')).toContainText('Say in a sentence why');
  await answer.getByLabel('Why?').fill('It cannot wait until spring.');
  await answer.getByRole('button', { name: 'Sign' }).click();
  await expect(manager.getByText('Your answer is recorded.')).toBeVisible();

  // What was typed is still there, and goes now: for each child on a ground of its own.
  await page.goto(here);
  sent = await opened(page, 'sent', 'Record what goes to another agency');
  await sent.getByRole('button', { name: 'Record it' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('agreement');
  await sent.getByLabel('If a manager agreed without the parents: under which agreement?').selectOption({ index: 1 });
  await sent.getByRole('button', { name: 'Record it' }).click();
  const went = page.locator('#sent-to-whom');
  await expect(went.getByRole('row').filter({ hasText: mila })).toContainText('The parents were told and agree');
  await expect(went.getByRole('row').filter({ hasText: noah })).toContainText('A manager agreed without the parents');
  await expect(went.getByRole('row').filter({ hasText: noah })).toContainText(whoIs({ area: AREA, who: 'Team manager' }).name);

  // What had gone without anybody's agreement is written down as that. It went in the minute in which the contact came.
  sent = await opened(page, 'sent', 'Record what goes to another agency');
  await sent.getByLabel('About whom?').selectOption({ label: noah });
  await sent.getByRole('radio', { name: 'A fact' }).check();
  await sent.getByLabel('To which agency?').fill('Lodeside Homes');
  await sent.getByLabel('To whom there?').fill('Their duty officer');
  await sent.getByRole('checkbox', { name: 'Family and household' }).check();
  await sent.getByLabel('What is told or asked, in its words').fill('That he lives with his grandmother.');
  await sent.getByRole('radio', { name: 'By telephone' }).check();
  await sent.getByRole('radio', { name: 'It has gone already' }).check();
  await sent.getByRole('button', { name: 'Record it' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Say who sent it');
  const day = sent.getByRole('group', { name: 'On which day did it go?' });
  for (const [part, value] of [['Day', arrivedOn.day], ['Month', arrivedOn.month], ['Year', arrivedOn.year]] as const) await day.getByLabel(part).fill(String(value));
  await sent.getByLabel('At what time?').fill(arrivedAt);
  await sent.getByLabel('Who sent it?').fill('A student on the desk');
  await sent.getByLabel('Why is it written down only now?').fill('Found in the notes of the call.');
  await sent.getByRole('button', { name: 'Record it' }).click();
  const late = went.getByRole('row').filter({ hasText: 'Lodeside Homes' });
  await expect(late).toContainText('Without ground');
  await expect(late).toContainText('None recorded');
  await expect(late).toContainText('Late entry');
  await expect(late).toContainText('Sent by A student on the desk. Recorded');
  await expectAccessible(page);

  // It was never sent after all: whoever recorded it says so, with the reason, and what stood stays under it.
  await late.getByRole('link', { name: /^Put it right/ }).click();
  const right = page.locator('form#right');
  await expect(right.getByLabel('To which agency did it go?')).toHaveValue('Lodeside Homes');
  await right.getByRole('radio', { name: 'This was never sent' }).check();
  await right.getByRole('button', { name: 'Put it right' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Say what was wrong, and how it is known');
  await expectAccessible(page);
  await right.getByLabel('What was wrong, and how is it known?').fill('The student rang, and nobody answered.');
  await right.getByRole('button', { name: 'Put it right' }).click();
  await expect(page.getByText('It is put right. What was recorded before stays readable under it.')).toBeVisible();
  await expect(late).toContainText('Never sent');
  await expect(late).toContainText('Was recorded as');
  await expect(late).toContainText('The student rang, and nobody answered.');

  // The manager takes the agreement back: from then on it opens nothing more, and a manager may be asked again.
  await manager.goto(here);
  const back = await opened(manager, 'back', 'Take an agreement back');
  await back.getByLabel('Which agreement?').selectOption({ index: 1 });
  await back.getByRole('button', { name: 'Take it back' }).click();
  await expect(manager.locator('.govuk-error-summary')).toContainText('Say why it is taken back');
  await back.getByLabel('Why?').fill('His father is home since this morning.');
  await expectAccessible(manager);
  await back.getByRole('button', { name: 'Take it back' }).click();
  await expect(manager.getByText('The agreement is taken back. From now on it opens nothing more.')).toBeVisible();
  await page.goto(here);
  await expect(gate).toContainText('His father is home since this morning.');
  await expect(went.getByRole('row').filter({ hasText: noah }).filter({ hasText: 'Causeway Surgery' })).toContainText('A manager agreed without the parents');

  // On paper: the records and no forms.
  await page.emulateMedia({ media: 'print' });
  await expect(late).toBeVisible();
  await expect(page.getByText('OFFICIAL – SENSITIVE')).toBeVisible();
  await expect(page.locator('form#sent')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Record it' })).toHaveCount(0);
});

test('an address is kept secret afterwards, with a reason, and leaves the report', async ({ page }) => {
  const { reference } = await concernArrives({ area: AREA, who: 'Class teacher' }, { 'child.1.address': '9 Plover Row', 'child.1.postcode': 'PE99 9ZZ' });
  await enter(page.context(), { area: AREA, who: 'Social worker' });
  await knowsNobody(page.context().request, reference);
  await page.goto(`/contacts/${reference}/protected`);
  await page.getByRole('checkbox', { name: /^Address of/ }).check();
  await page.getByLabel('Why?').first().fill('They moved away from somebody dangerous.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Keep it secret' }).click();
  await page.goto(`/contacts/${reference}`);
  await expect(page.locator('main')).not.toContainText('Plover Row');
  await expect(page.locator('main')).not.toContainText('PE99 9ZZ');
});
