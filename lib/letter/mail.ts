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
