import { setTimeout as sleep } from 'node:timers/promises';
import { config, type Config } from './config';
import { spend, type Limit } from './db/limit';

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

/** A provider that does not answer is left after so long: each request by itself. */
const ANSWERS_WITHIN_MS = 8_000;

/**
 * From taking a message up to the last byte of the last answer. Whoever took it up hands nothing over later than this: by then it
 * may be in another process's hands (`takeUp` of lib/letter/message-store.ts).
 */
export const HANDED_OVER_WITHIN_MS = 25_000;

/** GOV.UK Notify takes 3,000 messages a minute from a service. Of 61 seconds that a minute can touch each has at most so many. */
const NOTIFY_RATE: Limit = { name: 'notify', times: 49, seconds: 1 };

/** Throws where too little of the time is left to be answered in. */
function inTime(from: number): void {
  if (performance.now() - from > HANDED_OVER_WITHIN_MS - ANSWERS_WITHIN_MS) throw new Error('too late to hand this message over');
}

/** It is asked so often what became of a message: what is to be sent goes before. */
const NOTIFY_ASKED: Limit = { name: 'notify-asked', times: 10, seconds: 1 };

/** Waits until the provider takes one more, counted across every process. */
async function withinRate(limit: Limit, from: number): Promise<void> {
  while (!(await spend(limit, 'all')).within) {
    inTime(from);
    // Not all at the same moment of the next second.
    await sleep(200 + Math.random() * 800);
  }
  inTime(from);
}

type Notify = Extract<Config['mail'], { kind: 'notify' }>;

/** Its client, which by itself would wait for ever. */
async function clientOf(way: Notify) {
  const { NotifyClient } = await import('notifications-node-client');
  const client = new NotifyClient(way.url, way.apiKey);
  const { restClient: ask } = client.apiClient as { restClient: (options: object) => Promise<unknown> };
  const patient = (options: object) => ask({ ...options, timeout: ANSWERS_WITHIN_MS, signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
  client.setClient(patient as Parameters<typeof client.setClient>[0]);
  return client;
}

async function byNotify(way: Notify, mail: Mail, from: number): Promise<{ provider: string; providerId: string }> {
  const client = await clientOf(way);
  inTime(from);
  // Also the first time: whoever tried before may have died before they could say so.
  const earlier = await client.getNotifications(undefined, undefined, mail.reference, undefined);
  const known = earlier.data.notifications[0];
  if (known) return { provider: 'notify', providerId: known.id };
  await withinRate(NOTIFY_RATE, from);
  if (mail.channel === 'text') {
    if (way.textTemplateId === null) throw new Error('no way to send a text is set');
    const texted = await client.sendSms(way.textTemplateId, mail.to, { personalisation: { body: mail.body }, reference: mail.reference });
    return { provider: 'notify', providerId: texted.data.id };
  }
  const sent = await client.sendEmail(way.templateId, mail.to, { personalisation: { subject: mail.subject, body: mail.body }, reference: mail.reference });
  return { provider: 'notify', providerId: sent.data.id };
}

/**
 * Hands a message to the configured provider. GOV.UK Notify is asked for the reference first, and never given one twice; a mail
 * server cannot be asked, and a letter whose answer was lost goes there again under the same Message-ID.
 * @param from when it was taken up (`performance.now()`).
 * @returns who took it, and its id there.
 * @throws when the provider did not take it, or did not answer in time: the job is retried.
 */
export async function deliver(mail: Mail, from: number, way: Config['mail'] = config().mail): Promise<{ provider: string; providerId: string }> {
  if (way.kind === 'tray') return { provider: 'tray', providerId: mail.reference };
  if (way.kind === 'notify') return byNotify(way, mail, from);
  if (mail.channel === 'text') throw new Error('no way to send a text is set');
  const { createTransport } = await import('nodemailer');
  inTime(from);
  const patience = { connectionTimeout: ANSWERS_WITHIN_MS, greetingTimeout: ANSWERS_WITHIN_MS, socketTimeout: ANSWERS_WITHIN_MS, dnsTimeout: ANSWERS_WITHIN_MS };
  const sent = await createTransport({ url: way.url, ...patience }).sendMail({ from: way.from, to: mail.to, subject: mail.subject, text: mail.body, messageId: `<${mail.reference}@doorstep>` });
  return { provider: 'smtp', providerId: sent.messageId };
}

/** What the two clients say of a request that was not done: Notify's answer, or the mail server's. */
interface NotDone {
  response?: { status?: number };
  code?: string;
  responseCode?: number;
  command?: string;
}

/**
 * Did the provider refuse this message for good, as it does an address that is none or that it knows does not exist? Not so where it did
 * not answer, is too busy, or does not know us: that says nothing of the address. Notify answers 400; a mail server 5xx to the recipient or
 * to the message; a client that finds no address in it asks nobody.
 */
export function wasRefused(error: unknown): boolean {
  const { response, code, responseCode = 0, command } = error as NotDone;
  if (response?.status === 400) return true;
  if (code === 'EENVELOPE' && command === 'API') return true;
  return responseCode >= 500 && ((code === 'EENVELOPE' && command === 'RCPT TO') || code === 'EMESSAGE');
}

/** What became of a message in the end, in GOV.UK Notify's words: each but the first is final there, and nobody got it. */
export const ARRIVALS = ['delivered', 'permanent-failure', 'temporary-failure', 'technical-failure'] as const;
export type Arrival = (typeof ARRIVALS)[number];

/** Does the provider say what became of a message that it took? A mail server and the demo tray do not. */
export function tellsArrival(way: Config['mail']): way is Notify {
  return way.kind === 'notify';
}

/**
 * Asks GOV.UK Notify what became of a message that it took (`GET /v2/notifications/{id}`).
 * @param providerId the message's id there.
 * @returns null while that is not known (created, sending, pending), or where it knows no such message.
 * @throws when it does not answer in time, or refuses.
 */
export async function arrivalOf(way: Notify, providerId: string): Promise<Arrival | null> {
  const client = await clientOf(way);
  await withinRate(NOTIFY_ASKED, performance.now());
  try {
    const { data } = await client.getNotificationById(encodeURIComponent(providerId));
    return ARRIVALS.find((known) => known === data.status) ?? null;
  } catch (error) {
    // It keeps a message for a week; an id that is none of its own is answered with 400.
    const status = (error as { response?: { status?: number } }).response?.status;
    if (status === 404 || status === 400) return null;
    throw error;
  }
}
