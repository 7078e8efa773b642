import { Details } from '@/components/govuk';
import { Day, Line, OneOf, Tick, Words, YesNo, type Typed } from '@/app/report/_parts/questions';
import { nameOrPlace } from '@/lib/contact/report/report-fields';
import { PLAN_WORDS, PREGNANCY_KNOWN_WORDS, SEX_WORDS, WHERE_AUTHORITY_WORDS } from '@/lib/contact/report/report-words';
import { PLAN_KINDS, PREGNANCY_KNOWN } from '@/lib/contact/schema';
import { keysOf } from '@/lib/contact/report/steps';
import type { Fields } from '@/lib/platform/draft/model';
import { Several } from './several';
import type { StepProps } from './step-page';

interface ChildProps {
  typed: Typed;
  prefix: string;
  area: string;
}

const WHERE = [
  { value: 'this', text: WHERE_AUTHORITY_WORDS.this },
  { value: 'other', text: WHERE_AUTHORITY_WORDS.other },
];

/** Has anything under these names been typed already, or is anything wrong with it? Then it stands open. */
function open({ fields, errors }: Typed, prefix: string, names: readonly string[]): boolean {
  const said = (fields: Fields) => Object.entries(fields).some(([name, value]) => value.length > 0 && names.some((each) => name.startsWith(`${prefix}.${each}`)));
  return said(fields) || errors.some(({ field }) => names.some((each) => field.startsWith(`${prefix}.${each}`)));
}

/** The numbers by which a child is known. */
export function Numbers({ typed, prefix }: Omit<ChildProps, 'area'>) {
  return (
    <Details summaryText="NHS number and pupil number" open={open(typed, prefix, ['nhsNumber', 'upn'])}>
      <p className="govuk-body">They help us to be sure that it is the same child. We tell you if one looks mistyped, and take it either way.</p>
      <Line typed={typed} name={`${prefix}.nhsNumber`} label="NHS number" hint="10 figures" width="govuk-input--width-10" />
      <Line typed={typed} name={`${prefix}.upn`} label="Unique pupil number (UPN)" hint="A letter and 12 figures" width="govuk-input--width-20" capitals />
    </Details>
  );
}

/** Whether a child moves about alone: an injury of one who cannot is level 4 (domain 2.2 behaviour 6). */
export function Mobile({ typed, prefix, small = false }: Omit<ChildProps, 'area'> & { small?: boolean }) {
  return (
    <OneOf
      typed={typed}
      name={`${prefix}.nonMobile`}
      label="Can they crawl or walk by themselves?"
      inline
      small={small}
      items={[
        { value: 'no', text: 'Yes' },
        { value: 'yes', text: 'No' },
        { value: 'not_known', text: 'Not known' },
      ]}
    />
  );
}

/** Whether a child is without speech: then any underlying risk counts for more (domain 2.2 behaviour 6). */
export function Speech({ typed, prefix, small = false }: Omit<ChildProps, 'area'> & { small?: boolean }) {
  return (
    <OneOf
      typed={typed}
      name={`${prefix}.withoutSpeech`}
      label="Can they speak, and say what happened to them?"
      hint="Answer “No” for a child who is without speech, also if they sign or use pictures."
      inline
      small={small}
      items={[
        { value: 'no', text: 'Yes' },
        { value: 'yes', text: 'No' },
        { value: 'not_known', text: 'Not known' },
      ]}
    />
  );
}

const SPEAKING = ['language', 'interpreter', 'communication', 'disability', 'ethnicity', 'religion'];

function Speaking({ typed, prefix }: ChildProps) {
  return (
    <Details summaryText="Language, disability and culture" open={open(typed, prefix, SPEAKING)}>
      <Line typed={typed} name={`${prefix}.language`} label="Language they speak best" width="govuk-input--width-20" />
      <YesNo typed={typed} name={`${prefix}.interpreter`} label="Is an interpreter needed?" />
      <Line typed={typed} name={`${prefix}.communication`} label="How they communicate" hint="For example, Makaton, a picture board, hearing aids" />
      <YesNo typed={typed} name={`${prefix}.disability`} label="Are they disabled?" />
      <Line typed={typed} name={`${prefix}.disabilityWords`} label="What we should know about it" />
      <Line typed={typed} name={`${prefix}.ethnicity`} label="Ethnicity" width="govuk-input--width-20" />
      <Line typed={typed} name={`${prefix}.religion`} label="Religion" width="govuk-input--width-20" />
    </Details>
  );
}

const CIRCUMSTANCES = ['openPlan', 'homeAuthority', 'privateFostering', 'fostering28Days', 'fosteringSince', 'fosteringUntil', 'found', 'fgmKnown'];

/** What changes the level or what the law asks, whoever tells of it. */
export function Circumstances({ typed, prefix, area }: ChildProps) {
  const here = [{ value: 'this', text: `In ${area}` }, { value: 'other', text: 'Somewhere else' }];
  return (
    <Details summaryText="Plans, where they live, and other things that change what we must do" open={open(typed, prefix, CIRCUMSTANCES)}>
      <OneOf typed={typed} name={`${prefix}.openPlan`} label="Do they have a plan now?" items={PLAN_KINDS.map((value) => ({ value, text: PLAN_WORDS[value] }))} small />
      <OneOf typed={typed} name={`${prefix}.openPlanWhere`} label="With which council is the plan?" items={WHERE} inline small />
      <OneOf typed={typed} name={`${prefix}.homeAuthority`} label="Where is their home?" items={here} inline small />
      <Line typed={typed} name={`${prefix}.homeAuthorityWords`} label="If somewhere else, where?" />
      <YesNo typed={typed} name={`${prefix}.privateFostering`} label="Do they live with somebody who is not a close relative?" hint="A grandparent, aunt, uncle, brother, sister or step-parent is a close relative; a cousin, a great aunt or a family friend is not." />
      <YesNo typed={typed} name={`${prefix}.fostering28Days`} label="If so: for 28 days or more, so far or as meant?" />
      <Day typed={typed} name={`${prefix}.fosteringSince`} label="Since when do they live there?" />
      <Day typed={typed} name={`${prefix}.fosteringUntil`} label="Until when is it meant to go on, if somebody has said?" />
      <Day typed={typed} name={`${prefix}.found`} label="If they were missing: on which day were they found?" />
      <Line typed={typed} name={`${prefix}.found.time`} label="At what time?" hint="For example, 14:30" width="govuk-input--width-5" />
      <YesNo
        typed={typed}
        name={`${prefix}.fgmKnown`}
        label="Has a girl said that she was cut, or did you see signs of it (FGM)?"
        hint="If yes and she is under 18, teachers and health and social care professionals must also report it to the police themselves, on 101, by the end of the next working day after they learned of it."
      />
    </Details>
  );
}

function Child(props: ChildProps) {
  const { typed, prefix } = props;
  return (
    <>
      <Line typed={typed} name={`${prefix}.givenName`} label="First names" />
      <Line typed={typed} name={`${prefix}.familyName`} label="Family name" />
      <Line typed={typed} name={`${prefix}.otherNames`} label="Other names" hint="What they are called at home, names they had before" />
      <Day typed={typed} name={`${prefix}.birth`} label="Date of birth" hint="For example, 27 3 2016. If you know only the year, or month and year, give that." />
      <Line typed={typed} name={`${prefix}.ageWords`} label="Or about how old?" hint="For example, about 6; for a baby, 5 months or 3 weeks" width="govuk-input--width-10" />
      <Tick
        typed={typed}
        name={`${prefix}.unborn`}
        label="Not born yet"
        hint="Nobody learns of a pregnancy from us whom the mother has not told."
        then={
          <>
            <Day typed={typed} name={`${prefix}.due`} label="When is the baby due?" hint="Leave it empty if you do not know it." />
            <OneOf typed={typed} name={`${prefix}.pregnancyKnown`} label="Who knows of the pregnancy?" items={PREGNANCY_KNOWN.map((value) => ({ value, text: PREGNANCY_KNOWN_WORDS[value] }))} small />
            <Words typed={typed} name={`${prefix}.pregnancyKnownWords`} label="If the mother has told people: whom?" hint="One name on each line. You need not name yourself." rows={2} />
          </>
        }
      />
      <OneOf typed={typed} name={`${prefix}.sex`} label="Girl or boy" inline items={(['F', 'M', 'U'] as const).map((value) => ({ value, text: SEX_WORDS[value] }))} />
      <Words typed={typed} name={`${prefix}.address`} label="Address" rows={3} />
      <Line typed={typed} name={`${prefix}.postcode`} label="Postcode" width="govuk-input--width-10" capitals />
      <Tick typed={typed} name={`${prefix}.keepAddressSecret`} label="Keep this address secret" hint="A refuge, a move away from somebody dangerous, adoption, a court order" />
      <Line typed={typed} name={`${prefix}.phone`} label="Telephone of the child or whoever looks after them" type="tel" width="govuk-input--width-20" />
      <Tick typed={typed} name={`${prefix}.keepPhoneSecret`} label="Keep this telephone number secret" />
      <Line typed={typed} name={`${prefix}.school`} label="School, nursery or college" />
      <Tick typed={typed} name={`${prefix}.keepSchoolSecret`} label="Keep this school secret" />
      <Line typed={typed} name={`${prefix}.gp`} label="GP" />
      <Mobile typed={typed} prefix={prefix} />
      <Speech typed={typed} prefix={prefix} />
      <Speaking {...props} />
      <Circumstances {...props} />
      <Numbers {...props} />
    </>
  );
}

/** The children, any number, each as far as is known. */
export function Children({ typed, authority }: StepProps) {
  return (
    <Several sure={typed.sure} list="children" keys={keysOf(typed.fields, 'children')} titleOf={(key, place) => nameOrPlace(typed.fields, `child.${key}`, 'Child', place)} addText="Add another child">
      {(key) => <Child typed={typed} prefix={`child.${key}`} area={authority.shortName} />}
    </Several>
  );
}
