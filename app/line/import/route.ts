import { route } from '@/app/_edge/route';
import { readCsv, readJson } from '@/lib/line/events/call-event';
import { importCalls } from '@/lib/line/verbs/import-calls';
import { keepTyped } from '@/lib/platform/draft/typed';
import { bodyAnswer, seeOther } from '@/lib/platform/http/answer';
import { readText } from '@/lib/platform/http/body';
import { IMPORT_REPORT, reportFields } from '../typed';

export const POST = route(
  'POST /line/import',
  async ({ tx, form }) => {
    const file = form.file('calls');
    if (file === null || file.bytes.length === 0) return seeOther('/line?problem=no_file#import');
    const text = readText(file.bytes);
    if (!text.ok) return bodyAnswer(text.problem);
    const read = (/^[\s\uFEFF]*\{/.test(text.value) ? readJson : readCsv)(text.value, tx.at);
    if (!read.ok) return seeOther(`/line?problem=${read.problem}#import`);
    await keepTyped(tx, IMPORT_REPORT, reportFields(await importCalls(tx, read.value)));
    return seeOther('/line?done=imported#import');
  },
  { back: () => '/line', files: true },
);
