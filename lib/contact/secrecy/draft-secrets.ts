import type { Fields } from '@/lib/platform/draft/model';
import { hide, protectReport } from './protecting';
import type { Report } from '../schema';

const SECRET_FIELDS: Record<string, readonly string[]> = { keepAddressSecret: ['address', 'postcode'], keepPhoneSecret: ['phone'], keepSchoolSecret: ['school'] };

/**
 * What may stay of what was typed, without what the report asks to keep secret: once sent, not even its author's copy holds it, nor a
 * page of it that is kept beside it, which need not say itself that it is secret.
 * @returns null when nothing is to be kept secret.
 */
export function hidesInDraft(sent: Fields, report: Report): ((fields: Fields) => Fields) | null {
  const details = protectReport(report).kept.filter(({ kind }) => kind !== 'words');
  if (details.length === 0) return null;
  const emptiedBy = (fields: Fields) => Object.keys(fields).flatMap((name) => {
    const dot = name.lastIndexOf('.');
    return (SECRET_FIELDS[name.slice(dot + 1)] ?? []).map((each) => `${name.slice(0, dot)}.${each}`);
  });
  const secret = emptiedBy(sent);
  return (fields) => {
    const emptied = [...secret, ...emptiedBy(fields)];
    return Object.fromEntries(
      Object.entries(fields)
        .filter(([name]) => !emptied.includes(name))
        .map(([name, value]) => [name, typeof value === 'string' ? hide(value, details) : value.map((each) => hide(each, details))]),
    );
  };
}
