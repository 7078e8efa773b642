/**
 * The first questions (safe practice, first list): each is asked of whoever reports, and each answer is there for the social
 * worker, what may hurt somebody before anything else.
 */
import { expectAccessible } from './axe';
import { enter, expect, test } from './browser';
import { freshName, referenceIn } from './concern';
import { DeskPage } from './desk-page';
import { ReportPage } from './report-page';

test('every first question is asked, and its answer reaches the worker', async ({ page, another }) => {
  test.slow();
  const { given, family, whole } = freshName();
  const report = new ReportPage(page);
  await enter(page.context(), { area: 'norfolk', who: 'Class teacher' });
  await report.start('Norfolk');

  // Before any name.
  await expect(page.getByLabel('First names')).toHaveCount(0);
  await report.choose('Where are they at this moment?', 'Here with me');
  await report.type('Until when are they safe?', 'Until 15:25 today');
  await report.type('Is anyone you worry about collecting them today?', 'The mother’s friend Gil, at 15:25');
  await report.choose('Could a child be hurt before somebody can read this and ring you?', 'Not sure');
  await report.type('Who must not be told about this?', 'Gil, and nobody at the home number');
  await report.type('What happens until somebody rings you?', 'She stays with me in the library until you ring.');
  await report.goOn('About you');

  await report.type('Telephone on which we can ring you today', '01632 960171');
  const lead = page.getByRole('group', { name: 'Does your safeguarding lead know?', exact: true });
  for (const answer of ['I am the safeguarding lead', 'Yes, I have told them', 'No, and they must not see this report']) await expect(lead.getByRole('radio', { name: answer })).toBeVisible();
  await lead.getByRole('radio', { name: 'Yes, I have told them' }).check();
  await report.choose('Is the worry about someone who works with you, or a child of someone who works with you?', 'No');
  await report.goOn('Which child or children?');

  const child = report.about('Child 1');
  await report.type('First names', given, child);
  await report.type('Family name', family, child);
  await report.type('Or about how old?', '7', child);
  await report.open('Language, disability and culture', child);
  await report.type('Language they speak best', 'Lithuanian', child);
  await report.choose('Is an interpreter needed?', 'Yes', child);
  await report.type('How they communicate', 'Makaton signs for food and pain', child);
  await report.choose('Are they disabled?', 'Yes', child);
  await report.type('What we should know about it', 'Hears little on the left side', child);
  await report.type('Ethnicity', 'White Lithuanian', child);
  await report.goOn('Family and household');

  const adult = report.about('Person 1');
  await report.type('First names', 'Robin', adult);
  await report.choose('Adult or child', 'Adult', adult);
  await report.type('Who they are to the child', 'mother', adult);
  await report.choose('Do they have parental responsibility?', 'Yes', adult);
  await report.type('Fathers and partners, also those not living there', 'Her father moved to Hull in May.');
  await report.type('Court orders', 'An order of 2024 that he stays away');
  await report.type('Could a visit be dangerous?', 'A dog that bites, loose in the hall');
  await report.goOn('What happened?');

  await report.type('What did you see, hear or get told?', 'A mark on her arm at register.');
  await report.type('The child’s exact words', 'Gil did the arm');
  await report.type('What was asked just before they said it?', 'I asked: what happened?');
  await report.type('If there is a mark or injury: where on the body, and what is it like?', 'Left upper arm, round, purple');
  await report.open('A picture with the words to use');
  await expect(page.getByRole('img', { name: /^A figure with the names of parts of the body/ })).toBeVisible();
  await expect(page.getByText(/photograph/)).toContainText(/undress/);
  for (const next of ['What does the child tell us?', 'What is going well, and what worries you?', 'What have you seen?', 'Who helps already?', 'What does the family know?', 'How serious do you think it is?']) await report.goOn(next);
  await report.choose('Which level fits best?', 'Not sure');
  await report.goOn('Check what you say');
  await report.press('Send the report');

  await report.at('We have it');
  const reference = referenceIn(await page.locator('.govuk-panel').innerText());
  await expect(page.getByRole('heading', { name: /^If you have heard nothing by / })).toBeVisible();
  await page.getByRole('link', { name: /copy/i }).first().click();
  await expect(page.getByText('Gil did the arm')).toBeVisible();

  const desk = new DeskPage(await another({ area: 'norfolk', who: 'Social worker', nth: 1 }));
  await desk.openContact(reference);
  const before = desk.page.getByRole('region', { name: 'Before you ring, write or visit' });
  for (const [title, words] of [
    ['Who must not be told', 'Gil, and nobody at the home number'],
    ['Danger to whoever visits', 'A dog that bites, loose in the hall'],
    ['Somebody worrying collects them', 'The mother’s friend Gil, at 15:25'],
  ] as const) await expect(before.locator('.ds-warnings__one').filter({ hasText: title })).toContainText(words);
  const [warned, said] = await Promise.all([before.boundingBox(), desk.page.getByText('A mark on her arm at register.').boundingBox()]);
  expect(warned?.y).toBeLessThan(said?.y ?? 0);
  await desk.page.locator('summary').filter({ hasText: 'The rest of the report' }).click();
  for (const answer of [
    'Until 15:25 today',
    'She stays with me in the library until you ring.',
    'Gil did the arm',
    'I asked: what happened?',
    'Left upper arm, round, purple',
    'Lithuanian',
    'Makaton signs for food and pain',
    'Hears little on the left side',
    'White Lithuanian',
    'Her father moved to Hull in May.',
    'An order of 2024 that he stays away',
  ]) await expect(desk.page.getByText(answer).filter({ visible: true }).first(), answer).toBeVisible();
  await expect(desk.page.getByText(whole).first()).toBeVisible();
  await expectAccessible(desk.page);
});
