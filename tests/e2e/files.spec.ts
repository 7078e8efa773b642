/** A report with a photograph: what its sender is told of it, and that staff have a copy drawn anew (safe practice 7.17; decision 46). */
import sharp from 'sharp';
import { photograph, EICAR } from '../integration/files';
import { expectAccessible } from './axe';
import { enter, expect, handIn, knowsNobody, test } from './browser';
import { freshName, referenceIn } from './concern';

const AREA = 'cambridgeshire';
const TEACHER = { area: AREA, who: 'Class teacher' };
const WORKER = { area: AREA, who: 'Social worker' };

test('a photograph goes with a report, is checked, and reaches staff as a copy that does not say where it was taken; a virus reaches nobody', async ({ page, another }) => {
  const { given, family } = freshName();
  await enter(page.context(), TEACHER);
  const by = page.context().request;
  const [, , draft = ''] = (await handIn(by, '/report/start')).split('/');
  const save = async (step: string, typed: Record<string, string>) => handIn(by, `/report/${draft}/${step}/save`, { ...typed, version: '9999', act: 'continue', shown: '1' });
  await save('children', { children: '1', 'child.1.givenName': given, 'child.1.familyName': family, 'child.1.ageWords': '7' });
  await save('what-happened', { 'happened.what': 'He drew what happened at home.' });

  await page.goto(`/report/${draft}/files`);
  await page.getByLabel('Attach a file').setInputFiles({ name: 'tool.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([0x4d, 0x5a, 0x90, 0]) });
  await page.getByRole('button', { name: 'Attach it' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText(/kind/i);
  await expectAccessible(page);
  const came = await photograph();
  await page.getByLabel('Attach a file').setInputFiles({ name: 'drawing.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(came) });
  await page.getByRole('button', { name: 'Attach it' }).click();
  await expect(page.locator('#files')).toContainText('drawing.jpg');
  // It is with the scanner, whose answer comes by a job.
  await expect(async () => {
    await page.reload();
    await expect(page.locator('#files')).toContainText('Kept. No virus was found.', { timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await page.getByLabel('Attach another file').setInputFiles({ name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from(EICAR) });
  await page.getByRole('button', { name: 'Attach it' }).click();
  await expect(async () => {
    await page.reload();
    await expect(page.locator('.govuk-error-summary')).toContainText('contains a virus', { timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await page.getByRole('link', { name: 'Continue' }).or(page.getByRole('button', { name: 'Continue' })).click();
  await page.getByRole('button', { name: 'Send the report' }).click();
  await expect(page).toHaveURL(/\/sent$/);
  const reference = referenceIn(await page.locator('main').innerText());

  const desk = await another(WORKER);
  await knowsNobody(desk.context().request, reference);
  await desk.goto(`/contacts/${reference}`);
  const files = desk.locator('#originals');
  await expect(files).toContainText('contains a virus and is given to nobody');
  await expect(files.getByRole('link')).toHaveCount(1);
  const download = desk.waitForEvent('download');
  await files.getByRole('link', { name: /^Download a copy of/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(new RegExp(`^${reference}-copy-[0-9a-f]{8}\\.jpg$`));
  const parts: Buffer[] = [];
  for await (const part of await file.createReadStream()) parts.push(part as Buffer);
  const copy = Buffer.concat(parts);
  expect(await sharp(copy).metadata()).toMatchObject({ format: 'jpeg', width: 4, height: 6 });
  expect(copy.equals(Buffer.from(came)) || copy.includes('Exif') || copy.includes('Telephone 9')).toBe(false);
});
