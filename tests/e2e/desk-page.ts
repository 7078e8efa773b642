import type { Locator, Page } from '@playwright/test';
import { expect, knowsNobody } from './browser';

/** The desk of a social worker: the queue, a contact, a decision on it. */
export class DeskPage {
  constructor(readonly page: Page) {}

  /** The row of a contact, on whichever page of the queue it stands. */
  async rowOf(reference: string, queue = '/queue'): Promise<Locator> {
    const row = this.page.locator(`[data-contact="${reference}"]`);
    const next = this.page.getByRole('link', { name: 'Next contacts' });
    await expect(async () => {
      // Others work at the same time: what moves from one page to another in between is found from the first page on.
      await this.page.goto(queue);
      while ((await row.count()) === 0 && (await next.count()) > 0) await next.click();
      await expect(row).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 60_000 });
    return row;
  }

  /** Once the page's scripts have taken it over: only then do its keys answer. */
  async awake(): Promise<void> {
    await expect(this.page.locator('body')).toHaveClass(/js-enabled/);
  }

  async openContact(reference: string): Promise<void> {
    await knowsNobody(this.page.context().request, reference);
    await this.page.goto(`/contacts/${reference}`);
    await expect(this.page.getByRole('heading', { level: 1, name: `Contact ${reference}` })).toBeAttached();
  }

  /** From the contact's row in the queue to its decision, as the holder. */
  async claimAndDecide(reference: string): Promise<void> {
    const row = await this.rowOf(reference);
    await row.getByRole('button', { name: /^Claim/ }).click();
    await expect(this.page.getByText('You hold this contact now.')).toBeVisible();
    await this.page.getByRole('button', { name: 'Decide', exact: true }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Decision' })).toBeVisible();
  }

  /** What is asked of one child in the decision. */
  child(name: string): Locator {
    return this.page.locator('#decision-form').getByRole('region', { name, exact: true });
  }

  async route(child: string, label: string): Promise<void> {
    await this.child(child).getByRole('radio', { name: label, exact: true }).check();
  }

  /** Everything that a decision always asks, apart from level and route. */
  async sayWhy(child: string, { need, why }: { need: string; why: string }): Promise<void> {
    await this.child(child).getByLabel('Primary need').selectOption({ label: need });
    await this.child(child).getByRole('group', { name: 'Was the child seen?' }).getByRole('radio', { name: 'Yes' }).check();
    await this.child(child).getByLabel('By whom, and when').fill('The class teacher, this morning');
    await this.child(child).getByLabel('What the child says, shows or wants').fill('“I want it to be like before.”');
    await this.page.getByLabel('Or: not obtained, because').selectOption({ label: 'Not asked yet' });
    await this.page.getByRole('radio', { name: 'I have read the history' }).check();
    await this.page.getByLabel('Why, in words a reader in five years will follow').fill(why);
  }

  /** What levels 3 and 4 ask beside the rest, so that the child is safe until the next contact. */
  async keepSafe(child: string): Promise<void> {
    await this.child(child).getByLabel('Where', { exact: true }).fill('At school');
    await this.child(child).getByLabel('Alone, without family?').selectOption({ label: 'Yes' });
    await this.page.getByLabel('What could happen if nothing is done?').fill('They would go hungry again tonight.');
    await this.page.getByLabel('Until when can it wait?').fill('Six this evening');
    await this.page.getByLabel('Who does what until the next contact?').fill('The grandmother cooks and stays.');
    await this.page.getByLabel('Until when does it hold?').fill('Nine tomorrow');
    await this.page.getByLabel('Who looks after whether it holds?').fill('The class teacher, at the gate');
    await this.page.getByLabel('What is done if it fails?').fill('She rings us, at night the emergency duty team');
  }

  /** A risk of the home asks whether every child is named. */
  async everyChildNamed(): Promise<void> {
    await this.page.getByRole('radio', { name: 'Yes: every one of them is named here' }).check();
  }

  async press(button: string): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click();
  }

  /** From the contact's page to the letter that waits, read and sent. */
  async readAndSendLetter(reference: string): Promise<void> {
    await this.openContact(reference);
    await this.page.getByRole('link', { name: 'Read and send: what we decided' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Letter to the referrer' })).toBeVisible();
    await expect(this.page.getByRole('article')).toContainText(reference);
  }
}
