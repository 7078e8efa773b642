/** What ends by itself, and what was a slip: a child under police protection goes home by two persons; a mistaken join is undone. */
import { LONDON, now } from '@/lib/platform/time';
import { expectAccessible } from './axe';
import { enter, expect, handIn, knowsNobody, test } from './browser';
import { concernArrives } from './concern';
import { DeskPage } from './desk-page';

const AREA = 'somerset';
const TEACHER = { area: AREA, who: 'Class teacher' };
const WORKER = { area: AREA, who: 'Social worker', nth: 1 };
const MANAGER = { area: AREA, who: 'Service manager' };

test('a child under police protection: recorded with its end, asked to go home, and agreed to by a second person', async ({ page, another }) => {
  const { reference, child } = await concernArrives(TEACHER, { 'seen.1': 'I123', 'belief.level': '4' });
  await enter(page.context(), WORKER);
  await new DeskPage(page).openContact(reference);
  await page.getByRole('link', { name: 'Record one, or what follows' }).click();

  // Nothing is chosen beforehand, and what is missing is said.
  await page.getByRole('button', { name: 'Record it' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Say where the child is now');
  await expectAccessible(page);
  // Three hours of the 72 have gone: between 68 and 69 are left.
  const taken = now().subtract({ hours: 3, minutes: 5 }).toZonedDateTimeISO(LONDON);
  await page.getByRole('radio', { name: child }).check();
  await page.getByRole('radio', { name: 'Police protection', exact: true }).check();
  const began = { day: String(taken.day), month: String(taken.month), year: String(taken.year), time: taken.toPlainTime().toString({ smallestUnit: 'minute' }) };
  for (const [part, value] of Object.entries(began)) await page.locator(`[name="began.${part}"]`).fill(value);
  await page.getByLabel('Which police force?').fill('Avon and Somerset Police');
  await page.getByLabel('Which officer? Name, and rank or number').fill('Inspector Wray, 1187');
  await page.getByLabel('Where is the child now?').fill('With foster carers whom the placements team knows.');
  await page.getByRole('button', { name: 'Record it' }).click();
  await expect(page.getByText('It is recorded. What follows is owed by its end')).toBeVisible();
  await expect(page.getByText(/^68 hours \d+ minutes? left$/).first()).toBeVisible();
  await expectAccessible(page);

  // One person does not send a child home.
  await page.getByRole('radio', { name: 'Goes home, or to somebody of the family' }).check();
  const today = now().toZonedDateTimeISO(LONDON);
  const ended = { day: String(today.day), month: String(today.month), year: String(today.year), time: today.toPlainTime().toString({ smallestUnit: 'minute' }) };
  for (const [part, value] of Object.entries(ended)) await page.locator(`[name="ended.${part}"]`).fill(value);
  await page.getByLabel('Who agreed or ordered it, where is the child, and why is that safe?').fill('With her aunt: he is on remand.');
  await page.getByRole('button', { name: 'Record what follows' }).click();
  await expect(page.getByText('Until they agree the child is protected still')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign', exact: true })).toHaveCount(0);

  const manager = await another(MANAGER);
  await knowsNobody(manager.context().request, reference);
  await manager.goto(`/contacts/${reference}/under-protection`);
  await manager.getByRole('radio', { name: 'I agree: the protection ends' }).check();
  await manager.getByLabel('Why', { exact: true }).fill('I spoke with the aunt and the officer.');
  await manager.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(manager.getByText('What followed is recorded.')).toBeVisible();
  await expect(manager.getByText('Ended', { exact: true })).toBeVisible();
  await expectAccessible(manager);
});

test('a contact that was joined into another by mistake is taken out again by a manager', async ({ page, another }) => {
  const [slip, other] = [await concernArrives(TEACHER), await concernArrives(TEACHER)];
  await enter(page.context(), WORKER);
  for (const { reference } of [slip, other]) await knowsNobody(page.context().request, reference);
  await handIn(page.context().request, `/contacts/${slip.reference}/join`, { into: other.reference, reason: 'The same family.', otherChildren: 'yes' });
  await page.goto(`/contacts/${slip.reference}`);
  await expect(page.getByText(`Take it out of ${other.reference} again`), 'a worker does not').toHaveCount(0);

  const manager = await another(MANAGER);
  for (const { reference } of [slip, other]) await knowsNobody(manager.context().request, reference);
  await manager.goto(`/contacts/${slip.reference}`);
  await manager.getByText(`Take it out of ${other.reference} again`).click();
  await expectAccessible(manager);
  await manager.getByLabel('Why does it not belong there?').fill('Another family of nearly the same name.');
  await manager.getByRole('button', { name: 'Take it out' }).click();
  await expect(manager.getByText('It is taken out again, and stands in the queue on its own clocks.')).toBeVisible();
  await expect(await new DeskPage(manager).rowOf(slip.reference)).toBeVisible();
});
