import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { londonWords } from '@/lib/clock/evidence';
import { typedWhen } from '@/lib/duty/evidence';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { latestOrderEnd, LETTING_GO, policeEnd, type LettingGo, type Protection, type ProtectionInput, type ProtectionKind } from './model';

/** An answer that is missing or cannot be. */
export interface ProtectionGap {
  field: string;
  message: string;
}

const WHEN = (name: string) => [`${name}.day`, `${name}.month`, `${name}.year`, `${name}.time`];
/** The fields of the two forms, as posted. */
export const PROTECTION_FIELDS = ['follows', 'corrects', 'child', 'kind', 'force', 'officer', 'court', 'case', 'place', 'reason', ...WHEN('began'), ...WHEN('ends')];
export const ENDING_FIELDS = ['protection', 'how', 'words', ...WHEN('ended')];

const LONGEST_LINE = 200;
const LONGEST = 4000;
const said = (missing: string, most: number) => z.string().trim().min(1, missing).max(most, `Use ${most.toLocaleString('en-GB')} characters or fewer`);

const police = z.object({
  force: said('Name the police force', LONGEST_LINE),
  officer: said('Name the officer, with rank or number', LONGEST_LINE),
});
const order = z.object({
  court: said('Name the court', LONGEST_LINE),
  case: said('Give the number of the case', LONGEST_LINE),
});
const place = said('Say where the child is now', LONGEST);
const correction = said('Say what was wrong', LONGEST);
const endingWords: Record<LettingGo, z.ZodType<string>> = {
  returned: said('Say to whom the child goes, why that is safe, and who looks', LONGEST),
  s20: said('Say who agreed, and where the child lives', LONGEST),
  ico: said('Say which court made it, and until when', LONGEST),
  other_authority: said('Say which authority, and who there has taken over', LONGEST),
};

const choice = <T extends string>(fields: Fields, name: string, among: readonly T[]): T | null => among.find((each) => each === textOf(fields, name)) ?? null;

/** Reads words by a schema, and notes what is wrong with them. */
function reader(gaps: ProtectionGap[], fields: Fields) {
  return (name: string, schema: z.ZodType<string>): string => {
    const read = schema.safeParse(textOf(fields, name));
    if (read.success) return read.data;
    gaps.push({ field: name, message: read.error.issues[0]?.message ?? 'This cannot be read' });
    return '';
  };
}

/** A day and a time that were typed; a day alone says too little where hours count. */
function readWhen(gaps: ProtectionGap[], fields: Fields, name: string, missing: string): Temporal.Instant | null {
  const { at, withTime } = typedWhen(fields, name);
  if (at !== null && withTime) return at.toInstant();
  gaps.push({ field: `${name}.day`, message: missing });
  return null;
}

export interface ProtectionAround {
  at: Temporal.Instant;
  /** Who can be under one: born, and a child of the contact. */
  children: readonly { id: string }[];
  /** What it follows or puts right: the child, and where it extends an order the kind, are said there. */
  follows: Protection | null;
  corrects: Protection | null;
  /** The order that is extended, by this record or by the one that it puts right. */
  extends: Protection | null;
  /** By what the child was held on from the record that is put right: the kind is said by that, and its times have to fit. */
  followed: Protection | null;
}

/** Reads what was typed of a child under police protection or an order, or names every gap in plain words (Children Act 1989 ss.44 to 46). */
export function readProtection(fields: Fields, around: ProtectionAround): Result<ProtectionInput, ProtectionGap[]> {
  const gaps: ProtectionGap[] = [];
  const words = reader(gaps, fields);
  const before = around.follows ?? around.corrects;
  const personId = before === null ? (around.children.find(({ id }) => id === textOf(fields, 'child'))?.id ?? null) : before.personId;
  if (personId === null) gaps.push({ field: 'child', message: 'Choose the child. A child who is not born yet can be under neither' });
  const kind: ProtectionKind | null = around.follows !== null || (around.corrects?.followsId ?? null) !== null ? 'order' : around.followed !== null && around.corrects !== null ? around.corrects.kind : choice(fields, 'kind', ['police', 'order']);
  if (kind === null) gaps.push({ field: 'kind', message: 'Choose which of the two' });
  const beganAt = readWhen(gaps, fields, 'began', 'Give the day and the time at which it began, such as 27 11 2026 and 16:30');
  if (beganAt !== null && Temporal.Instant.compare(beganAt, around.at) > 0) gaps.push({ field: 'began.day', message: 'That is still to come. Say when it began' });
  const endsAt = kind === 'order' ? readOrderEnd(gaps, fields, beganAt, around.extends) : beganAt === null ? null : policeEnd(beganAt);
  if (beganAt !== null && endsAt !== null && around.followed !== null) fitFollowed(gaps, { beganAt, endsAt }, kind, around.followed);
  const [agency, named] = kind === 'order' ? [words('court', order.shape.court), words('case', order.shape.case)] : kind === 'police' ? [words('force', police.shape.force), words('officer', police.shape.officer)] : ['', ''];
  const where = words('place', place);
  const reason = around.corrects === null ? '' : words('reason', correction);
  if (gaps.length > 0 || personId === null || kind === null || beganAt === null || endsAt === null) return refused(gaps);
  return ok({ personId, kind, beganAt, endsAt, agency, named, place: where, reason });
}

function readOrderEnd(gaps: ProtectionGap[], fields: Fields, beganAt: Temporal.Instant | null, extended: Protection | null): Temporal.Instant | null {
  const endsAt = readWhen(gaps, fields, 'ends', 'Give the day and the time at which it ends, as the court said');
  if (endsAt === null || beganAt === null) return null;
  const latest = latestOrderEnd(beganAt, extended);
  if (Temporal.Instant.compare(endsAt, beganAt) <= 0) gaps.push({ field: 'ends.day', message: 'It ends before it began. Look at both times' });
  else if (Temporal.Instant.compare(endsAt, latest) > 0) gaps.push({ field: 'ends.day', message: `${extended === null ? 'An order lasts 8 days at most' : 'An order is extended by 7 days at most, and lasts 15 in all'}: until ${londonWords(latest)}` });
  return endsAt;
}

/** What followed stays as it is recorded: it was made after this began, and extends an order by no more than the Act lets it (s.45). */
function fitFollowed(gaps: ProtectionGap[], one: Pick<Protection, 'beganAt' | 'endsAt'>, kind: ProtectionKind | null, followed: Protection): void {
  if (Temporal.Instant.compare(one.beganAt, followed.beganAt) > 0) gaps.push({ field: 'began.day', message: `What followed was made ${londonWords(followed.beganAt)}. Put that right first, or look at this time` });
  else if (kind === 'order' && Temporal.Instant.compare(followed.endsAt, latestOrderEnd(followed.beganAt, one)) > 0) gaps.push({ field: 'ends.day', message: `The extension is recorded until ${londonWords(followed.endsAt)}, longer than this lets it last. Put that right first, or look at this time` });
}

export interface EndingInput {
  how: LettingGo;
  endedAt: Temporal.Instant;
  words: string;
}

/** Reads how it ends. That a child goes home may be still to come: a second person is asked first. */
export function readEnding(fields: Fields, { at, one }: { at: Temporal.Instant; one: Pick<Protection, 'beganAt'> }): Result<EndingInput, ProtectionGap[]> {
  const gaps: ProtectionGap[] = [];
  const how = choice(fields, 'how', LETTING_GO);
  if (how === null) gaps.push({ field: 'how', message: 'Choose what follows' });
  const endedAt = readWhen(gaps, fields, 'ended', 'Give the day and the time');
  if (endedAt !== null && Temporal.Instant.compare(endedAt, one.beganAt) < 0) gaps.push({ field: 'ended.day', message: 'That is before it began' });
  if (endedAt !== null && how !== 'returned' && Temporal.Instant.compare(endedAt, at) > 0) gaps.push({ field: 'ended.day', message: 'That is still to come. Record it once it is so' });
  const words = how === null ? reader(gaps, fields)('words', said('Say what was agreed', LONGEST)) : reader(gaps, fields)('words', endingWords[how]);
  if (gaps.length > 0 || how === null || endedAt === null) return refused(gaps);
  return ok({ how, endedAt, words });
}
