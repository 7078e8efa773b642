import { FileList } from '@/app/report/_parts/files';
import { Day, YesNo, type Typed } from '@/app/report/_parts/questions';
import { Button, CharacterCount, Checkboxes, Details, InsetText } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import { ADDITION_CHARACTERS } from '@/lib/contact/additions/addition';
import { bornField, bornQuestion } from '@/lib/contact/additions/births';
import { cutField, cutQuestion } from '@/lib/contact/additions/cut';
import type { Original } from '@/lib/contact/originals/original-store';
import { LATE } from '@/lib/contact/additions/late';
import { KEPT } from '@/lib/platform/draft/kept';
import { listOf, textOf, type Fields } from '@/lib/platform/draft/model';
import { CHALLENGE_WORDS } from './challenge-words';
import { InDanger } from './in-danger';
import { OfColleague } from './of-colleague';
import type { Domain, Guide } from '@/lib/threshold/model';

/** A child as the form names it to the one who reported it. */
export interface ReportedChild {
  /** As in the proposal: from "1". */
  ordinal: string;
  called: string;
  /** Told of by the reader before its birth. */
  unborn: boolean;
}

const DOMAIN_NAMES: Record<Domain, string> = { CD: 'The child’s development', PC: 'How the child is looked after', FE: 'Family and surroundings' };

/** What was newly seen of a child and, where the reader's duty could follow from it, whether it is known of a girl that she was cut: no sign says that (domain 7.15). */
function Signs({ child, guide, fields, asksCut }: { child: ReportedChild; guide: Guide; fields: Fields; asksCut: boolean }) {
  const name = `signs.${child.ordinal}`;
  const chosen = new Set(listOf(fields, name));
  return (
    <Details summaryText={`Tick what you have newly seen for ${child.called}`} open={chosen.size > 0 || textOf(fields, cutField(child.ordinal)) !== ''}>
      {(['CD', 'PC', 'FE'] as const).map((domain) => (
        <Checkboxes
          key={domain}
          name={name}
          idPrefix={`signs-${child.ordinal}-${domain}`}
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: DOMAIN_NAMES[domain], classes: 'govuk-fieldset__legend--s' } }}
          items={guide.indicators
            .filter((indicator) => indicator.domain === domain && indicator.kind !== 'ST')
            .map(({ id, phrase }) => ({ value: id, text: phrase, checked: chosen.has(id) }))}
        />
      ))}
      {asksCut && !child.unborn && (
        <YesNo
          typed={{ fields, errors: [] }}
          name={cutField(child.ordinal)}
          label={cutQuestion(child.called)}
          hint="If yes and she is under 18, teachers and health and social care professionals must also report it to the police themselves, on 101, by the end of the next working day after they learned of it."
        />
      )}
    </Details>
  );
}

/** Whether a baby who was told of before birth has been born: an injury of one who was is level 4 (domain 2.2 behaviour 6). */
function Born({ child: { ordinal, called }, typed }: { child: ReportedChild; typed: Typed }) {
  return (
    <>
      <YesNo typed={typed} name={bornField(ordinal)} label={bornQuestion(called)} />
      <Day typed={typed} name={`${bornField(ordinal)}.on`} label="If so, on which day?" hint="Leave it empty if you do not know it." />
    </>
  );
}

/** Where the form was filled from, and what goes with it that it has no question for. */
function FromLatePage({ page, danger }: { page: string; danger: boolean }) {
  return (
    <>
      <input type="hidden" name={LATE} value={page} />
      <InsetText>
        <p className="govuk-body">This form is filled with what you typed on a page that did not go with your report. When you send it, what you answered there goes with it: also who must not be told, and what is to be kept secret, which is hidden here.</p>
        {danger && <p className="govuk-body">“A child is in danger now” is ticked where you answered there that a child could be hurt before anybody can ring you.</p>}
      </InsetText>
    </>
  );
}

/** What a referrer adds afterwards: danger first, then words, then what the area's guide asks about. */
export function AddForm({ reference, mine, token, kept, reported, guide, fields, errors, files, scanner }: { files: readonly Original[]; scanner: boolean; reference: string; mine: boolean; token: string; kept: string; reported: readonly ReportedChild[]; guide: Guide; fields: Fields; errors: readonly FormError[] }) {
  return (
    <form method="post" action={`/my/contacts/${reference}/add`} noValidate>
      <input type="hidden" name="key" value={textOf(fields, 'key') || token} />
      <input type="hidden" name={KEPT} value={kept} />
      {textOf(fields, LATE) !== '' && <FromLatePage page={textOf(fields, LATE)} danger={textOf(fields, 'immediate') === 'yes'} />}
      <InDanger fields={fields} scope="add-" />
      <CharacterCount
        name="text"
        rows={6}
        maxlength={ADDITION_CHARACTERS}
        threshold={75}
        label={{ text: 'What has happened, or what do you know now?' }}
        hint={{ text: 'Say what you saw or heard and when, apart from what you think of it. Write the child’s words exactly. If you do not agree, say what you think should be decided otherwise, and why.' }}
        value={textOf(fields, 'text')}
        errorMessage={errorFor(errors, 'text')}
      />
      <OfColleague fields={fields} scope="add-" />
      {reported.filter(({ unborn }) => unborn).map((child) => (
        <Born key={child.ordinal} child={child} typed={{ fields, errors }} />
      ))}
      {reported.map((child) => (
        <Signs key={child.ordinal} child={child} guide={guide} fields={fields} asksCut={mine} />
      ))}
      {files.length > 0 && (
        <>
          <p className="govuk-body">It goes with {files.length === 1 ? 'this file' : 'these files'}:</p>
          <FileList files={files} scanner={scanner} />
        </>
      )}
      <div className="govuk-button-group">
        <Button text="Send what I have added" preventDoubleClick />
        <Button text="Send it as a challenge" name="act" value="challenge" classes="govuk-button--secondary" preventDoubleClick />
        <Button text={files.length === 0 ? 'Attach a file' : 'Attach another file, or take one away'} name="act" value="files" classes="govuk-button--secondary" />
      </div>
      <p className="govuk-body">{CHALLENGE_WORDS}</p>
    </form>
  );
}
