/** A teacher reports two children, is told the truth about where it stands, and learns when it was read (issue 2 sections 3 and 7). */
import { expectAccessible } from './axe';
import { expect, handIn, secondWindow, signIn, test, whoIs } from './browser';
import { freshName, referenceIn } from './concern';
import { ReportPage } from './report-page';

const TEACHER = { area: 'norfolk', who: 'Class teacher' };

/** Kept to the letter: an emoji of several code points, right-to-left words between others, two blanks, a line of its own. */
const NARRATIVE = 'She said  “it hurts” 👩🏽‍🏫 and then, in Arabic, أمي نائمة.\n\n<b>Not bold</b> & no more.';

test('two children, from the first question to the receipt and the reading', async ({ page, another }) => {
  test.slow();
  const [first, second] = [freshName(), freshName()];
  const report = new ReportPage(page);
  const addresses = new Set<string>();
  page.on('framenavigated', () => addresses.add(page.url()));

  await signIn(page, TEACHER);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Report a concern' }).click();
  await report.at('Report a worry about a child');
  await expect(page.getByRole('complementary', { name: 'If a child is in danger now' })).toContainText('999');
  await expectAccessible(page);
  await report.startNow('Norfolk');

  await expectAccessible(page);
  await report.choose('Where are they at this moment?', 'Here with me');
  await report.type('Until when are they safe?', '15:30, when school ends');
  await report.choose('Could a child be hurt before somebody can read this and ring you?', 'Not sure');
  await report.goOn('About you');

  await expect(page.getByText('Tom Calder, Larkrise Primary School')).toBeVisible();
  await expectAccessible(page);
  // Their own number: as another it would be offered first wherever they are known from before.
  await report.type('Telephone on which we can ring you today', whoIs(TEACHER).phone);
  await report.choose('Does your safeguarding lead know?', 'Yes, I have told them');
  await report.choose('Is the worry about someone who works with you, or a child of someone who works with you?', 'No');
  await report.choose('Do you go on working with the child or family?', 'Yes');
  await report.goOn('Which child or children?');

  await expectAccessible(page);
  let child = report.about('Child 1');
  await report.type('First names', first.given, child);
  await report.type('Family name', first.family, child);
  await report.date('Date of birth', ['31', '2', '2017'], child);
  await report.choose('Girl or boy', 'Girl', child);
  await report.open('NHS number and pupil number', child);
  await report.type('NHS number', '999 000 0017', child);
  await report.press('Add another child');
  await expect(report.about('Child 2')).toBeVisible();
  child = report.about('Child 2');
  await report.type('First names', 'Finch', child);
  await report.type('Family name', second.family, child);
  await report.type('Or about how old?', 'about 5', child);
  await report.choose('Girl or boy', 'Not known', child);
  await report.press('Continue');

  // What cannot be read is explained once, beside what was typed, and bars nobody's way.
  await expect(page.locator('.govuk-error-summary')).toContainText('Look at this again, or go on as it is');
  await expect(page.locator('.govuk-error-summary')).toContainText('“31 2 2017” is not a date we can read');
  await expect(page.locator('.govuk-error-summary')).toContainText('last figure');
  child = report.about(first.whole);
  await expect(child.getByLabel('NHS number')).toHaveValue('999 000 0017');
  await expect(report.day('Date of birth', child).getByLabel('Month')).toHaveValue('2');
  await expectAccessible(page);
  await report.day('Date of birth', child).getByLabel('Day').fill('28');
  await report.press('Continue anyway');
  await report.at('Family and household');

  await expectAccessible(page);
  await report.type('Fathers and partners, also those not living there', 'Not known.');
  const adult = report.about('Person 1');
  await report.type('First names', 'Robin', adult);
  await report.choose('Adult or child', 'Adult', adult);
  await report.type('Who they are to the child', 'mother', adult);
  await report.choose('Do they live with the child?', 'Not known', adult);
  await report.goOn('What happened?');

  await expectAccessible(page);
  await report.type('What did you see, hear or get told?', NARRATIVE);
  await report.choose('Does the person you worry about work or volunteer with children?', 'Not known');
  await report.goOn('What does the child tell us?');

  await expectAccessible(page);
  await report.type('What does the child say, show or do?', 'Falls asleep in lessons.', report.about(first.whole));
  await report.choose('Do they know that you are telling us?', 'Not known', report.about(`Finch ${second.family}`));
  await report.goOn('What is going well, and what worries you?');

  await expectAccessible(page);
  await report.type('What are you worried about?', 'That nobody feeds them in the evening.');
  await report.choose('How safe is the child, from 0 to 10?', '5');
  await report.goOn('What have you seen?');

  await expectAccessible(page);
  for (const part of ['How the child is doing', 'How the child is looked after', 'Family and surroundings']) {
    await report.choose(`Everything you have not ticked under “${part}” is:`, 'Not known', report.about(`${part}: ${first.whole}`));
  }
  await report.tick('Early signs of neglect at home', report.about(`Family and surroundings: ${first.whole}`));
  await report.open(`Finch ${second.family}`);
  await report.choose('Everything you have not ticked under “How the child is doing” is:', 'Not asked', report.about(`How the child is doing: Finch ${second.family}`));
  await report.goOn('Who helps already?');

  await expectAccessible(page);
  await report.choose('Does Larkrise Primary School give this family more help than every family gets?', 'No');
  await report.goOn('What does the family know?');

  await expectAccessible(page);
  await report.choose('Does the family know that you are telling us?', 'No');
  await report.choose('Why not?', 'They cannot be reached');
  await report.choose('Do they agree to be offered help?', 'They have not been asked');
  await report.goOn('How serious do you think it is?');

  await expectAccessible(page);
  await report.choose('Which level fits best?', 'Not sure');
  await report.goOn('Check what you say');

  await expect(page.locator('.ds-narrative').filter({ hasText: 'it hurts' })).toHaveText(NARRATIVE, { useInnerText: true });
  await expect(page.getByText('28 February 2017')).toBeVisible();
  await expect(page.getByText('last figure')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Change What happened' }).click();
  await report.at('What happened?');
  await expect(page.getByLabel('What did you see, hear or get told?')).toHaveValue(NARRATIVE);
  await report.type('Where?', 'In the cloakroom');
  await report.goOn('Check what you say');
  await expect(page.getByText('In the cloakroom')).toBeVisible();

  // Sent twice: by two windows that both showed the answers, and once more by a browser that lost the reply.
  const key = { key: await page.locator('#send [name=key]').inputValue(), version: await page.locator('#send [name=version]').inputValue() };
  const { draft } = report;
  const twin = await secondWindow(page);
  await twin.goto(page.url());
  await report.press('Send the report');
  await report.at('We have it');
  await twin.getByRole('button', { name: 'Send the report' }).click();
  await expect(twin.getByRole('heading', { level: 1, name: 'We have it' })).toBeVisible();
  const panel = page.locator('.govuk-panel');
  const reference = referenceIn(await panel.innerText());
  await expect(twin.locator('.govuk-panel')).toContainText(reference);
  await twin.close();
  expect(await handIn(page.context().request, `/report/${draft}/submit`, key)).toBe(`/report/${draft}/sent`);

  await expect(panel).toContainText('A person has not read it yet.');
  await expect(page.getByRole('heading', { name: /^If you have heard nothing by / })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'They decide within 24 hours' })).toContainText('within one working day');
  await expectAccessible(page);

  const calendar = await page.context().request.get((await page.getByRole('link', { name: 'Put the time in my calendar' }).getAttribute('href')) ?? '');
  expect(calendar.headers()['content-disposition']).toBe(`attachment; filename="${reference}.ics"`);
  const entry = await calendar.text();
  expect(entry).toContain(`SUMMARY:${reference}`);
  for (const private_ of [first.family, second.family, 'Larkrise', 'hungry', 'hurts']) expect(entry).not.toContain(private_);

  await page.getByRole('link', { name: 'My copy, for the child’s file' }).click();
  await report.at('What I said');
  await expect(page.locator('.ds-narrative').filter({ hasText: 'it hurts' })).toHaveText(NARRATIVE, { useInnerText: true });
  await expectAccessible(page);

  // My contacts: one contact, one receipt.
  await page.goto('/my/contacts');
  await expectAccessible(page);
  await expect(page.getByRole('link', { name: reference })).toHaveCount(1);
  await page.getByRole('link', { name: reference }).click();
  await expect(page.getByText('We have it. A person has not read it yet.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'We have your concern', exact: true })).toHaveCount(1);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'We have your concern', exact: true }).click();
  await expect(page.getByRole('article')).toContainText(reference);
  await expectAccessible(page);

  // Until a social worker opens it, it is unread; then it says so.
  const worker = await another({ area: 'norfolk', who: 'Social worker' });
  await worker.goto('/queue');
  await worker.getByLabel('Find by reference').fill(reference.toLowerCase());
  await worker.getByRole('button', { name: 'Find', exact: true }).click();
  await expect(worker.getByRole('heading', { level: 1, name: 'Before you open it' })).toBeVisible();
  await worker.getByRole('button', { name: 'No, open the contact' }).click();
  await expect(worker).toHaveURL(new RegExp(`/contacts/${reference}$`));
  await expect(worker.locator('.ds-narrative').filter({ hasText: 'it hurts' }).first()).toHaveText(NARRATIVE, { useInnerText: true });
  await page.goto(`/my/contacts/${reference}`);
  await expect(page.getByText(/^Read by a social worker at \d\d:\d\d\./)).toBeVisible();

  // Nothing of a child in an address, a title or the browser's own storage.
  for (const address of addresses) for (const name of [first.given, first.family, second.family]) expect(address).not.toContain(name);
  expect(await page.title()).not.toContain(first.family);
  expect(JSON.stringify(await page.context().storageState())).not.toContain(first.family);
});
