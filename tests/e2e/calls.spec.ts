/** A telephone call on one screen that becomes a contact (safe practice 2 and 9). */
import { randomInt } from 'node:crypto';
import { expectAccessible } from './axe';
import { enter, expect, knowsNobody, save, test, whoIs } from './browser';
import { freshName, referenceIn } from './concern';
import { DeskPage } from './desk-page';
import { countKeys, moreKeys, Typist } from './keystrokes';
import { killWhileTyping, momentOf, MOST_LOST_MS, randomFrom } from './killed';

const AREA = 'norfolk';
const WORKER = { area: AREA, who: 'Team manager' };

test('a call is a plain form that saves, is read back without our notes, and becomes a contact in the queue', async ({ page }) => {
  const { given, family } = freshName();
  await enter(page.context(), WORKER);
  await page.goto('/calls');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Start the call now' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Call/ })).toBeVisible();
  await expect(page.getByLabel('As they say it')).toBeFocused();
  await expect(page.getByText('What? Why? When? How? Where? Who?')).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('As they say it').fill(`${given} came in without a coat and had not eaten.`);
  await page.getByLabel('Ours: for colleagues only').fill('Ours: known to the clinic since March.');
  await page.getByLabel('Name', { exact: true }).fill('Rosalie Mensah');
  await page.getByLabel('Where they ring from').selectOption({ label: 'A neighbour, a friend, a childminder' });
  await page.getByLabel('Call-back number').fill('01632 960771');
  await page.getByLabel('Not verified: listen, and tell nothing').check();
  const child = page.getByRole('region', { name: 'Child 1' });
  await child.getByLabel('First names').fill(given);
  await child.getByLabel('Family name').fill(family);
  await child.getByLabel('Or about how old?').fill('7');
  await page.getByText('What keeps the child safe: since when, and how it is known').click();
  await page.getByLabel('What protects the child, and who does it?').fill('An aunt takes them at weekends');
  await save(page);
  // What was typed stands after a plain save, and the step of who is calling has ticked itself.
  await expect(page.getByLabel('Call-back number')).toHaveValue('01632 960771');
  await expect(page.locator('[data-step="caller"]')).toHaveAttribute('data-standing', 'done');
  await expect(page.getByLabel('What protects the child, and who does it?')).toHaveValue('An aunt takes them at weekends');
  await expect(page.locator('[data-step="next"]')).toHaveAttribute('data-standing', 'open');
  await page.getByLabel('Asked, not known: Next steps, agreed together').check();
  await page.getByRole('button', { name: 'Add another child' }).click();
  await expect(page.getByRole('region', { name: 'Child 2' })).toBeVisible();
  await expect(page.locator('[data-step="next"]')).toHaveAttribute('data-standing', 'asked');

  await page.getByRole('button', { name: 'Read it back, then end the call' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Read it back' })).toBeVisible();
  await expect(page.getByText('The caller is not verified')).toBeVisible();
  await expect(page.getByText('known to the clinic')).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make it a contact' }).click();
  await expect(page.getByRole('heading', { name: 'It is a contact' })).toBeVisible();
  await expectAccessible(page);
  const reference = referenceIn(await page.locator('main').innerText());

  const desk = new DeskPage(page);
  await expect(await desk.rowOf(reference)).toContainText('by phone');
  await knowsNobody(page.context().request, reference);
  await page.goto(`/contacts/${reference}`);
  await expect(page.getByText('Caller not verified')).toBeVisible();
  await expect(page.locator('#story')).toContainText('Call taken');
  await expect(page.locator('#notes')).toContainText('known to the clinic');
  await expect(page.locator('#said')).not.toContainText('known to the clinic');
  // Without dates and evidence it is a strength that is hoped to protect.
  await expect(page.locator('#said')).toContainText('Said to protect, not shown over time yet');
});

test('a known professional is found, fills the form that stays open, and another number asks for the switchboard', async ({ page, javaScriptEnabled }) => {
  const { name, jobTitle, phone } = whoIs({ area: AREA, who: 'Class teacher' });
  await enter(page.context(), WORKER);
  await page.goto('/calls');
  await page.getByRole('button', { name: 'Start the call now' }).click();
  const field = page.getByLabel('Name', { exact: true });
  const who = `${name}, ${jobTitle}`;
  const option = page.locator('#known-callers').getByRole('option').filter({ hasText: who });
  if (javaScriptEnabled) {
    await expect(page.getByRole('button', { name: 'Find a known professional' })).toBeHidden();
    await field.pressSequentially(name.slice(0, 4));
    await expect(option).toBeVisible();
    await expectAccessible(page);
    // By keyboard alone; what is typed stays until one is taken, and the focus never leaves the field.
    await field.press('Escape');
    await expect(page.getByRole('listbox')).toBeHidden();
    await field.press('Backspace');
    await expect(option).toBeVisible();
    const place = await page.locator('#known-callers').getByRole('option').evaluateAll((options, meant) => options.findIndex(({ textContent }) => textContent.includes(meant)), who);
    for (let pressed = 0; pressed <= place; pressed += 1) await field.press('ArrowDown');
    await field.press('Enter');
    await expect(field).toBeFocused();
  } else {
    await field.fill(name.slice(0, 4));
    await page.getByRole('button', { name: 'Find a known professional' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: `Fill in ${who}` }).click();
  }
  await expect(field).toHaveValue(name);
  await expect(page.getByLabel('Their work')).toHaveValue(jobTitle);
  await expect(page.getByLabel('Call-back number')).toHaveValue(phone);
  await page.getByLabel('Call-back number').fill('01632 960999');
  if (!javaScriptEnabled) await save(page);
  await expect(page.getByText('This number is not on record for them.')).toBeVisible();
  await expect(page.locator('#caller-known')).toContainText(phone);
  expect(page.url()).not.toContain(name.split(' ')[0]);
});

test('a call that may be serious is not put away, and its page says so @scripts', async ({ page }) => {
  await enter(page.context(), WORKER);
  await page.goto('/calls');
  await page.getByRole('button', { name: 'Start the call now' }).click();
  await page.getByLabel('As they say it').fill('Hit with a belt.');
  await page.getByRole('group', { name: 'Could a child be hurt before somebody can act on this?' }).getByLabel('Yes').check();
  // Kept within two seconds, the guide and the steps follow by themselves, and the focus stays where it was.
  await expect(page.locator('[data-level]')).toHaveAttribute('data-level', '4', { timeout: 5_000 });
  await expect(page.getByText('This call cannot end without a decision')).toBeVisible();
  await page.getByText('It does not become a contact').click();
  await page.getByLabel('It is not needed').check();
  await page.getByLabel('Where is it recorded, or why is it not needed?').fill('I gave advice.');
  await page.getByRole('button', { name: 'Put it away' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Make it a contact');
  await expect(page.getByText('NOT SENT')).toBeVisible();
  await expect(page.getByLabel('As they say it')).toHaveValue('Hit with a belt.');
});

test('by keyboard alone, from the navigation to the queue @scripts', async ({ page }) => {
  const { given, family } = freshName();
  const [counted, typist] = [await countKeys(page), new Typist(page)];
  await enter(page.context(), WORKER);
  await page.goto('/calls');
  const desk = new DeskPage(page);
  await desk.awake();
  await expect(page.getByRole('button', { name: 'Start the call now' })).toBeFocused();
  await typist.press('Enter');
  await expect(page.getByLabel('As they say it')).toBeFocused();
  await desk.awake();
  await typist.words('Found alone at the bus stop at ten at night.');
  await typist.press('Alt+1');
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await typist.words('Rosalie Mensah');
  await typist.press('Alt+3');
  await typist.words(given);
  await typist.press('Tab');
  await typist.words(family);
  await typist.press('Alt+6');
  await expect(page.getByLabel('What is working well?')).toBeFocused();
  await typist.words('Gran came at once.');
  // It ticks itself while the focus stays in the field.
  await expect(page.locator('[data-step="well"]')).toHaveAttribute('data-standing', 'done', { timeout: 5_000 });
  await expect(page.getByLabel('What is working well?')).toBeFocused();
  await typist.press('Alt+0');
  await expect(page.getByLabel('As they say it')).toBeFocused();
  await typist.press('Alt+9');
  await typist.press('Enter');
  await expect(page.getByRole('button', { name: 'Make it a contact' })).toBeFocused();
  await typist.press('Enter');
  await expect(page.getByRole('heading', { name: 'It is a contact' })).toBeVisible();
  // The whole call of three minutes is counted by `npm run test:deep`.
  expect([counted.pointer, moreKeys(counted, typist) <= 25]).toEqual([0, true]);
  await expect(await desk.rowOf(referenceIn(await page.locator('main').innerText()))).toContainText('by phone');
});

test('a browser that is killed while a call is typed loses at most two seconds, and the call goes on elsewhere @scripts', async ({ another, baseURL }, { project }) => {
  const elsewhere = await another(WORKER);
  const random = randomFrom(randomInt(1_000_000));
  let last = '';
  for (let run = 0; run < 3; run += 1) {
    const killed = await killWhileTyping({ who: WORKER, launch: project.use.launchOptions ?? {}, baseURL, elsewhere, afterMs: momentOf(random, 4_000) });
    expect(killed.lostMs, JSON.stringify(killed)).toBeLessThanOrEqual(MOST_LOST_MS);
    last = killed.draft;
  }
  await elsewhere.getByLabel('Ours: for colleagues only').fill('Went on from the other desk.');
  await expect.poll(async () => (await elsewhere.context().request.get(last)).text()).toContain('Went on from the other desk.');
  await elsewhere.goto(last);
  await expect(elsewhere.getByLabel('Ours: for colleagues only')).toHaveValue('Went on from the other desk.');
});
