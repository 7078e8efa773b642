import { config } from './config';

/** An e-mail as sent: reference and link only, never a name (domain 7.11). */
export interface Mail {
  to: string;
  subject: string;
  body: string;
  /** The message's id: lets a provider be asked whether it already has it. */
  reference: string;
}

/**
 * Hands an e-mail to the configured provider.
 * @returns who took it, and its id there.
 * @throws when the provider did not take it: the job is retried.
 */
export async function deliver(mail: Mail): Promise<{ provider: string; providerId: string }> {
  const way = config().mail;
  if (way.kind === 'tray') return { provider: 'tray', providerId: mail.reference };
  if (way.kind === 'notify') {
    const { NotifyClient } = await import('notifications-node-client');
    const client = new NotifyClient(way.apiKey);
    const earlier = await client.getNotifications(undefined, undefined, mail.reference, undefined);
    const known = earlier.data.notifications[0];
    if (known) return { provider: 'notify', providerId: known.id };
    const sent = await client.sendEmail(way.templateId, mail.to, { personalisation: { subject: mail.subject, body: mail.body }, reference: mail.reference });
    return { provider: 'notify', providerId: sent.data.id };
  }
  const { createTransport } = await import('nodemailer');
  const sent = await createTransport(way.url).sendMail({ from: way.from, to: mail.to, subject: mail.subject, text: mail.body, messageId: `<${mail.reference}@doorstep>` });
  return { provider: 'smtp', providerId: sent.messageId };
}
