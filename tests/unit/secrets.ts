/** What a secret looks like when it lies where it should not: in a file, or in what a file once was. */
export const SECRETS: Record<string, RegExp> = {
  'a private key': /-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED |PGP )?PRIVATE KEY/,
  'a key of AWS': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  'a token of GitHub': /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22,})/,
  'a token of npm': /\bnpm_[A-Za-z0-9]{36}\b/,
  'a token of Slack': /\bxox[abprs]-[\w-]{10,}/,
  'a key of Google': /\bAIza[\w-]{35}\b/,
  'a key of Stripe': /\b[rs]k_live_\w{20,}/,
  // GOV.UK Notify: a name, the service's id and the secret.
  'a key of Notify': /\b[\w]+-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/,
  'a signed token': /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{10,}/,
  'a password in an address': /\b[a-z][a-z+]{2,}:\/\/[^\s:/@'"`$…]+:(?!password@|…|\$|<)[^\s:/@'"`$…<{]{8,}@(?!localhost|127\.0\.0\.1)/,
  'a setting with its secret': /\b(?:SESSION_SECRET|LEDGER_KEY|SEAL_KEYS|CHECKPOINT_KEY|NOTIFY_API_KEY)\s*[=:]\s*['"]?[A-Za-z0-9+/=:_-]{24,}/,
};

/** Made for tests, and a key to nothing: each is named with why it is there. */
const KNOWN: readonly string[] = [];

/** The kinds of secret in a piece of text, each with the beginning of what was found and no more of it. */
export function secretsIn(text: string): string[] {
  return Object.entries(SECRETS).flatMap(([kind, pattern]) => {
    const found = new RegExp(pattern, 'g');
    return [...text.matchAll(found)].filter(([hit]) => !KNOWN.some((known) => hit.includes(known))).map(([hit]) => `${kind}: ${hit.slice(0, 12)}…`);
  });
}
