/**
 * May this unsafe request change anything? Its Origin must be the configured one, and the browser, when it
 * says so, must call it same-origin. A missing or null Origin is refused (ASVS v5.0.0-3.5.1).
 */
export function sameOrigin(headers: Headers, publicOrigin: string): boolean {
  const site = headers.get('sec-fetch-site');
  return headers.get('origin') === publicOrigin && (site === null || site === 'same-origin');
}
