/** A night at the front door: the number first, what emergency duty decides, and who takes it over in the morning (safe practice 1). */
import { expectAccessible } from './axe';
import { enter, expect, knowsNobody, test } from './browser';
import { concernArrives, referenceIn } from './concern';
import { closeFrontDoor } from './front-door-hours';
import { ReportPage } from './report-page';

/** Each browser has a night of its own: a hand-over takes everything of the area's night. */
const AREAS = { 'scripts on': { area: 'blackburn-with-darwen', name: 'Blackburn with Darwen', number: '03069 990141' }, 'scripts off': { area: 'plymouth', name: 'Plymouth', number: '03069 990151' } };
const here = () => AREAS[test.info().project.name === 'scripts off' ? 'scripts off' : 'scripts on'];

test.beforeEach(async () => closeFrontDoor(here().area));

test('at night the emergency duty number stands first on every page that takes a concern, and what cannot wait is answered with it', async ({ page }) => {
  const { area, name, number } = here();
  const nobody = page.getByText(/Nobody is watching this form until \d\d?(:\d\d)?[ap]m on \w+day \d+ \w+\./);
  const first = page.locator('a[href^="tel:"]').first();
  await page.goto(`/areas/${area}`);
  await expect(first).toHaveText(number);
  await expect(nobody).toBeVisible();
  await expectAccessible(page);

  await enter(page.context(), { area, who: 'Class teacher' });
  for (const path of ['/home', '/report', '/my/drafts']) {
    await page.goto(path);
    await expect(first, path).toHaveText(number);
    await expect(nobody, path).toBeVisible();
  }
  const report = new ReportPage(page);
  await report.start(name);
  await expect(first).toHaveText(number);
  await expect(nobody).toBeVisible();
  await report.choose('Where are they at this moment?', 'At home');
  await report.goOn('About you');
  await expect(first).toHaveText(number);
  await report.press('A child is in danger: send this now');
  await report.at('Ring now');
  await expect(nobody, 'the page for danger takes a concern, too').toBeVisible();
  await expect(page.getByRole('main').locator('a[href^="tel:"]').nth(1)).toHaveText(number);
  await report.press('Send it now');
  await report.at('We have it');
  await expect(page.getByRole('main').locator('.govuk-warning-text').first()).toContainText(`Ring ${number} now, the emergency duty team. Do not wait for us to read this.`);
  const reference = referenceIn(await page.locator('.govuk-panel').innerText());
  await page.goto(`/my/contacts/${reference}`);
  await expect(first).toHaveText(number);
  await expect(nobody).toBeVisible();
  await page.getByRole('link', { name: 'We have your concern' }).click();
  await expect(page.getByRole('article')).toContainText(`Ring ${number} now, the emergency duty team.`);
});

test('emergency duty says why it can wait, then acts; a named day worker accepts it; the referrer reads it in words', async ({ page, another }) => {
  const { area } = here();
  const teacherHere = { area, who: 'Class teacher' };
  const { reference } = await concernArrives(teacherHere, { 'seen.1': 'I122' });
  await enter(page.context(), { area, who: 'Emergency duty social worker' });
  await knowsNobody(page.context().request, reference);
  await page.goto(`/contacts/${reference}`);
  await page.getByRole('link', { name: 'Record what emergency duty does' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Emergency duty' })).toBeVisible();
  await expect(page.locator('input[type=radio]:checked, input[type=checkbox]:checked')).toHaveCount(0);
  await expectAccessible(page);

  await page.getByRole('radio', { name: 'Can wait until the day service' }).check();
  await page.getByLabel('What makes the child safe until then?').fill('Her grandmother has her.');
  await page.getByRole('button', { name: 'Record it' }).click();
  const gaps = page.locator('.govuk-error-summary');
  await expect(gaps).toContainText('Say why it can wait although it is immediate or at level 4');
  await expect(page.getByLabel('What makes the child safe until then?')).toHaveValue('Her grandmother has her.');
  await expectAccessible(page);
  await page.getByLabel('What would change that, and who would tell us?').fill('If the mother comes for her: the grandmother rings.');
  await page.getByLabel('Who was told that it waits?').fill('The grandmother, the police.');
  await page.getByLabel(/why can it wait all the same/).fill('The police drive past every hour.');
  await page.getByLabel('Why?', { exact: true }).fill('She sleeps, and is well.');
  await page.getByRole('button', { name: 'Record it' }).click();
  await expect(page.getByText('It is with emergency duty until a named person of the day service accepts it.')).toBeVisible();
  await expectAccessible(page);

  const teacher = await another(teacherHere);
  await teacher.goto(`/my/contacts/${reference}`);
  await expect(teacher.locator('.govuk-inset-text')).toContainText('Read by a social worker at');
  await expect(teacher.locator('.govuk-inset-text'), 'waiting must not sound like help').not.toContainText('emergency duty');

  await page.getByRole('radio', { name: 'Acted' }).check();
  await page.getByRole('checkbox', { name: 'Visit made' }).check();
  await page.getByLabel('In words: what exactly').fill('Saw her asleep at 23:50.');
  await page.getByLabel('When?', { exact: true }).fill('23:50');
  await page.getByLabel('Who was spoken to?').fill('Her grandmother.');
  await page.getByLabel('Where is the child now?').fill('At her grandmother’s');
  await page.getByLabel('Until when is the child safe, and what makes it so?').fill('Until school.');
  await page.getByLabel('Why?', { exact: true }).fill('To be sure.');
  await page.getByRole('button', { name: 'Record it' }).click();
  await expect(page.locator('#nights')).toContainText('Saw her asleep at 23:50.');
  await teacher.reload();
  await expect(teacher.locator('.govuk-inset-text')).toContainText('The emergency duty team is dealing with it.');

  // A manager sees that it was left to wait; the queue says who has it.
  const manager = await another({ area, who: 'Team manager' });
  await manager.goto('/duties');
  await expect(manager.getByText('Look at what emergency duty left until the morning').first()).toBeVisible();
  await manager.goto('/queue?mark=with_emergency_duty');
  await expect(manager.locator(`tr[data-contact="${reference}"]`)).toContainText('With emergency duty');

  await page.goto('/hand-over');
  for (const line of await page.locator('#hand-over-form textarea[name^="line."]').all()) await line.fill('See what was done at night.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Hand over' }).click();
  await expect(gaps).toContainText('Choose to whom you hand over.');
  await page.getByLabel('The night as a whole').fill('A quiet night.');
  await page.getByLabel('To whom?').selectOption({ label: 'The duty manager' });
  await page.getByRole('button', { name: 'Hand over' }).click();
  await expect(page.getByText('Each contact stays with you until a named person accepts it.')).toBeVisible();
  await expectAccessible(page);

  await manager.reload();
  await expect(manager.locator(`tr[data-contact="${reference}"]`), 'not accepted yet').toContainText('With emergency duty');
  const worker = await another({ area, who: 'Social worker' });
  await worker.goto('/hand-over');
  await expectAccessible(worker);
  await worker.getByRole('button', { name: `Accept ${reference} in my name` }).click();
  await expect(worker.getByText('Accepted. You answer for it now.')).toBeVisible();
  await knowsNobody(worker.context().request, reference);
  await worker.goto(`/contacts/${reference}`);
  await expect(worker.getByText('You hold it')).toBeVisible();
  await expect(worker.getByText('With emergency duty')).toHaveCount(0);
  await teacher.reload();
  await expect(teacher.locator('.govuk-inset-text')).not.toContainText('emergency duty');
});
