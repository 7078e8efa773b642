import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function faults(page: Page): Promise<string[]> {
  // In the page itself: the other way opens a page of its own for every look, for frames of other origins, which the product has none of.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'], elementRef: false, performanceTimer: false }).withTags(STANDARDS).analyze();
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id} (${violation.help}) at ${node.target.join(' ')}: ${node.html.slice(0, 160)}`));
}

/**
 * The page as it stands has no fault that axe can find: in light at the width it has, and in dark at 320 pixels,
 * where it must also not need scrolling sideways (WCAG 2.2 AA, 1.4.10). With scripts off there is nothing new to look at.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const { javaScriptEnabled } = test.info().project.use;
  if (javaScriptEnabled === false) return;
  const before = page.viewportSize();
  expect(await faults(page), `${page.url()} in light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 320, height: 800 });
  expect(await faults(page), `${page.url()} at 320 pixels in dark`).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `width of ${page.url()} at 320 pixels`).toBeLessThanOrEqual(320);
  await page.emulateMedia({ colorScheme: 'light' });
  if (before) await page.setViewportSize(before);
}
