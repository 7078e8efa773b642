/** What stands where something is kept secret, for those who ask for it (domain 7.6). */
export const KEPT_SECRET = '[kept secret]';

/** Words as they are compared: what stands in the place of a kept secret is nobody's address, number or name. */
export const withoutKept = (text: string): string => text.replaceAll(KEPT_SECRET, ' ');
