/** A call of three minutes, by keyboard alone: no pointer, and at most a quarter more keys than letters (issue 4; quality D3). */
import { expectAccessible } from '../e2e/axe';
import { enter, expect, test, whoIs } from '../e2e/browser';
import { freshName, referenceIn } from '../e2e/concern';
import { DeskPage } from '../e2e/desk-page';
import { countKeys, moreKeys, Typist } from '../e2e/keystrokes';

const AREA = 'norfolk';
const MOST_MORE = 25;

const SAID = [
  'She teaches the younger child and has known the family since the autumn. This morning the girl came to school at half past nine, alone, without a coat, although it had been raining since seven. ',
  'Her shoes were wet through and she wore the clothes she had on the day before. She went straight to the bread that is put out at breakfast club and took four slices, two of which she put into her bag for her brother. ',
  'When the teacher sat down with her she said that mum was still asleep and would not wake, and that she had tried twice. There had been shouting in the night, and a door. ',
  'Mum’s friend was there with two other men until it was late; the girl had to sleep in the bath because they were in her room. She did not say that anybody had touched or hurt her, and the teacher did not ask. ',
  'There is no mark or injury that the teacher could see, but she keeps her sleeves down and did not want to change for games. It is the third time in four weeks that she was late and hungry. ',
  'The teacher rang home at ten and again at eleven, and nobody answered. The girl is in the library now with the learning mentor, drawing, and is calm. She is due to be collected at a quarter past three, as a rule by mum’s friend in a white van, whom the school has seen three times and who did not give a name.',
].join('');

test('a call of three minutes is logged without a mouse and with few keys more than letters', async ({ page }) => {
  test.setTimeout(180_000);
  const { name } = whoIs({ area: AREA, who: 'Class teacher' });
  const { given, family } = freshName();
  const counted = await countKeys(page);
  await enter(page.context(), { area: AREA, who: 'Team manager' });
  await page.goto('/calls');
  const desk = new DeskPage(page);
  await desk.awake();
  const typist = new Typist(page);
  const at = async (label: string) => expect(page.getByLabel(label, { exact: true })).toBeFocused();
  await typist.press('Enter');
  await at('As they say it');
  await desk.awake();
  await typist.words(SAID);
  // Who is calling: four letters, and the one that is offered.
  await typist.press('Alt+1');
  await typist.words(name.slice(0, 4));
  const option = page.locator('#known-callers').getByRole('option').filter({ hasText: `${name}, Class teacher` });
  await expect(option).toBeVisible();
  const place = await page.locator('#known-callers').getByRole('option').evaluateAll((options, who) => options.findIndex(({ textContent }) => textContent.includes(who)), `${name}, Class teacher`);
  await typist.press(...Array.from({ length: place + 1 }, () => 'ArrowDown'), 'Enter');
  await expect(page.getByLabel('Call-back number')).not.toHaveValue('');
  // Known by voice: the first answer after work and number.
  await page.getByLabel('Name', { exact: true }).waitFor();
  await typist.press('Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Space');
  await expect(page.getByLabel('Known to me by voice')).toBeChecked();
  // Where the child is now: with the caller; until when; it can wait that long; collected by whom.
  await typist.press('Alt+2', 'Space', 'Tab');
  await typist.words('Library, with the mentor');
  await typist.press('Tab');
  await typist.words('15:15');
  await typist.press('Tab', 'ArrowDown', 'Tab');
  await typist.words('Mum’s friend, white van, 15:15');
  await typist.press('Alt+3');
  await typist.words(given);
  await typist.press('Tab');
  await typist.words(family);
  await typist.press('Tab', 'Tab', 'Tab', 'Tab');
  await typist.words('7');
  await typist.press('Alt+4');
  await typist.words('This morning; third time in four weeks');
  await typist.press('Tab', 'Tab');
  await typist.words('The girl, to her class teacher');
  await typist.press('Tab');
  await typist.words('“Mummy would not wake up. I tried two times.”');
  await typist.press('Alt+5');
  await typist.words('Mother, the girl and a brother of four; mother’s friend is there most nights. Father not known.');
  await typist.press('Tab');
  await typist.words('School spoke with mother in October about food and lateness; it was better for two weeks.');
  await typist.press('Alt+6');
  await typist.words('The girl trusts her teacher; an aunt near by takes both children at weekends.');
  await typist.press('Tab');
  await typist.words('That she and her brother are left without a sober adult tonight.');
  await typist.press('Tab');
  await typist.words('Somebody must see the brother today and reach mother before the end of school.');
  await typist.press('Tab', 'Space', 'ArrowDown', 'ArrowDown', 'ArrowDown');
  await typist.press('Alt+7', 'ArrowDown');
  await typist.press('Alt+8', 'ArrowDown', 'ArrowDown');
  await typist.press('Alt+9');
  await expect(page.getByRole('button', { name: 'Read it back, then end the call' })).toBeFocused();
  await typist.press('Enter');
  await expect(page.getByRole('button', { name: 'Make it a contact' })).toBeFocused();
  await expectAccessible(page);
  await expect(page.getByText('That she and her brother are left without a sober adult tonight.')).toBeVisible();
  await typist.press('Enter');
  await expect(page.getByRole('heading', { name: 'It is a contact' })).toBeVisible();
  expect(referenceIn(await page.locator('main').innerText())).toMatch(/^NFK-/);

  const more = moreKeys(counted, typist);
  process.stdout.write(`scripted call: ${typist.count} words of ${typist.letters} letters and spaces, ${counted.keys} keys, ${more.toFixed(1)} % more; pointer ${counted.pointer}\n`);
  expect(counted.pointer).toBe(0);
  expect(more).toBeLessThanOrEqual(MOST_MORE);
});
