import type { Page } from '@playwright/test';

/** What a page fetched, as it went over the wire. */
export interface Weight {
  /** Bytes of the bodies of one kind of answer, compressed as they were sent: "script", "stylesheet", "font". */
  bytesOf: (kind: string) => number;
  /** The address of each answer, the page's own among them. */
  addresses: readonly string[];
}

/** Pages with a stream of news are never idle: so much later everything a page fetches by itself has been fetched. */
const SETTLED_MS = 2_000;

/**
 * Opens a page and weighs all that comes for it. Whoever wants it cold gives the page of a browser that has kept nothing.
 * Streams that stay open are no weight of the page's, and are left out.
 */
export async function weigh(page: Page, path: string): Promise<Weight> {
  const fetched: Promise<{ kind: string; url: string; bytes: number }>[] = [];
  page.on('requestfinished', (request) => fetched.push(request.sizes().then(({ responseBodySize }) => ({ kind: request.resourceType(), url: request.url(), bytes: responseBodySize }))));
  await page.goto(path);
  await page.waitForTimeout(SETTLED_MS);
  const weight = await Promise.all(fetched);
  return { bytesOf: (kind) => weight.filter((each) => each.kind === kind).reduce((sum, { bytes }) => sum + bytes, 0), addresses: weight.map(({ url }) => url) };
}
