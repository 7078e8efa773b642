import { route } from '@/app/_edge/route';
import { handedBack, json, plainPage, seeOther, wordsIn } from '@/lib/platform/http/answer';
import { LONDON } from '@/lib/platform/time';
import { saveDecisionDraft } from '@/lib/decision/verbs/save-decision-draft';
import { STARTED_FROM } from '@/lib/decision/draft';

const wholeNumber = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : 0);

/** Keeps what was typed, right or wrong; the autosave comes here too. */
export const POST = route(
  'POST /contacts/[reference]/decision/save',
  async ({ tx, person, contact, params, form, wantsJson }) => {
    const here = `/contacts/${params['reference']}/decision`;
    if (!contact) return seeOther('/queue');
    const saved = await saveDecisionDraft(tx, person, contact.id, {
      fields: form.fields(),
      version: wholeNumber(form.text('version')),
      startedFrom: wholeNumber(form.text(STARTED_FROM)),
      settle: form.text('settle'),
      conflictId: form.text('conflict'),
    });
    const words = wordsIn(form.fields());
    if (!saved.ok && saved.problem === 'missing' && !wantsJson && words.length > 0) return plainPage(409, 'That was not kept', ['This contact has ended meanwhile, so nothing more is decided on it.', ...handedBack(words)], { href: `/contacts/${contact.reference}`, text: 'To the contact' });
    if (!saved.ok) return wantsJson ? json({ problem: saved.problem }, saved.problem === 'conflict' ? 409 : 422) : seeOther(saved.problem === 'conflict' ? `${here}/conflict` : `${here}?look=typed`);
    if (wantsJson) return json({ version: saved.value.version, savedAt: tx.at.toZonedDateTimeISO(LONDON).toPlainTime().toString({ smallestUnit: 'minute' }) });
    if (form.text('action') === 'check') return seeOther(saved.value.complete ? `${here}/check` : `${here}?look=gaps`);
    if (form.text('action') === 'add-child') return seeOther(`${here}/child`);
    return seeOther(`${here}?look=typed&change=yes`);
  },
  { handIn: (params) => `/contacts/${params['reference']}/decision?look=typed&change=yes` },
);
