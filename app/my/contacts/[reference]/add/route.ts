import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { closeDraft, openDraft, openDrafts, saveStep } from '@/lib/platform/draft/store';
import type { Form } from '@/lib/platform/http/body';
import { seeOther } from '@/lib/platform/http/answer';

/** The signs ticked, by child: fields "signs.1", "signs.2" and so on. */
function signsIn(form: Form): Record<string, string[]> {
  const ticked = Object.keys(form.fields()).flatMap((name) => {
    const ordinal = /^signs\.(\d+)$/.exec(name)?.[1];
    return ordinal === undefined ? [] : [[ordinal, form.list(name)] as const];
  });
  return Object.fromEntries(ticked);
}

export const POST = route('POST /my/contacts/[reference]/add', async ({ tx, contact, form, params }) => {
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const immediate = form.text('immediate') === 'yes';
  const done = await addToContact(tx, contact.id, { key: form.text('key'), text: form.text('text'), indicators: signsIn(form), immediate });
  // What was typed is kept until it is added, so that a refusal loses nothing.
  const [typed] = await openDrafts(tx, 'addition', contact.id);
  if (!done.ok) {
    const draft = typed ?? (await openDraft(tx, { kind: 'addition', contactId: contact.id }));
    const again = done.problem === 'same_key_other_content' ? { key: '' } : {};
    await saveStep(tx, draft.id, 'addition', () => true, { ...form.fields(), ...again }, draft.version);
    return seeOther(`/my/contacts/${contact.reference}?add=${done.problem}#add`);
  }
  if (typed) await closeDraft(tx, typed.id, { how: 'sent' });
  return seeOther(`/my/contacts/${contact.reference}?done=${immediate ? 'danger' : done.value.urgent ? 'urgent' : 'added'}`);
});
