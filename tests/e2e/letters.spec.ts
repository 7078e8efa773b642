/** Letters that cannot harm: to the family through its gate, back from the post, corrected after a changed decision (safe practice 4, 5). */
import { expectAccessible } from './axe';
import { enter, expect, knowsNobody, test, type Typed } from './browser';
import { concernArrives, type Arrived } from './concern';
import { DeskPage } from './desk-page';

const AREA = 'somerset';
const TEACHER = { area: AREA, who: 'Class teacher' };
const WORKER = { area: AREA, who: 'Social worker' };
const MOTHER: Typed = { members: '1', 'member.1.kind': 'adult', 'member.1.givenName': 'Adela', 'member.1.familyName': 'Marsh', 'member.1.relationship': 'Mother', 'member.1.parentalResponsibility': 'yes' };

async function decides(desk: DeskPage, child: string, why: string): Promise<void> {
  await desk.route(child, 'Level 3 · Social work assessment');
  await desk.sayWhy(child, { need: 'N7 Low income', why });
  await desk.keepSafe(child);
  await desk.press('Check and decide');
  await desk.press('Decide');
  await expect(desk.page.getByText('Decided. It is in force')).toBeVisible();
}

/** A contact of one sign of level 3, decided as the guide proposes. */
async function decidedCase(desk: DeskPage, typed: Typed = {}): Promise<Arrived> {
  const arrived = await concernArrives(TEACHER, { 'seen.1': 'I090', 'belief.level': '3', 'you.continuingRole': 'yes', 'openness.informed': 'yes', 'openness.agreement': 'given', ...typed });
  await desk.claimAndDecide(arrived.reference);
  await decides(desk, arrived.child, 'There is no money for food until Friday.');
  return arrived;
}

test('where forced marriage or cutting is feared no letter to the family is offered, and staff read why', async ({ page }) => {
  const { reference } = await concernArrives(TEACHER, { 'seen.1': 'I108', ...MOTHER });
  await enter(page.context(), WORKER);
  await knowsNobody(page.context().request, reference);
  await page.goto(`/contacts/${reference}/family`);
  await expect(page.getByText('No letter to this family is offered.')).toBeVisible();
  await expect(page.getByText('A letter could bring it on, or move the child out of reach.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Write the letter' })).toHaveCount(0);
  await expectAccessible(page);
  await page.locator('summary').filter({ hasText: 'Record what police' }).click();
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Choose who said so');
  await page.getByRole('radio', { name: 'The police have advised not to tell' }).check();
  await page.getByLabel('Who advised, or chaired the discussion?').fill('DS Farrow');
  await page.getByLabel('What the family is told, or why not').fill('She may be taken abroad.');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(page.getByText('Only their word that it may be done lifts this.')).toBeVisible();
  await expectAccessible(page);
});

test('a letter to the family, with everything confirmed for it; it comes back', async ({ page }) => {
  const desk = new DeskPage(page);
  await enter(page.context(), WORKER);
  const { reference, given } = await decidedCase(desk, MOTHER);
  await desk.openContact(reference);
  await page.getByRole('link', { name: 'Letters to the family' }).click();
  const form = page.locator('form[action$="/family/write"]');
  await expect(form.locator('input:checked'), 'nothing is chosen beforehand').toHaveCount(0);
  await desk.press('Write the letter');
  for (const gap of ['Choose to whom you write', 'Choose by what right they are written to', 'Choose how you know that the address is theirs and safe', 'Choose what the young person wants', 'Confirm that it names nobody else']) await expect(page.locator('.govuk-error-summary')).toContainText(gap);
  await expectAccessible(page);

  const group = (name: string) => form.getByRole('group', { name });
  await group('To whom do you write?').getByRole('radio', { name: 'Adela Marsh' }).check();
  await group('About which one child?').getByRole('radio', { name: new RegExp(given) }).check();
  await group('By what right are they written to?').getByRole('radio', { name: 'They have parental responsibility' }).check();
  await group('How do you know that the address is theirs, and safe?').getByRole('radio', { name: 'We spoke with them' }).check();
  await form.getByLabel('Who spoke with them, or hands it over?').fill('I did, on the number she gave');
  await form.getByLabel('Day').fill('2');
  await form.getByLabel('Month').fill('3');
  await form.getByLabel('Year').fill('2026');
  await group('What does the young person want?').getByRole('radio', { name: 'They are too young' }).check();
  await form.getByLabel('Which language do they read?').fill('English');
  await group('Do they need an interpreter or a translation?').getByRole('radio', { name: 'Neither' }).check();
  await group('How can they read it?').getByRole('radio', { name: 'In large print' }).check();
  await form.getByLabel('Your own words to them (optional)').fill('Statutory safeguarding arrangements necessitate proportionate interagency information sharing.');
  await form.getByRole('checkbox', { name: 'It names no other child' }).check();
  await desk.press('Write the letter');
  await expect(page.locator('.govuk-error-summary')).toContainText('Make your own words easier');
  await expect(page.locator('mark')).toContainText('Statutory safeguarding');
  await expectAccessible(page);
  await form.getByLabel('Your own words to them (optional)').fill('I will ring you on Monday.');
  await desk.press('Write the letter');

  await expect(page.getByRole('heading', { level: 1, name: 'Letter to the family' })).toBeVisible();
  const letter = page.getByRole('article');
  await expect(letter).toContainText(`A social worker will come to see you and ${given}.`);
  await expect(letter).toContainText('I will ring you on Monday.');
  await expect(letter).not.toContainText(/Level|hungry|teacher|school that/);
  await expect(page.locator('#withheld')).toContainText('Who told us, and in what words');
  await expect(page.locator('#withheld')).toContainText('The rule on letters to the family');
  await expect(page.locator('#reading')).toContainText('Reading age');
  await expectAccessible(page);
  await desk.press('I have posted it or handed it over');
  await expect(page.getByText('Marked as posted.')).toBeVisible();

  await page.locator('summary').filter({ hasText: 'It came back' }).click();
  await desk.press('Record that it came back');
  await expect(page.locator('.govuk-error-summary')).toContainText('Choose what the envelope says');
  const returned = page.locator('form[action$="/returned"]');
  await returned.getByLabel('Day').fill('3');
  await returned.getByLabel('Month').fill('3');
  await returned.getByLabel('Year').fill('2026');
  await returned.getByRole('radio', { name: 'They have moved' }).check();
  await desk.press('Record that it came back');
  await expect(page.getByText('It came back on', { exact: false }).first()).toBeVisible();
  await expectAccessible(page);
  await page.goto('/duties');
  await expect(page.getByText('Tell the family in another way: a letter to them came back').first()).toBeVisible();
});

test('a changed decision: who got the letter reads that the new one replaces it; who has no role reads only the kind', async ({ page }) => {
  const desk = new DeskPage(page);
  await enter(page.context(), { ...WORKER, nth: 1 });
  const { reference, child, given } = await decidedCase(desk);
  await desk.readAndSendLetter(reference);
  await expect(page.getByRole('article')).toContainText(`${given}: Level 3`);
  await desk.press('Send the letter');
  await page.goto(`/contacts/${reference}/decision?change=yes`);
  await page.getByLabel('Why is the earlier decision changed?').fill('The health visitor rang with more.');
  await decides(desk, child, 'Still an assessment, and sooner.');
  await desk.openContact(reference);
  await page.getByRole('link', { name: 'Read and send: what we decided (replaces the letter before)' }).click();
  await expect(page.getByRole('article')).toContainText('This letter replaces our letter of');
  await expectAccessible(page);

  const other = await decidedCase(desk, { 'you.continuingRole': 'no' });
  await desk.readAndSendLetter(other.reference);
  await expect(page.getByRole('article')).toContainText('a social work assessment');
  await expect(page.getByRole('article')).not.toContainText(other.given);
  await expect(page.getByRole('article')).not.toContainText('Level 3');
  await expect(page.locator('#withheld')).toContainText('The level, the reasons and the child’s name');
});
