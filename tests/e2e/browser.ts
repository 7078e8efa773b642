import { expect, request, test as base, type APIRequestContext, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { AREAS } from '@/scripts/seed/areas';
import { peopleOf, type SeedMembership } from '@/scripts/seed/people';

export { expect };

/** One of the invented people of the demo: by area and what they do, or by name. */
export interface Somebody {
  area: string;
  /** Words of the button: a job title such as "Class teacher", or a name. */
  who: string;
  /** Which of several with the same work, from 0. */
  nth?: number;
}

/** The invented person as the demo's seed makes them. */
export function whoIs({ area, who, nth = 0 }: Somebody): SeedMembership {
  const place = AREAS.find(({ id }) => id === area);
  const found = place && peopleOf(place).filter(({ jobTitle, name }) => jobTitle === who || name === who)[nth];
  if (!found) throw new Error(`nobody in ${area} is ${who} number ${nth}`);
  return found;
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

export type Typed = Readonly<Record<string, string | readonly string[]>>;

/**
 * Hands in a form by the request that a browser would make of it.
 * @returns the address that the answer leads to; a refusal that leads nowhere fails the test.
 */
export async function handIn(by: APIRequestContext, path: string, typed: Typed = {}): Promise<string> {
  const body = new URLSearchParams(Object.entries(typed).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : value.map((each) => [name, each]))));
  const answer = await by.post(path, { data: body.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(answerable()).origin }, maxRedirects: 0 });
  expect(answer.status(), `POST ${path}`).toBe(303);
  return answer.headers()['location'] ?? '';
}

/** Signs in without a page: for what must be there before a journey begins. */
export async function enter(context: BrowserContext | APIRequestContext, somebody: Somebody): Promise<void> {
  const { id, authorityId } = whoIs(somebody);
  const by = 'request' in context ? context.request : context;
  expect(await handIn(by, '/demo/sign-in', { area: authorityId, membership: id })).toBe('/home');
}

/** Works as an invented person outside the browser, and leaves when done. */
export async function asSomebody<T>(somebody: Somebody, work: (by: APIRequestContext) => Promise<T>): Promise<T> {
  const by = await request.newContext({ baseURL: answerable() });
  try {
    await enter(by, somebody);
    return await work(by);
  } finally {
    await by.dispose();
  }
}

/** Says, as opening a contact from the queue does, that one knows nobody in the family: only then does an address open it. */
export async function knowsNobody(by: APIRequestContext, reference: string): Promise<void> {
  await handIn(by, `/contacts/${reference}/open`, { knows: 'no', reason: 'It is another family.' });
}

/**
 * A second window of the same person, as large as the first. A further page of a context would be a tab in front of the first
 * one, and to a page behind its tab Chromium sometimes gives no frames any more: a click on it then waits for ever.
 */
export async function secondWindow(page: Page): Promise<Page> {
  const opened = page.context().waitForEvent('page');
  await page.evaluate(() => globalThis.open('about:blank', '_blank', 'popup,noopener'));
  return opened;
}

/** Opens what lies behind a summary, again where it was shut: a press that meets a page as its scripts wake may be undone by them. */
export async function openDetails(page: Page, summary: string, inside: Locator): Promise<void> {
  await expect(async () => {
    if (!(await inside.isVisible())) await page.getByText(summary).click({ timeout: 2_000 });
    await expect(inside).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

/** Presses Save and waits for the page that answers: what stands beside the form may say the same by itself before that. */
export async function save(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Save', exact: true }).click()]);
}

function answerable(): string {
  const url = process.env['DOORSTEP_E2E_URL'];
  if (url === undefined) throw new Error('tests/e2e/server.ts names the server');
  return url;
}

/** The errors that a browser writes on its console while it is used, a refused script or style among them. */
function errorsOf(context: BrowserContext): string[] {
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(error.error().message));
  context.on('console', (message) => {
    // A 404 or 409 answer is reported by the browser as an error; whether it was meant is the test's to say.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) errors.push(message.text());
  });
  return errors;
}

interface Fixtures {
  noErrors: undefined;
  /** Opens the service for a further person, in a browser of their own. */
  another: (somebody: Somebody) => Promise<Page>;
}

/** The tests' browser: it knows where the product runs, and an error on a console fails the test. */
export const test = base.extend<Fixtures>({
  baseURL: async ({}, provide) => provide(process.env['DOORSTEP_E2E_URL']),
  noErrors: [
    async ({ context }, provide) => {
      const errors = errorsOf(context);
      await provide(undefined);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
  another: async ({ browser, baseURL }, provide) => {
    const opened: { context: BrowserContext; errors: string[] }[] = [];
    await provide(async (somebody) => {
      const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
      opened.push({ context, errors: errorsOf(context) });
      await enter(context, somebody);
      return context.newPage();
    });
    for (const { context, errors } of opened) {
      await context.close();
      expect(errors).toEqual([]);
    }
  },
});
