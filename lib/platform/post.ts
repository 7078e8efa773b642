import { config } from './config';

/** The ways by which a message can leave. */
export type Channel = 'email' | 'text';

/** An e-mail or a text as sent: reference and link only, never a name (domain 7.11). */
export interface Mail {
  channel: Channel;
  /** An e-mail address, or a telephone number. */
  to: string;
  /** Empty for a text. */
  subject: string;
  body: string;
  /** The message's id: lets a provider be asked whether it already has it. */
  reference: string;
}

/** The ways that this service is set up for: texts go by GOV.UK Notify with a template of their own; the demo tray takes both. */
export function channelsNow(): readonly Channel[] {
  const way = config().mail;
  return way.kind === 'tray' || (way.kind === 'notify' && way.textTemplateId !== null) ? ['email', 'text'] : ['email'];
}

/**
 * Hands a message to the configured provider.
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
    if (mail.channel === 'text') {
      if (way.textTemplateId === null) throw new Error('no way to send a text is set');
      const texted = await client.sendSms(way.textTemplateId, mail.to, { personalisation: { body: mail.body }, reference: mail.reference });
      return { provider: 'notify', providerId: texted.data.id };
    }
    const sent = await client.sendEmail(way.templateId, mail.to, { personalisation: { subject: mail.subject, body: mail.body }, reference: mail.reference });
    return { provider: 'notify', providerId: sent.data.id };
  }
  if (mail.channel === 'text') throw new Error('no way to send a text is set');
  const { createTransport } = await import('nodemailer');
  const sent = await createTransport(way.url).sendMail({ from: way.from, to: mail.to, subject: mail.subject, text: mail.body, messageId: `<${mail.reference}@doorstep>` });
  return { provider: 'smtp', providerId: sent.messageId };
}
