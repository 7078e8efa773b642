import { expect, test, type Frame, type Page } from '@playwright/test';
import axe from 'axe-core';

const RUN: axe.RunOptions = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'], elementRef: false, performanceTimer: false };

/** In the page itself, brought once for each: reading its half megabyte takes longer than looking. The product has no frames. */
async function faults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate((options) => (globalThis as unknown as { axe: typeof axe }).axe.run(document, options), RUN);
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id} (${violation.help}) at ${node.target.join(' ')}: ${node.html.slice(0, 160)}`));
}

/**
 * A form that was sent, or a link, may bring its page while the one before is still looked at: whatever went wrong in the
 * one that left (axe finds no document in it, or nothing answers), the one that came is looked at, from the start.
 */
async function ofWhatStays(page: Page, look: () => Promise<void>, goes = 3): Promise<void> {
  let came = false;
  const another = (frame: Frame) => {
    came ||= frame === page.mainFrame();
  };
  page.on('framenavigated', another);
  try {
    await look();
  } catch (error) {
    await page.waitForLoadState();
    if (goes <= 1 || !(came || String(error).includes('Execution context was destroyed'))) throw error;
    await ofWhatStays(page, look, goes - 1);
  } finally {
    page.off('framenavigated', another);
  }
}

/**
 * The page as it stands has no fault that axe can find: in light at the width it has, and in dark at 320 pixels,
 * where it must also not need scrolling sideways (WCAG 2.2 AA, 1.4.10). With scripts off there is nothing new to look at.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const { javaScriptEnabled } = test.info().project.use;
  if (javaScriptEnabled === false) return;
  const before = page.viewportSize();
  await ofWhatStays(page, async () => {
    try {
      expect(await faults(page), `${page.url()} in light`).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize({ width: 320, height: 800 });
      expect(await faults(page), `${page.url()} at 320 pixels in dark`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `width of ${page.url()} at 320 pixels`).toBeLessThanOrEqual(320);
    } finally {
      await page.emulateMedia({ colorScheme: 'light' });
      if (before) await page.setViewportSize(before);
    }
  });
}
