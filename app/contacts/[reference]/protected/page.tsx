import { page } from '@/app/_edge/page';
import { Card, Cards, DateTime, Narrative } from '@/components/doorstep';
import { BackLink, Button, Checkboxes, Details, Input, InsetText, Radios, Select, SummaryList, Textarea } from '@/components/govuk';
import { Done, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { readNames } from '@/lib/access/store';
import { LOOK_MINUTES, PROTECTED_KIND_WORDS, PROTECT_PROBLEM_WORDS, type ProtectProblem } from '@/lib/contact/secrecy/protecting';
import { liveLook, openProtected, readMarkers, type ProtectedMarker } from '@/lib/contact/secrecy/protected-store';
import { nameOf } from '@/lib/contact/report/report-words';
import type { Report } from '@/lib/contact/schema';
import { readContact } from '@/lib/contact/store';
import { mayLook } from '@/lib/contact/verbs/look-at-protected';

export const metadata = { title: 'Protected details' };

const DONE_WORDS: Record<string, string> = {
  kept: 'It is kept secret. Letters that had not gone are cancelled: confirm each and have it written anew.',
  opened: `You can see it for ${LOOK_MINUTES} minutes. Each look is recorded.`,
};

const isProblem = (text: string): text is ProtectProblem => Object.hasOwn(PROTECT_PROBLEM_WORDS, text);

/** Everybody of the report by place: "children.0". */
function everybody(report: Report): { place: string; name: string }[] {
  return [
    ...report.children.map((child, index) => ({ place: `children.${index}`, name: nameOf(child, `Child ${index + 1}`) })),
    ...report.household.map((member, index) => ({ place: `household.${index}`, name: nameOf(member, `Person ${index + 1} of the family`) })),
  ];
}

/** What stands in the report and is not kept secret yet. */
function open(report: Report): { value: string; text: string; hint: string }[] {
  const of = (place: string, name: string, detail: string, words: string, label: string) => (words.trim() === '' ? [] : [{ value: `${place}/${detail}`, text: `${label} of ${name}`, hint: words.replace(/\s*\n\s*/g, ', ') }]);
  return [
    ...report.children.flatMap((child, index) => {
      const [place, name] = [`children.${index}`, nameOf(child, `Child ${index + 1}`)];
      const address = [child.address, child.postcode].filter((part) => part.trim() !== '').join(', ');
      return [...of(place, name, 'address', address, 'Address'), ...of(place, name, 'phone', child.phone, 'Telephone'), ...of(place, name, 'school', child.school, 'School')];
    }),
    ...report.household.flatMap((member, index) => {
      const [place, name] = [`household.${index}`, nameOf(member, `Person ${index + 1} of the family`)];
      return [...of(place, name, 'address', member.address, 'Address'), ...of(place, name, 'phone', member.phone, 'Telephone')];
    }),
  ];
}

/** Whose a kept detail is, or which text repeated it. */
function ownerOf({ place, kind }: Pick<ProtectedMarker, 'place' | 'kind'>, names: readonly { place: string; name: string }[]): string {
  if (kind === 'words') return /^(addition|again|caller|must_not_be_told|request|note|question|answer|agreed|coaching|coaching_comment|who|relation|relation_end|service_agreement|family_openness|sharing_basis|checks_request|checks_answer|checks_taken_back|outbound_fact|outbound_correction|information_request|information_answer|information_answer_anew)\./.test(place) ? 'Written afterwards' : 'In the report';
  return names.find((each) => place === each.place || place.startsWith(`${each.place}.`))?.name ?? 'Somebody of the report';
}

/** What is kept secret of a contact: shown to whoever holds it, and to managers, by an act with a reason (domain 7.6). */
export default page('GET /contacts/[reference]/protected', async ({ tx, person, contact: head, query }) => {
  const contact = head ? await readContact(tx, head.id) : null;
  if (!head || contact === null) throw new Error('the wrapper loads the contact');
  const [markers, look, may] = await Promise.all([readMarkers(tx, head.id), liveLook(tx, head.id), mayLook(tx, person, head.id)]);
  const shown = look !== null && may ? await openProtected(tx, head.id) : [];
  if (shown.length > 0) tx.ledger({ action: 'protected.seen', objectKind: 'contact', objectId: head.id, detail: { details: shown.map(({ id }) => id) } });
  const names = await readNames(tx, markers.map(({ by }) => by));
  const people = everybody(contact.report);
  const details = markers.filter(({ kind }) => kind !== 'words');
  const choices = open(contact.report);
  const path = `/contacts/${head.reference}`;
  const problem = query('problem');
  const errors: FormError[] = isProblem(problem) ? [{ field: problem === 'reason_missing' ? 'look-reason' : 'chosen', message: PROTECT_PROBLEM_WORDS[problem] }] : [];
  const done = DONE_WORDS[query('done')];
  return {
    before: <nav aria-label="Back"><BackLink href={path} text="Back to the contact" /></nav>,
    body: (
      <>
        <FormErrors errors={errors} />
        <Done text={done} />
        <PageHeading caption={head.reference} heading="Protected details" lead="They stand in no letter, list, calendar or copy. Whoever holds the contact, and managers, can look with a reason." />
        <Cards columns={2}>
          <Card heading="What is kept secret" id="secrets">
            {details.length === 0 && <p className="govuk-body">Nothing yet.</p>}
            {shown.length > 0 && look !== null ? (
              <>
                <InsetText>
                  You can see this until <DateTime at={look.until} now={tx.at} within />. Your reason: <bdi>{look.reason}</bdi>
                </InsetText>
                <SummaryList rows={shown.map((detail) => ({ key: { text: `${PROTECTED_KIND_WORDS[detail.kind]}, ${ownerOf(detail, people)}` }, value: { html: <Narrative text={detail.words} /> } }))} />
              </>
            ) : (
              <ul className="govuk-list">
                {details.map((marker) => (
                  <li key={marker.id}>
                    {PROTECTED_KIND_WORDS[marker.kind]}, <bdi>{ownerOf(marker, people)}</bdi>{' '}
                    <span className="ds-secondary">
                      {marker.reason === '' ? 'as the report asked' : <bdi>{`${marker.reason} (${names.get(marker.by) ?? 'a colleague'})`}</bdi>}, <DateTime at={marker.at} now={tx.at} within />
                    </span>
                  </li>
                ))}
              </ul>
            )}
            {details.length > 0 && shown.length === 0 && (may ? (
              <form method="post" action={`${path}/protected/open`}>
                <Textarea id="look-reason" name="reason" rows={2} label={{ text: 'Why must you see it now?' }} hint={{ text: 'Your reason, and each time you look, are recorded.' }} attributes={{ required: true }} />
                <Button text="Show it to me" preventDoubleClick />
              </form>
            ) : (
              <p className="govuk-body">{PROTECT_PROBLEM_WORDS.not_yours}</p>
            ))}
          </Card>
          <Card heading="Keep more secret" id="keep">
            <form method="post" action={`${path}/protected/keep`}>
              {choices.length > 0 && <Checkboxes idPrefix="chosen" name="chosen" fieldset={{ legend: { text: 'What stands in the report', classes: 'govuk-fieldset__legend--s' } }} hint={{ text: 'It is taken out of the report, and hidden wherever a text repeats it.' }} items={choices.map(({ value, text, hint }) => ({ value, text, hint: { text: hint } }))} />}
              <Details summaryText="Add something that is not in the report">
                <Select id="whose" name="whose" label={{ text: 'Whose is it?' }} items={[{ value: '', text: 'Choose' }, ...people.map(({ place, name }) => ({ value: place, text: name }))]} />
                <Radios idPrefix="kind" name="kind" fieldset={{ legend: { text: 'What is it?', classes: 'govuk-fieldset__legend--s' } }} items={(['address', 'phone', 'school'] as const).map((value) => ({ value, text: PROTECTED_KIND_WORDS[value] }))} />
                <Textarea id="words" name="words" rows={3} label={{ text: 'The address, telephone or school' }} />
              </Details>
              <Input id="keep-reason" name="reason" label={{ text: 'Why?' }} hint={{ text: 'A refuge, a move away from somebody dangerous, adoption, a court order. Do not repeat the detail here.' }} attributes={{ required: true }} />
              <Button text="Keep it secret" classes="govuk-button--secondary" preventDoubleClick />
            </form>
            <p className="ds-secondary">Letters of this contact that have not gone are cancelled, and each has to be confirmed again.</p>
          </Card>
        </Cards>
      </>
    ),
  };
});
