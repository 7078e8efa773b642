import type { ReactNode } from 'react';
import { HiddenHarm, OwnView, Protects, SCALE } from '@/app/report/_parts/own-view';
import { Day, isAnswered, Line, OneOf, Tick, Words, YesNo, YES_NO_NOT_SURE, type Typed } from '@/app/report/_parts/questions';
import { Agency } from '@/app/report/[draft]/_steps/agencies';
import { Circumstances, Mobile, Numbers, Speech } from '@/app/report/[draft]/_steps/children';
import { Indicators } from '@/app/report/[draft]/_steps/indicators';
import { Several } from '@/app/report/[draft]/_steps/several';
import type { StepProps } from '@/app/report/[draft]/_steps/step-page';
import { LevelAndWorse, levelItems, StepFields } from '@/app/calls/_parts/agreed-fields';
import { Card, Key } from '@/components/doorstep';
import { Button, Details, InsetText, Select } from '@/components/govuk';
import { errorFor, fieldId } from '@/components/shell';
import { OTHER_KINDS, PEOPLE_CALLING, VERIFIED, VERIFIED_WORDS, type CallingAgency } from '@/lib/contact/call/call-fields';
import { PARTS } from '@/lib/contact/call/ten-steps';
import type { CallingNow } from '@/lib/contact/callers/calling-now';
import { nameOrPlace } from '@/lib/contact/report/report-fields';
import { AGREEMENT_WORDS, LEAD_KNOWS_WORDS, NOT_INFORMED_WORDS, PREGNANCY_KNOWN_WORDS, SAID_WAY_WORDS, SEX_WORDS, WHERE_NOW_WORDS } from '@/lib/contact/report/report-words';
import { AGREEMENTS, LEAD_KNOWS, NOT_INFORMED_REASONS, PREGNANCY_KNOWN, SAID_WAYS, WHERE_NOW } from '@/lib/contact/schema';
import { keysOf } from '@/lib/contact/report/steps';
import { textOf } from '@/lib/platform/draft/model';
import { CallerKnown } from './caller-known';
import { FindCaller } from './find-caller';
import type { Offer } from './offer';

interface FactsProps extends StepProps, CallerProps {}

interface CallerProps {
  formId: string;
  draftId: string;
  agencies: readonly CallingAgency[];
  /** What is known of whoever rings. */
  calling: CallingNow | null;
  /** Known professionals whom the button found; null where nobody looked. */
  offers: readonly Offer[] | null;
}

/**
 * Two short answers beside one another, where there is room.
 * @param wide the first takes what it needs, such as the three parts of a date.
 */
function Beside({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  return <div className={`grid items-end gap-x-4 ${wide ? 'min-[40em]:grid-cols-[max-content_1fr]' : 'min-[40em]:grid-cols-2'}`}>{children}</div>;
}

const itemsOf = <K extends string>(among: readonly K[], words: Record<K, string>) => among.map((value) => ({ value, text: words[value] }));

function From({ typed, agencies }: { typed: Typed; agencies: readonly CallingAgency[] }) {
  return (
    <>
      <Select
        id={fieldId('call.from')}
        name="call.from"
        label={{ text: 'Where they ring from', classes: 'govuk-label--s' }}
        value={textOf(typed.fields, 'call.from')}
        errorMessage={errorFor(typed.errors, 'call.from')}
        items={[
          { value: '', text: 'Not said yet' },
          ...agencies.map(({ id, name }) => ({ value: `agency:${id}`, text: name })),
          ...Object.entries(PEOPLE_CALLING).map(([code, { text }]) => ({ value: `person:${code}`, text })),
          ...Object.entries(OTHER_KINDS).map(([code, text]) => ({ value: `kind:${code}`, text: `Other: ${text}` })),
        ]}
      />
      <Line typed={typed} name="call.agencyName" label="Its name, if it is none of these" />
    </>
  );
}

/** Whom the button found, each with a button of their own: the way without scripts. */
function Offers({ offers }: { offers: readonly Offer[] }) {
  if (offers.length === 0) return <InsetText text="No professional of this name or agency is known. Fill it in as they say it." />;
  return (
    <ul className="govuk-list" id="offers">
      {offers.map(({ ref, name, detail, known }) => (
        <li key={ref}>
          <bdi>{name}</bdi>, <bdi>{detail}</bdi>
          {known !== '' && <> ({known})</>}{' '}
          <Button html={<>Fill in<span className="govuk-visually-hidden"> {name}, {detail}</span></>} name="act" value={`use:${ref}`} classes="govuk-button--secondary" />
        </li>
      ))}
    </ul>
  );
}

function Caller({ typed, agencies, formId, draftId, calling, offers }: { typed: Typed } & CallerProps) {
  return (
    <>
      <Line typed={typed} name="call.callerName" label="Name" hint="Two letters of the name or the agency find a professional who is known here." />
      <FindCaller formId={formId} inputId={fieldId('call.callerName')} insteadId="find-caller" href={`/calls/${draftId}/callers`} />
      <div id="find-caller">
        <Button text="Find a known professional" name="act" value="find" classes="govuk-button--secondary" />
      </div>
      {offers !== null && <Offers offers={offers} />}
      <From typed={typed} agencies={agencies} />
      <Beside>
        <Line typed={typed} name="you.role" label="Their work" />
        <Line typed={typed} name="you.phone" label="Call-back number" type="tel" width="govuk-input--width-20" />
      </Beside>
      <CallerKnown formId={formId} made={calling} />
      <OneOf typed={typed} name="call.verified" label="How do we know that it is them?" hint="Who is not verified is listened to and told nothing." items={itemsOf(VERIFIED, VERIFIED_WORDS)} small />
      <Line typed={typed} name="you.whoMightSee" label="Who can hear you now, or might see a letter to you?" />
      <Line typed={typed} name="you.relationship" label="How do they know the child?" />
      <YesNo small typed={typed} name="you.continuingRole" label="Do they go on working with the child or family?" />
      <OneOf
        typed={typed}
        name="you.aboutColleague"
        label="Is the worry about someone who works with them, or a child of someone who does?"
        small
        inline
        items={YES_NO_NOT_SURE}
      />
      <Details summaryText="How to reach them, their safeguarding lead, protecting who they are">
        <Line typed={typed} name="you.reachBy" label="When, and how else?" />
        <OneOf typed={typed} name="you.safeWay" label="Which way to reach them is safe?" items={itemsOf(SAID_WAYS, SAID_WAY_WORDS)} small />
        <YesNo small typed={typed} name="you.mayLeaveMessage" label="May we leave a message, or say who is ringing?" />
        <OneOf typed={typed} name="you.leadKnows" label="Does their safeguarding lead know?" items={itemsOf(LEAD_KNOWS, LEAD_KNOWS_WORDS)} small />
        <OneOf
          typed={typed}
          name="you.protectMe"
          label="Must nobody learn that it was they who told us?"
          hint="If so, name, work, organisation, number and that they rang are locked away, also from this page. We cannot reach them afterwards: agree when they ring again."
          small
          items={[
            { value: 'yes', text: 'Yes, protect who they are' },
            { value: 'no', text: 'No' },
          ]}
        />
      </Details>
    </>
  );
}

function Now({ typed }: { typed: Typed }) {
  return (
    <>
      <OneOf typed={typed} name="safety.whereNow" label="Where are they at this moment?" items={itemsOf(WHERE_NOW, { ...WHERE_NOW_WORDS, with_me: 'With the caller' })} small />
      <Line typed={typed} name="safety.whereNowWords" label="Where, and with whom?" />
      <Line typed={typed} name="safety.safeUntil" label="Safe until when?" width="govuk-input--width-20" />
      <OneOf
        typed={typed}
        name="safety.cannotWait"
        label="Could a child be hurt before somebody can act on this?"
        small
        inline
        items={YES_NO_NOT_SURE}
      />
      <Line typed={typed} name="safety.collected" label="Is anyone they worry about collecting them today?" />
      <Line typed={typed} name="safety.whoMustNotBeTold" label="Who must not be told?" />
      <Words typed={typed} name="safety.planUntilCalled" label="What happens until somebody rings them?" rows={2} />
    </>
  );
}

function Child({ typed, at, area }: { typed: Typed; at: string; area: string }) {
  const prefix = `child.${at}`;
  return (
    <>
      <Beside>
        <Line typed={typed} name={`${prefix}.givenName`} label="First names" />
        <Line typed={typed} name={`${prefix}.familyName`} label="Family name" />
      </Beside>
      <Beside wide>
        <Day typed={typed} name={`${prefix}.birth`} label="Date of birth" />
        <Line typed={typed} name={`${prefix}.ageWords`} label="Or about how old?" hint="6; a baby: 5 months, 3 weeks" width="govuk-input--width-10" />
      </Beside>
      <Line typed={typed} name={`${prefix}.otherNames`} label="Other names" hint="Known as, or had before" />
      <OneOf typed={typed} name={`${prefix}.sex`} label="Girl or boy?" items={itemsOf(['F', 'M', 'U'] as const, SEX_WORDS)} inline small />
      <Line typed={typed} name={`${prefix}.address`} label="Address" />
      <Line typed={typed} name={`${prefix}.postcode`} label="Postcode" width="govuk-input--width-10" capitals />
      <Tick small typed={typed} name={`${prefix}.keepAddressSecret`} label="Keep this address secret" />
      <Line typed={typed} name={`${prefix}.phone`} label="Telephone of the child or whoever looks after them" type="tel" width="govuk-input--width-20" />
      <Tick small typed={typed} name={`${prefix}.keepPhoneSecret`} label="Keep this telephone number secret" />
      <Line typed={typed} name={`${prefix}.school`} label="School or nursery" />
      <Tick small typed={typed} name={`${prefix}.keepSchoolSecret`} label="Keep this school secret" />
      <Mobile small typed={typed} prefix={prefix} />
      <Speech small typed={typed} prefix={prefix} />
      <Words typed={typed} name={`voice.${at}.said`} label="What does the child say, show or do?" rows={2} />
      <Details summaryText="How the child sees it: works well, worries, a number, wishes" open={isAnswered(typed, `voice.${at}.view.`)}>
        <OwnView typed={typed} name={`voice.${at}.view`} whose="the child" />
      </Details>
      <Details summaryText="Not born yet; language; disability">
        <Tick small typed={typed} name={`${prefix}.unborn`} label="Not born yet" />
        <Day typed={typed} name={`${prefix}.due`} label="Due date" />
        <OneOf typed={typed} name={`${prefix}.pregnancyKnown`} label="Who knows of the pregnancy?" items={itemsOf(PREGNANCY_KNOWN, PREGNANCY_KNOWN_WORDS)} small />
        <Line typed={typed} name={`${prefix}.pregnancyKnownWords`} label="Who, by name" />
        <Line typed={typed} name={`${prefix}.language`} label="Language they speak best" />
        <YesNo small typed={typed} name={`${prefix}.interpreter`} label="Is an interpreter needed?" />
        <YesNo small typed={typed} name={`${prefix}.disability`} label="Are they disabled?" />
        <Line typed={typed} name={`${prefix}.disabilityWords`} label="What we should know about it" />
        <Line typed={typed} name={`${prefix}.communication`} label="How they communicate" />
      </Details>
      <Circumstances typed={typed} prefix={prefix} area={area} />
      <Numbers typed={typed} prefix={prefix} />
    </>
  );
}

function Children({ typed, area }: { typed: Typed; area: string }) {
  return (
    <Several named sure={typed.sure} list="children" keys={keysOf(typed.fields, 'children')} titleOf={(key, place) => nameOrPlace(typed.fields, `child.${key}`, 'Child', place)} addText="Add another child">
      {(key) => <Child typed={typed} at={key} area={area} />}
    </Several>
  );
}

function Happened({ typed }: { typed: Typed }) {
  return (
    <>
      <Beside>
        <Line typed={typed} name="happened.when" label="When, and how often?" />
        <Line typed={typed} name="happened.where" label="Where?" />
      </Beside>
      <Line typed={typed} name="happened.whoSawOrSaid" label="Who saw it, or who said it, and to whom?" />
      <Words typed={typed} name="happened.exactWords" label="The child’s exact words" rows={2} />
      <Line typed={typed} name="happened.questionAsked" label="What was asked just before?" />
      <Words typed={typed} name="happened.onBody" label="A mark or injury: where on the body, and what is it like?" rows={2} />
      <Words typed={typed} name="happened.opinion" label="What does the caller make of it?" rows={2} />
      <YesNo small typed={typed} name="happened.positionOfTrust" label="Does the person they worry about work or volunteer with children?" />
      <Line typed={typed} name="happened.positionOfTrustWho" label="If they do, or may: who, and where?" />
    </>
  );
}

function Member({ typed, prefix }: { typed: Typed; prefix: string }) {
  return (
    <>
      <Beside>
        <Line typed={typed} name={`${prefix}.givenName`} label="First names" />
        <Line typed={typed} name={`${prefix}.familyName`} label="Family name" />
      </Beside>
      <Line typed={typed} name={`${prefix}.otherNames`} label="Other names" hint="Known as, or had before" />
      <OneOf
        typed={typed}
        name={`${prefix}.kind`}
        label="Adult or child"
        inline
        small
        items={[
          { value: 'adult', text: 'Adult' },
          { value: 'child', text: 'Another child' },
        ]}
      />
      <Line typed={typed} name={`${prefix}.relationship`} label="Who they are to the child" />
      <Day typed={typed} name={`${prefix}.birth`} label="Date of birth" />
      <Line typed={typed} name={`${prefix}.ageWords`} label="About how old?" hint="A baby: 5 months, 3 weeks" width="govuk-input--width-10" />
      <YesNo small typed={typed} name={`${prefix}.livesWithChild`} label="Do they live with the child?" />
      <YesNo small typed={typed} name={`${prefix}.parentalResponsibility`} label="Parental responsibility?" />
      <Words typed={typed} name={`${prefix}.address`} label="Where they live, if elsewhere" rows={2} />
      <Tick small typed={typed} name={`${prefix}.keepAddressSecret`} label="Keep this address secret" />
      <Line typed={typed} name={`${prefix}.phone`} label="Telephone" type="tel" width="govuk-input--width-20" />
      <Tick small typed={typed} name={`${prefix}.keepPhoneSecret`} label="Keep this telephone number secret" />
      <Tick small typed={typed} name={`${prefix}.ofConcern`} label="The worry is about what this person does or may do" />
      <Details summaryText="Domestic abuse, mental ill-health, drugs, alcohol" open={isAnswered(typed, `${prefix}.harm.`)}>
        <HiddenHarm typed={typed} prefix={prefix} />
      </Details>
      <Details summaryText="How this person sees it" open={isAnswered(typed, `${prefix}.view.`)}>
        <OwnView typed={typed} name={`${prefix}.view`} whose="this person" />
      </Details>
    </>
  );
}

function Family({ typed }: { typed: Typed }) {
  return (
    <>
      <Words typed={typed} name="household.fathersAndPartners" label="The household in short; fathers and partners, also elsewhere" rows={3} />
      <Words typed={typed} name="help.tried" label="History: who helps already, what was tried?" rows={2} />
      <YesNo small typed={typed} name="help.reporterGivesExtraHelp" label="Does the caller’s service give more help than every family gets?" />
      <Details summaryText="Other agencies who help already" open={keysOf(typed.fields, 'agencies').length > 1 || isAnswered(typed, 'agency.')}>
        <Several named sure={typed.sure} list="agencies" keys={keysOf(typed.fields, 'agencies')} titleOf={(key, place) => textOf(typed.fields, `agency.${key}.name`).trim() || `Organisation ${place}`} addText="Add another organisation">
          {(key) => <Agency typed={typed} prefix={`agency.${key}`} />}
        </Several>
      </Details>
      <Line typed={typed} name="household.courtOrders" label="Court orders" />
      <Line typed={typed} name="household.dangerToStaff" label="Could a visit be dangerous?" />
      <Details summaryText="Each adult, and other children of the household" open={keysOf(typed.fields, 'members').length > 1 || Object.keys(typed.fields).some((name) => name.startsWith('member.') && textOf(typed.fields, name) !== '')}>
        <Several named sure={typed.sure} list="members" keys={keysOf(typed.fields, 'members')} titleOf={(key, place) => nameOrPlace(typed.fields, `member.${key}`, 'Person', place)} addText="Add another person">
          {(key) => <Member typed={typed} prefix={`member.${key}`} />}
        </Several>
      </Details>
    </>
  );
}

function Worries({ typed }: { typed: Typed }) {
  return (
    <>
      <Words typed={typed} name="view.workingWell" label="What is working well?" rows={2} />
      <Words typed={typed} name="view.worriedAbout" label="What are they worried will happen?" rows={2} />
      <Words typed={typed} name="view.needsToHappen" label="What needs to happen?" rows={2} />
      <OneOf typed={typed} name="view.scale" label="How safe is the child, from 0 to 10?" hint="As the caller sees it. 0: cannot live at home. 10: safe enough that nobody need be involved." items={SCALE} small inOneRow />
      <Words typed={typed} name="view.strengths" label="Strengths and resources of the family and the people around it" rows={2} />
      <Details summaryText="What keeps the child safe: since when, and how it is known" open={keysOf(typed.fields, 'protections').length > 1 || isAnswered(typed, 'protection.')}>
        <Several named sure={typed.sure} list="protections" keys={keysOf(typed.fields, 'protections')} titleOf={(_, place) => `What keeps the child safe: ${place}`} addText="Add something else that protects">
          {(key) => <Protects typed={typed} prefix={`protection.${key}`} />}
        </Several>
      </Details>
    </>
  );
}

function Openness({ typed }: { typed: Typed }) {
  return (
    <>
      <OneOf
        typed={typed}
        name="openness.informed"
        label="Does the family know of this call?"
        small
        inline
        items={[
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ]}
      />
      <Line typed={typed} name="openness.informedWho" label="If so: who was told, by whom and when?" />
      <OneOf typed={typed} name="openness.notInformedReason" label="If not: why not?" items={itemsOf(NOT_INFORMED_REASONS, NOT_INFORMED_WORDS)} small />
      <Line typed={typed} name="openness.notInformedWords" label="In the caller’s words" />
      <OneOf typed={typed} name="openness.agreement" label="Do they agree to be offered help?" items={itemsOf(AGREEMENTS, AGREEMENT_WORDS)} small />
      <Line typed={typed} name="openness.agreementWho" label="Who said so, and when?" />
      <Words typed={typed} name="openness.familyViews" label="What does the family think?" rows={2} />
    </>
  );
}

function Agreed({ typed, guide, ...rest }: StepProps) {
  const levels = levelItems(guide);
  return (
    <>
      <OneOf typed={typed} name="belief.level" label="Which level does the caller believe?" items={[...levels, { value: 'not_sure', text: 'Not sure' }]} small />
      <Line typed={typed} name="belief.why" label="Why?" />
      <p className="govuk-body">What follows goes into the letter to the caller: read it back before you hang up.</p>
      <StepFields typed={typed} />
      <LevelAndWorse typed={typed} guide={guide} />
      <Line typed={typed} name="call.callerEmail" label="To which e-mail address may we write that a letter waits?" hint="The message says that there is one, and nothing else. Without an address the letter goes by post." />
      <h3 className="govuk-heading-s">Signs of the guide</h3>
      <Indicators typed={typed} guide={guide} folded {...rest} />
    </>
  );
}

/** The structured side of a call, in the order of its keys. The names are those of the partner's report: what a caller says is one. */
export function Facts(props: FactsProps) {
  const { typed, agencies, formId, draftId, calling, offers } = props;
  const bodies = [
    <Caller key="caller" {...{ typed, agencies, formId, draftId, calling, offers }} />,
    <Now key="now" typed={typed} />,
    <Children key="children" typed={typed} area={props.authority.shortName} />,
    <Happened key="happened" typed={typed} />,
    <Family key="family" typed={typed} />,
    <Worries key="worries" typed={typed} />,
    <Openness key="openness" typed={typed} />,
    <Agreed key="agreed" typed={typed} guide={props.guide} authority={props.authority} person={props.person} />,
  ];
  return PARTS.map(({ id, title }, index) => (
    <div key={id} data-part={index + 1} className="min-w-0">
      <Card heading={title} id={id} aside={<Key>Alt+{index + 1}</Key>}>
        {bodies[index]}
      </Card>
    </div>
  ));
}
