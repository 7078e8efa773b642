import type { Temporal } from 'temporal-polyfill';
import { readAgencies } from '@/lib/access/people-store';
import type { Tx } from '@/lib/platform/db';
import { textOf, type Draft } from '@/lib/platform/draft/model';
import { instantOf, londonDate } from '@/lib/platform/time';
import type { Guide } from '@/lib/threshold/model';
import { guideOn } from '../guide-on';
import { intakeOfDraft, type Intake } from '../machine/intake-store';
import type { ReceivingAuthority } from '../record';
import { PUBLIC } from '../report/classify';
import { reportFromFields, type ReadReport } from '../report/report-fields';
import { agreedFromFields, type Agreed } from '../ending/agreed';
import { arrived, callBegan, callerOf, emailOf, kindOfCall, writtenOf, type Caller, type CallingAgency, type Written } from './call-fields';
import type { CallKind } from './kinds';
import { ofKind } from './of-kind';
import { requestOf } from './request-fields';

/** A call as far as it was taken down: what the caller said as a report, and beside it who they are and what is ours. */
export interface ReadCall extends ReadReport {
  guide: Guide;
  /** What kind of conversation it is; a concern where nobody said. */
  kind: CallKind;
  caller: Caller;
  /** An e-mail or a letter that is typed in; null for a call. */
  written: Written | null;
  /** What another system sent and is typed in here; null for everything else. */
  intake: Intake | null;
  /** When the call began, or what is typed in reached the authority. */
  began: Temporal.Instant;
  /** Our notes and history: no part of the report. */
  notes: string;
  /** What was agreed with the caller before hanging up. */
  agreed: Agreed;
  agencies: readonly CallingAgency[];
}

/** Reads a call from its draft, by the guide in force on the day it began. */
export async function readCall(tx: Tx, { id, content: { fields }, createdAt }: Pick<Draft, 'id' | 'content' | 'createdAt'>, authority: ReceivingAuthority): Promise<ReadCall> {
  const agencies = await readAgencies(tx);
  const written = writtenOf(fields);
  const intake = written === 'api' ? await intakeOfDraft(tx, id) : null;
  // What a machine sent was here when it was sent, whoever types it in, whenever.
  const { began, warnings } = intake !== null ? { began: intake.receivedAt, warnings: [] } : (written === null ? callBegan : arrived)(fields, instantOf(createdAt));
  const today = londonDate(began);
  const guide = guideOn(authority.settings.guideArea, today);
  const caller = callerOf(fields, agencies);
  const read = reportFromFields(fields, { today, indicators: guide.indicators, reporter: { name: caller.name, email: '', agencyName: caller.agency.kind === PUBLIC ? '' : caller.agency.name } });
  const { agreed, notes } = agreedFromFields(fields);
  const kind = kindOfCall(fields);
  const asked = kind === 'information_request' ? requestOf(fields).warnings : [];
  return { ...read, report: ofKind(read.report, kind), warnings: [...warnings, ...emailOf(fields).warnings, ...asked, ...read.warnings, ...notes], guide, kind, caller, written, intake, began, notes: textOf(fields, 'call.notes'), agreed, agencies };
}
