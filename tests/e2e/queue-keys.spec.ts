/** The queue by keyboard alone, and what others do in it (issue 2 section 5). */
import { expectAccessible } from './axe';
import { enter, expect, save, test } from './browser';
import { concernArrives } from './concern';
import { DeskPage } from './desk-page';

const AREA = 'cambridgeshire';
const TEACHER = { area: AREA, who: 'Class teacher' };

// One queue: what one test adds would be news in the other.
test.describe.configure({ mode: 'default' });

test('keys move, open, claim and explain; and can be turned off @scripts', async ({ page }) => {
  const { reference } = await concernArrives(TEACHER);
  await concernArrives(TEACHER);
  await enter(page.context(), { area: AREA, who: 'Social worker' });
  const desk = new DeskPage(page);
  const toQueue = async () => {
    await page.goto('/queue');
    await desk.awake();
  };
  await toQueue();
  const rows = page.locator('tr[data-contact]');
  const link = (at: number) => rows.nth(at).locator('[data-open]');
  await page.keyboard.press('j');
  await expect(link(0)).toBeFocused();
  await page.keyboard.press('j');
  await expect(link(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(link(0)).toBeFocused();
  await expect(rows.first()).toHaveClass(/ds-stack__row--selected/);
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(keys).toContainText('claim');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await expect(link(0), 'the place in the list is kept').toBeFocused();

  const row = await desk.rowOf(reference);
  await desk.awake();
  await row.locator('[data-open]').focus();
  await page.keyboard.press('c');
  await expect(page).toHaveURL(new RegExp(`/contacts/${reference}`));
  await expect(page.getByText('You hold this contact now.')).toBeVisible();

  await toQueue();
  const first = (await rows.first().getAttribute('data-contact')) ?? '';
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/contacts/${first}$`));

  // While somebody types, a letter is a letter.
  await toQueue();
  await page.keyboard.press('/');
  await page.keyboard.type('jkc');
  await expect(page.getByLabel('Find by reference')).toHaveValue('jkc');

  await page.goto('/preferences');
  await page.getByRole('checkbox', { name: 'Single-key shortcuts' }).uncheck();
  await save(page);
  await expect(page.getByText('Your choice is kept.')).toBeVisible();
  await toQueue();
  await page.keyboard.press('j');
  await page.keyboard.press('?');
  await expect(page.locator('[data-open]:focus')).toHaveCount(0);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('kbd')).toHaveCount(0);
  await page.goto('/preferences');
  await page.getByRole('checkbox', { name: 'Single-key shortcuts' }).check();
  await save(page);
});

/** The wall clock in milliseconds, the same in the browser and here. */
const wallClock = () => performance.timeOrigin + performance.now();

test('a colleague’s claim and a new contact show within a second, and no row moves @scripts', async ({ page, another }) => {
  const { reference } = await concernArrives(TEACHER);
  const [mine, theirs] = [new DeskPage(page), new DeskPage(await another({ area: AREA, who: 'Social worker', nth: 1 }))];
  await enter(page.context(), { area: AREA, who: 'Social worker', nth: 2 });
  const watched = page.waitForResponse((answer) => answer.url().includes('/queue/events'));
  const row = await mine.rowOf(reference);
  await watched;
  const claim = (await theirs.rowOf(reference)).getByRole('button', { name: /^Claim/ });
  const places = () => page.locator('tr[data-contact]').evaluateAll((all) => all.map((each) => `${each.dataset['contact']} ${Math.round(each.getBoundingClientRect().top)} ${Math.round(each.getBoundingClientRect().height)}`));
  const before = await places();
  const seenAt = (selector: string, words: string) =>
    page.evaluate(
      async ([selector, words]) =>
        new Promise<number>((done) => {
          const look = () => {
            if (!document.querySelector(selector)?.textContent.includes(words)) return;
            eye.disconnect();
            done(performance.timeOrigin + performance.now());
          };
          const eye = new MutationObserver(look);
          eye.observe(document.body, { subtree: true, childList: true, characterData: true });
        }),
      [selector, words] as const,
    );

  const claimSeen = seenAt(`tr[data-contact="${reference}"]`, 'since');
  const claimed = theirs.page.waitForResponse((answer) => answer.url().endsWith('/claim'));
  await claim.click();
  await claimed;
  const claimedAt = wallClock();
  expect((await claimSeen) - claimedAt, 'milliseconds from the claim to the other’s screen').toBeLessThan(1_000);
  await expect(row.getByRole('button', { name: /^Claim/ })).toHaveCount(0);

  const newsSeen = seenAt('.ds-list-line', 'new contact');
  const later = await concernArrives(TEACHER, { 'seen.1': 'I122' });
  const arrivedAt = wallClock();
  expect((await newsSeen) - arrivedAt, 'milliseconds from the arrival to the screen').toBeLessThan(1_000);
  expect((await places()).map((place) => place.split(' ').slice(0, 2)), 'rows stay where they are').toEqual(before.map((place) => place.split(' ').slice(0, 2)));
  await expect(page.locator(`tr[data-contact="${later.reference}"]`)).toHaveCount(0);
  await page.keyboard.press('.');
  await expect(page.locator(`tr[data-contact="${later.reference}"]`)).toBeVisible();
});
