/** The measures of the experience: how many pages and presses, how much weight (design, Measures). */
import { enter, expect, test } from './browser';
import { concernArrives, freshName } from './concern';
import { DeskPage } from './desk-page';
import { ReportPage } from './report-page';
import { weigh } from './weight';

const QUESTION_PAGES = 12;
const PRESSES = 25;
const KEYS_TO_DECIDE = 8;
const SCRIPT_BYTES = 190_000;
const QUEUE_SCRIPT_BYTES = 260_000;
const STYLE_BYTES = 25_000;
const REQUESTS = 15;
const HEALTH_VISITOR = { area: 'cambridgeshire', who: 'Health visitor' };

test('a one-child report: pages asked and presses besides typing @scripts', async ({ page }) => {
  let presses = 0;
  const questions = new Set<string>();
  await page.exposeFunction('pressed', () => (presses += 1));
  await page.addInitScript(() => addEventListener('pointerdown', () => void (globalThis as unknown as { pressed: () => void }).pressed(), { capture: true }));
  page.on('framenavigated', () => {
    const step = /^\/report\/[0-9a-f-]{36}\/(?!check|sent)([\w-]+)$/.exec(new URL(page.url()).pathname)?.[1];
    if (step !== undefined) questions.add(step);
  });
  const { given, family } = freshName();
  const report = new ReportPage(page);
  await enter(page.context(), { area: 'cambridgeshire', who: 'Health visitor' });

  await report.start('Cambridgeshire');
  await report.choose('Where are they at this moment?', 'At home');
  await report.choose('Could a child be hurt before somebody can read this and ring you?', 'No');
  await report.goOn('About you');
  await report.type('Telephone on which we can ring you today', '01632 960150');
  await report.choose('Does your safeguarding lead know?', 'Yes, I have told them');
  await report.choose('Is the worry about someone who works with you, or a child of someone who works with you?', 'No');
  await report.goOn('Which child or children?');
  await report.type('First names', given);
  await report.type('Family name', family);
  await report.type('Or about how old?', '5 months');
  await report.goOn('Family and household');
  await report.type('Fathers and partners, also those not living there', 'The father works away.');
  await report.goOn('What happened?');
  await report.type('What did you see, hear or get told?', 'There is no heating and the cot is damp.');
  await report.goOn('What does the child tell us?');
  await report.goOn('What is going well, and what worries you?');
  await report.type('What are you worried about?', 'That she falls ill.');
  await report.goOn('What have you seen?');
  await report.tick('The home is poor and affects health, or is unsafe for a crawling child');
  for (const part of ['How the child is doing', 'How the child is looked after', 'Family and surroundings']) await report.choose(`Everything you have not ticked under “${part}” is:`, 'Not known');
  await report.goOn('Who helps already?');
  await report.goOn('What does the family know?');
  await report.choose('Does the family know that you are telling us?', 'Yes');
  await report.choose('Do they agree to be offered help?', 'Yes, they agree to be offered help');
  await report.goOn('How serious do you think it is?');
  await report.choose('Which level fits best?', 'Not sure');
  await report.goOn('Check what you say');
  await report.press('Send the report');
  await report.at('We have it');

  expect(questions.size, 'the count is of pages that were there').toBeGreaterThan(5);
  expect(questions.size).toBeLessThanOrEqual(QUESTION_PAGES);
  expect(presses, 'the count is of presses that were made').toBeGreaterThan(questions.size);
  expect(presses).toBeLessThanOrEqual(PRESSES);
});

// Below level 3: from there on a decision owes a safety plan until the next contact, whose sentences are typed (safe practice, C27).
test('from the queue to a whole, saved decision: keys besides the reasons typed @scripts', async ({ page }) => {
  const { reference, child } = await concernArrives({ area: 'cambridgeshire', who: 'Class teacher' }, { 'seen.1': 'I018', 'belief.level': '2' });
  const desk = new DeskPage(page);
  await enter(page.context(), { area: 'cambridgeshire', who: 'Senior social worker' });
  await desk.rowOf(reference);
  // The cursor stands on the row above, as after the contact before; where there is none, on nothing.
  await page.evaluate((wanted) => document.querySelector(`tr[data-contact="${wanted}"]`)?.previousElementSibling?.querySelector<HTMLElement>('[data-open]')?.focus(), reference);
  await desk.awake();
  let keys = 0;
  const press = async (key: string) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  await press('j');
  await press('d');
  await expect(page).toHaveURL(new RegExp(`/contacts/${reference}/decision$`));
  await expect(page.getByText('choose what the guide proposes')).toBeVisible();
  await desk.awake();
  await press('a');
  await press('7');
  await press('x');
  await press('h');
  await press('w');
  await page.keyboard.type('She asks for help with the rent, and the children go hungry.');
  await press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Check before you decide' })).toBeVisible();
  await expect(page.getByText('Locality team, one agency').first()).toBeVisible();
  expect(keys).toBeLessThanOrEqual(KEYS_TO_DECIDE);
  await page.goto(`/contacts/${reference}/decision`);
  await expect(desk.child(child).getByLabel('Primary need')).toHaveValue('N7');
  await expect(desk.child(child).getByRole('group', { name: 'Was the child seen?' }).getByRole('radio', { name: 'No', exact: true })).toBeChecked();
});

/** Each with nothing kept from before: `another` opens a browser of its own. */
test('what a partner’s page weighs, and the queue, cold @scripts', async ({ page, another }) => {
  await enter(page.context(), HEALTH_VISITOR);
  const report = new ReportPage(page);
  await report.start('Cambridgeshire');
  const partners = await weigh(await another(HEALTH_VISITOR), `/report/${report.draft}/indicators`);
  const scripts = partners.bytesOf('script');
  expect(scripts, 'there is a script to weigh').toBeGreaterThan(0);
  expect(scripts).toBeLessThanOrEqual(SCRIPT_BYTES);
  expect(partners.bytesOf('stylesheet')).toBeGreaterThan(0);
  expect(partners.bytesOf('stylesheet')).toBeLessThanOrEqual(STYLE_BYTES);
  expect(partners.bytesOf('font')).toBe(0);
  expect(partners.addresses.length, partners.addresses.join('\n')).toBeLessThanOrEqual(REQUESTS);

  await concernArrives(HEALTH_VISITOR);
  const desk = await another({ area: 'cambridgeshire', who: 'Senior social worker' });
  const queue = await weigh(desk, '/queue');
  await expect(desk.locator('tr[data-contact]').first(), 'it is the queue with a contact in it').toBeVisible();
  expect(queue.bytesOf('script')).toBeGreaterThan(0);
  expect(queue.bytesOf('script')).toBeLessThanOrEqual(QUEUE_SCRIPT_BYTES);
  expect(queue.bytesOf('stylesheet')).toBeLessThanOrEqual(STYLE_BYTES);
  expect(queue.bytesOf('font')).toBe(0);
});

test('an address, a title and the browser’s storage hold nothing of a child @scripts', async ({ page }) => {
  const { reference, given, child } = await concernArrives({ area: 'cambridgeshire', who: 'Health visitor' });
  await enter(page.context(), { area: 'cambridgeshire', who: 'Senior social worker' });
  const desk = new DeskPage(page);
  const told: string[] = [];
  page.on('request', (request) => told.push(request.url()));
  for (const open of [() => desk.rowOf(reference).then(() => undefined), () => desk.openContact(reference), async () => void (await page.goto(`/contacts/${reference}/decision`))]) {
    await open();
    told.push(await page.title());
  }
  await expect(page.getByText(given).first(), 'the page itself names the child').toBeVisible();
  told.push(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])));
  const family = child.replace(`${given} `, '');
  expect(told.join('\n')).not.toContain(family);
  expect(told.join('\n')).not.toContain(given);
});
