import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import { londonDate, now } from '@/lib/platform/time';
import { guideInForce } from '@/lib/threshold/guides';
import { AREA_IDS } from '@/lib/threshold/model';
import type { Guide } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { parseAssessInput } from '@/lib/threshold/schema';

const USAGE = `Usage: npm run assess -- --guide AREA --input FILE [--on YYYY-MM-DD]
  AREA is one of ${AREA_IDS.join(', ')}; FILE may be - for standard input.`;

/** Bad input: what is wrong goes to standard error with the field's name, and the command ends with 2. */
function refuse(lines: string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(2);
}

function main(): void {
  const { guide: area, input, on } = argumentsGiven();
  const guide = guideFor(area, on);
  const parsed = parseAssessInput(guide, readJson(input));
  if (!parsed.ok) refuse(parsed.problem.map(({ field, message }) => `${field}: ${message}`));
  process.stdout.write(`${JSON.stringify(propose(guide, parsed.value), null, 2)}\n`);
}

function argumentsGiven(): { guide: string; input: string; on: string | undefined } {
  const { guide, input, on } = readArguments();
  if (guide === undefined) refuse(['--guide: is missing', USAGE]);
  if (input === undefined) refuse(['--input: is missing', USAGE]);
  return { guide, input, on };
}

function readArguments(): { guide?: string | undefined; input?: string | undefined; on?: string | undefined } {
  try {
    return parseArgs({
      options: { guide: { type: 'string' }, input: { type: 'string' }, on: { type: 'string' } },
    }).values;
  } catch (fault) {
    return refuse([messageOf(fault), USAGE]);
  }
}

function guideFor(area: string, on: string | undefined): Guide {
  const known = AREA_IDS.find((id) => id === area);
  if (known === undefined) refuse([`--guide: ${area} is not one of ${AREA_IDS.join(', ')}`]);
  const date = on === undefined ? londonDate(now()) : dateFrom(on);
  const guide = guideInForce(known, date);
  if (guide === undefined) refuse([`--on: no guide of ${area} was in force on ${date.toString()}`]);
  return guide;
}

function dateFrom(on: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(on);
  } catch {
    return refuse([`--on: ${on} is not a date such as 2026-04-02`]);
  }
}

function readJson(input: string): unknown {
  let text: string;
  try {
    text = readFileSync(input === '-' ? process.stdin.fd : input, 'utf8');
  } catch (fault) {
    return refuse([`--input: ${messageOf(fault)}`]);
  }
  try {
    return JSON.parse(text);
  } catch (fault) {
    return refuse([`--input: is not JSON (${messageOf(fault)})`]);
  }
}

function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}

main();
