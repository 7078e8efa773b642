import { expect, test as base, type Page } from '@playwright/test';

export { expect };

/** One of the invented people of the demo: by area and what they do, or by name. */
export interface Somebody {
  area: string;
  /** Words of the button: a job title such as "Class teacher", or a name. */
  who: string;
}

/** Opens the service as an invented person, by the demo's own page. */
export async function signIn(page: Page, { area, who }: Somebody): Promise<void> {
  await page.goto('/demo');
  await page.locator(`section[data-area="${area}"] button`).filter({ hasText: who }).first().click();
  await page.waitForURL('**/home');
}

/** Ends the session, as the person would. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in?ended=1');
}

/**
 * The tests' browser: it knows where the product runs, and any error on its console, a refused script or
 * style among them, fails the test.
 */
export const test = base.extend<{ noErrors: undefined }>({
  baseURL: async ({}, provide) => provide(process.env['DOORSTEP_E2E_URL']),
  noErrors: [
    async ({ context }, provide) => {
      const errors: string[] = [];
      context.on('weberror', (error) => errors.push(error.error().message));
      context.on('console', (message) => {
        // A 404 or 409 answer is reported by the browser as an error; whether it was meant is the test's to say.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) errors.push(message.text());
      });
      await provide(undefined);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});
