import { LINK_HERE } from './follow-up/link';

/**
 * An e-mail to tell whoever rang that a letter waits (safe practice 11). Where they have an account they sign in; otherwise it
 * holds their link, whose place is kept free until it leaves.
 * @param letterId of the letter, for somebody with an account; null for a link.
 */
export function callMail(reference: string, publicOrigin: string, letterId: string | null): { subject: string; body: string } {
  return {
    subject: `There is a message for you: ${reference}`,
    body: [
      `There is a message for you about ${reference}.`,
      letterId === null ? 'To read it you need the code that we told you on the telephone:' : 'Sign in to read it:',
      letterId === null ? LINK_HERE : `${publicOrigin}/my/calls/${letterId}`,
      'Please do not answer this e-mail: nobody reads the answers. If a child is in danger now, ring 999.',
    ].join('\n\n'),
  };
}

/**
 * An e-mail to somebody who told us of a child: that there is a message, and their link to how far it is (domain 7.11), whose
 * place is kept free until it leaves.
 * @param account they can sign in, too.
 */
export function statusMail(reference: string, publicOrigin: string, { account }: { account: boolean }): { subject: string; body: string } {
  return {
    subject: `There is a message for you: ${reference}`,
    body: [
      `There is a message for you about ${reference}.`,
      ...(account ? ['Sign in to read it:', `${publicOrigin}/my/contacts/${reference}`, 'Without signing in you see how far it is here. You need the code that stands on that page:'] : ['To read it you need something that this e-mail does not say:']),
      LINK_HERE,
      'Please do not answer this e-mail: nobody reads the answers. If a child is in danger now, ring 999.',
    ].join('\n\n'),
  };
}

/** An e-mail to tell somebody that a letter waits: the reference and where to sign in, nothing else (safe practice 11). */
export function noticeMail(reference: string, publicOrigin: string): { subject: string; body: string } {
  return {
    subject: `There is a message for you: ${reference}`,
    body: [
      `There is a message for you about ${reference}.`,
      'Sign in to read it:',
      `${publicOrigin}/my/contacts/${reference}`,
      'Please do not answer this e-mail: nobody reads the answers. If a child is in danger now, ring 999.',
    ].join('\n\n'),
  };
}
