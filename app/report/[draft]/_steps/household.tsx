import { HiddenHarm, OwnView } from '@/app/report/_parts/own-view';
import { Day, Line, OneOf, Tick, Words, YesNo, isAnswered, type Typed } from '@/app/report/_parts/questions';
import { Details } from '@/components/govuk';
import { nameOrPlace } from '@/lib/contact/report/report-fields';
import { SAID_WAY_WORDS } from '@/lib/contact/report/report-words';
import { SAID_WAYS } from '@/lib/contact/schema';
import { keysOf } from '@/lib/contact/report/steps';
import { Several } from './several';
import type { StepProps } from './step-page';

function Member({ typed, prefix }: { typed: Typed; prefix: string }) {
  return (
    <>
      <Line typed={typed} name={`${prefix}.givenName`} label="First names" />
      <Line typed={typed} name={`${prefix}.familyName`} label="Family name" />
      <Line typed={typed} name={`${prefix}.otherNames`} label="Other names" hint="What they are called, names they had before" />
      <OneOf
        typed={typed}
        name={`${prefix}.kind`}
        label="Adult or child"
        hint="A brother or sister about whom you also worry belongs with the children, one page back."
        inline
        items={[
          { value: 'adult', text: 'Adult' },
          { value: 'child', text: 'Another child' },
        ]}
      />
      <Line typed={typed} name={`${prefix}.relationship`} label="Who they are to the child" hint="For example, mother, mother’s partner, half-brother" />
      <Tick typed={typed} name={`${prefix}.fatherOrPartner`} label="A father or partner" />
      <Tick typed={typed} name={`${prefix}.ofConcern`} label="The worry is about what this person does or may do" />
      <YesNo typed={typed} name={`${prefix}.livesWithChild`} label="Do they live with the child?" />
      <YesNo typed={typed} name={`${prefix}.parentalResponsibility`} label="Do they have parental responsibility?" />
      <Day typed={typed} name={`${prefix}.birth`} label="Date of birth" />
      <Line typed={typed} name={`${prefix}.ageWords`} label="Or about how old?" hint="For a baby, for example 5 months or 3 weeks" width="govuk-input--width-10" />
      <Words typed={typed} name={`${prefix}.address`} label="Where they live, if elsewhere" rows={2} />
      <Tick typed={typed} name={`${prefix}.keepAddressSecret`} label="Keep this address secret" hint="A refuge, a move away from somebody dangerous, a court order" />
      <Line typed={typed} name={`${prefix}.phone`} label="Telephone" type="tel" width="govuk-input--width-20" />
      <Tick typed={typed} name={`${prefix}.keepPhoneSecret`} label="Keep this telephone number secret" />
      <OneOf typed={typed} name={`${prefix}.safeWay`} label="Which way to reach this person is safe?" hint="For them and for the child. If you do not know, say so." items={SAID_WAYS.map((value) => ({ value, text: SAID_WAY_WORDS[value] }))} />
      <Line typed={typed} name={`${prefix}.reachBy`} label="When, and how?" hint="For example, mornings, on her own mobile" />
      <Line typed={typed} name={`${prefix}.whoMightSee`} label="Who might see a letter or message to them, or hear a call?" />
      <Words typed={typed} name={`${prefix}.notes`} label="What matters about them" hint="Health, work" rows={3} />
      <Details summaryText="Domestic abuse, mental ill-health, drugs, alcohol" open={isAnswered(typed, `${prefix}.harm.`)}>
        <HiddenHarm typed={typed} prefix={prefix} />
      </Details>
      <Details summaryText="How this person sees it" open={isAnswered(typed, `${prefix}.view.`)}>
        <OwnView typed={typed} name={`${prefix}.view`} whose="this person" />
      </Details>
    </>
  );
}

/** Everyone around the child, with a prompt for those who are forgotten most: fathers and partners. */
export function Household({ typed }: StepProps) {
  return (
    <>
      <Words
        typed={typed}
        name="household.fathersAndPartners"
        label="Fathers and partners, also those not living there"
        hint="Who are they, how often are they with the child, and what part do they play? If you do not know, say so."
        rows={3}
      />
      <Words typed={typed} name="household.courtOrders" label="Court orders" hint="Who may see the child, where the child lives, non-molestation, care orders" rows={2} />
      <Words typed={typed} name="household.dangerToStaff" label="Could a visit be dangerous?" hint="People, dogs, weapons, the building" rows={2} />
      <Several sure={typed.sure} list="members" keys={keysOf(typed.fields, 'members')} titleOf={(key, place) => nameOrPlace(typed.fields, `member.${key}`, 'Person', place)} addText="Add another person">
        {(key) => <Member typed={typed} prefix={`member.${key}`} />}
      </Several>
    </>
  );
}
