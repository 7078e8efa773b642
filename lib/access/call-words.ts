/**
 * What calls somebody to an alarm or to a page of their own: the reference and that there is a message, nothing else (safe practice 7.11).
 * @param path the page on which they read it; its address names nobody.
 */
export function callMail(reference: string | null, publicOrigin: string, path: '/alarms' | '/my/drafts' | '/calls' | '/talk' | '/admin/people' = '/alarms'): { subject: string; body: string } {
  const about = reference === null ? '' : ` about ${reference}`;
  return {
    subject: reference === null ? 'There is a message for you' : `There is a message for you: ${reference}`,
    body: [`There is a message for you${about}.`, 'Sign in to read it:', `${publicOrigin}${path}`].join('\n\n'),
  };
}

/** The same as a text. */
export function callText(reference: string | null, publicOrigin: string): string {
  return `There is a message for you${reference === null ? '' : ` about ${reference}`}.\n${publicOrigin}/alarms`;
}
