import { InsetText } from '@/components/govuk';
import { Line, OneOf, YesNo, YES_NO_NOT_SURE } from '@/app/report/_parts/questions';
import { LEAD_KNOWS_WORDS, SAID_WAY_WORDS } from '@/lib/contact/report/report-words';
import { LEAD_KNOWS, SAID_WAYS } from '@/lib/contact/schema';
import type { StepProps } from './step-page';

/** Who reports; what we know already is not asked again. */
export function You({ typed, person }: StepProps) {
  return (
    <>
      <InsetText>
        <bdi>{person.name}</bdi>, {person.agencyName}
        <br />
        <span className="[overflow-wrap:anywhere]">{person.email}</span>
      </InsetText>
      <Line typed={typed} name="you.phone" label="Telephone on which we can ring you today" type="tel" autocomplete="tel" width="govuk-input--width-20" />
      <Line typed={typed} name="you.reachBy" label="When, and how else?" hint="For example, until 17:00 at school, then on this mobile until 21:00" />
      <OneOf
        typed={typed}
        name="you.safeWay"
        label="Which way to reach you is safe?"
        hint="If somebody must not learn that you told us, choose a way that they do not see or hear."
        items={SAID_WAYS.map((value) => ({ value, text: SAID_WAY_WORDS[value] }))}
      />
      <YesNo typed={typed} name="you.mayLeaveMessage" label="May we leave a message, or say who is ringing?" />
      <Line typed={typed} name="you.whoMightSee" label="Who else might see a letter or message to you, or hear a call?" hint="For example, the school office, somebody at home" />
      <Line typed={typed} name="you.role" label="Your work" />
      <Line typed={typed} name="you.relationship" label="How do you know the child?" hint="For example, class teacher since September" />
      <OneOf
        typed={typed}
        name="you.leadKnows"
        label="Does your safeguarding lead know?"
        hint="You may report without them. If you choose that they must not see it, nobody in your organisation can open it but you."
        items={LEAD_KNOWS.map((value) => ({ value, text: LEAD_KNOWS_WORDS[value] }))}
      />
      <OneOf
        typed={typed}
        name="you.aboutColleague"
        label="Is the worry about someone who works with you, or a child of someone who works with you?"
        hint="If it is, or may be, nobody else in your organisation can see this report. Say nothing to that person."
        inline
        items={YES_NO_NOT_SURE}
      />
      <OneOf
        typed={typed}
        name="you.protectMe"
        label="Must nobody learn that it was you who told us?"
        hint="If so, your name, work, organisation, telephone and how you reached us are locked away from the family and from everyone here. You see your report as always, and a question can reach you. It is opened only if a court or another law demands it, or a life is at risk and nobody else can tell us what we must know, and two people agree. You are told unless a court forbids it. Most professionals can tell the family openly: choose this if it would put you or somebody else in danger."
        items={[
          { value: 'yes', text: 'Yes, protect who I am', hint: 'Your own words stay as you write them. Before you send it we show you sentences that may give you away.' },
          { value: 'no', text: 'No' },
        ]}
      />
      <YesNo typed={typed} name="you.continuingRole" label="Do you go on working with the child or family?" hint="It decides how much we may write to you afterwards." />
    </>
  );
}
