import type { ReactNode } from 'react';
import { NotificationBanner } from '@/components/govuk';

/**
 * Says what has just been done, in the words of the act and never as "Success" (safe practice 20). It is announced as it
 * appears and leaves the focus where the page was opened, at the part that was acted on. Nothing without words.
 */
export function Done({ text, title = 'Done', children }: { text?: string | undefined; title?: string; children?: ReactNode }) {
  const words = text || children;
  return words ? <NotificationBanner type="success" titleText={title} html={<p className="govuk-notification-banner__heading">{words}</p>} disableAutoFocus /> : null;
}
