import type { Locator, Page } from '@playwright/test';
import { expect } from './browser';

/** The question pages of a report, used as a person uses them: by what is written there. */
export class ReportPage {
  constructor(readonly page: Page) {}

  /** From the first page of a report to its first question. */
  async start(area: string): Promise<void> {
    await this.page.goto('/report');
    await this.startNow(area);
  }

  /** Where the child lives is the first answer. */
  async startNow(area: string): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^In ${area}.*: start now$`) }).click();
    await this.at('Where is the child now?');
  }

  async at(heading: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible();
  }

  /** The draft's own part of the address. */
  get draft(): string {
    return new URL(this.page.url()).pathname.split('/')[2] ?? '';
  }

  async type(label: string, words: string, within: Locator | Page = this.page): Promise<void> {
    await within.getByLabel(label, { exact: true }).fill(words);
  }

  async choose(question: string, answer: string, within: Locator | Page = this.page): Promise<void> {
    await within.getByRole('group', { name: question, exact: true }).getByRole('radio', { name: answer, exact: true }).check();
  }

  async tick(words: string, within: Locator | Page = this.page): Promise<void> {
    await within.getByRole('checkbox', { name: words, exact: true }).check();
  }

  /** The three parts of a date. */
  day(question: string, within: Locator | Page = this.page): Locator {
    return within.getByRole('group', { name: question, exact: true });
  }

  async date(question: string, [day, month, year]: readonly [string, string, string], within: Locator | Page = this.page): Promise<void> {
    const group = this.day(question, within);
    await group.getByLabel('Day').fill(day);
    await group.getByLabel('Month').fill(month);
    await group.getByLabel('Year').fill(year);
  }

  async open(summary: string, within: Locator | Page = this.page): Promise<void> {
    await within.locator('summary').filter({ hasText: summary }).click();
  }

  /** What is asked of one child, adult or organisation. */
  about(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }

  async press(button: string): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click();
  }

  /** Goes on, and to the page with this heading. */
  async goOn(heading: string): Promise<void> {
    await this.press('Continue');
    await this.at(heading);
  }
}
