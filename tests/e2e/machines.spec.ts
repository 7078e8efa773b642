/** Machines at the door: a key made and exchanged, what cannot be read typed in beside what was sent, and notifications side by side (issue 5, section 1; safe practice 17). */
import { request } from '@playwright/test';
import { expectAccessible } from './axe';
import { enter, expect, test } from './browser';
import { freshName } from './concern';

const AREA = 'norfolk';
const ADMINISTRATOR = { area: AREA, who: 'System administrator' };
const WORKER = { area: AREA, who: 'Social worker' };

test('an administrator makes a key, the system of an agency files with it, and a worker types in what cannot be read', async ({ page, baseURL, javaScriptEnabled }) => {
  await enter(page.context(), ADMINISTRATOR);
  await page.goto('/admin/keys');
  await page.getByRole('button', { name: 'Make the key' }).click();
  await expect(page.getByRole('link', { name: 'Say which system will use it' })).toBeVisible();
  await expectAccessible(page);
  const made = async (scope: string) => {
    const name = `${freshName().family} ${javaScriptEnabled ? 'with' : 'without'}`;
    await page.goto('/admin/keys');
    await page.getByLabel('Which system will use it?').fill(name);
    await page.getByLabel(scope).check();
    await page.getByLabel('For which agency does it file?').selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Make the key' }).click();
    const secret = (await page.getByText(/^dsk\./).textContent()) ?? '';
    await page.getByRole('link', { name: /I have copied it/ }).click();
    return { name, secret };
  };
  const [contacts, notifications] = [await made('File concerns for its agency'), await made('File notifications in large numbers')];
  const row = page.getByRole('row').filter({ hasText: contacts.name });
  await row.getByText(/Exchange the secret of/).click();
  await row.getByLabel('For one day').check();
  await row.getByRole('button', { name: 'Make the new secret' }).click();
  const secret = (await page.getByText(/^dsk\./).textContent()) ?? '';
  expect(secret).not.toBe(contacts.secret);
  await page.goto('/admin/keys');
  await expect(row).toContainText('the one before opens until');
  await expectAccessible(page);
  await page.goto('/admin/webhooks');
  await page.getByRole('button', { name: 'Make the secret and begin' }).click();
  await expect(page.getByRole('link', { name: 'Give the whole address, beginning with https://' })).toBeVisible();
  await expectAccessible(page);
  await page.goto('/help/api');
  await expectAccessible(page);

  const child = freshName().whole;
  const machine = await request.newContext(baseURL === undefined ? {} : { baseURL });
  const sent = await machine.post('/api/v1/contacts', { data: JSON.stringify({ text: `${child} came in with a mark on his arm.` }), headers: { 'content-type': 'application/json', authorization: `Bearer ${contacts.secret}`, 'idempotency-key': crypto.randomUUID() } });
  expect(sent.status()).toBe(202);
  const { reference } = (await sent.json()) as { reference: string };
  const batch = await machine.post('/api/v1/notifications', { data: JSON.stringify({ batch: crypto.randomUUID(), sentAt: new Date(0).toISOString(), notifications: [{ id: crypto.randomUUID(), eventAt: new Date(0).toISOString(), report: { children: [{ givenName: 'Maya', familyName: freshName().family }] } }] }), headers: { 'content-type': 'application/json', authorization: `Bearer ${notifications.secret}` } });
  expect(batch.status()).toBe(200);
  await machine.dispose();

  await enter(page.context(), WORKER);
  await page.goto('/needs-typing');
  await expectAccessible(page);
  await expect(page.locator('main')).not.toContainText(child);
  await page.getByRole('row').filter({ hasText: reference }).getByRole('button', { name: 'Read it and type it in' }).click();
  const asSent = page.getByRole('region', { name: 'The text that was sent' });
  await expect(asSent).toContainText(`${child} came in with a mark on his arm.`);
  await expectAccessible(page);
  await page.getByLabel('Word for word').fill(`${child} came in with a mark on his arm.`);
  await page.getByRole('button', { name: /Read it through/ }).click();
  await page.getByRole('button', { name: 'Make it a contact' }).click();
  await expect(page.getByText(reference).first()).toBeVisible();
  await page.goto('/needs-typing');
  await expect(page.getByRole('row').filter({ hasText: reference })).not.toContainText('Read it and type it in');

  await page.goto('/notifications');
  await expectAccessible(page);
  await page.getByRole('row').filter({ hasText: notifications.name }).getByRole('link').first().click();
  await expect(page.getByText('Nothing is decided or closed here.')).toBeVisible();
  await expect(page.locator('main').getByRole('button')).toHaveCount(0);
  await expectAccessible(page);
});
