import { Line, OneOf, Words } from '@/app/report/_parts/questions';
import { AGREEMENT_WORDS, NOT_INFORMED_WORDS } from '@/lib/contact/report/report-words';
import { AGREEMENTS, NOT_INFORMED_REASONS } from '@/lib/contact/schema';
import type { StepProps } from './step-page';

/** Two different things (domain 3.4): does the family know, and do they agree to be helped. */
export function Consent({ typed }: StepProps) {
  return (
    <>
      <OneOf
        typed={typed}
        name="openness.informed"
        label="Does the family know that you are telling us?"
        hint="Tell them first, unless that would put somebody at risk. You do not need their consent to report a child at risk of harm."
        items={[
          { value: 'yes', text: 'Yes', then: <Line typed={typed} name="openness.informedWho" label="Who was told, by whom and when?" /> },
          {
            value: 'no',
            text: 'No',
            then: (
              <>
                <OneOf typed={typed} name="openness.notInformedReason" label="Why not?" items={NOT_INFORMED_REASONS.map((value) => ({ value, text: NOT_INFORMED_WORDS[value] }))} small />
                <Words typed={typed} name="openness.notInformedWords" label="In your words" rows={2} />
              </>
            ),
          },
        ]}
      />
      <OneOf
        typed={typed}
        name="openness.agreement"
        label="Do they agree to be offered help?"
        hint="This is about a service for the family, such as early help or an assessment. It is not permission to report."
        items={AGREEMENTS.map((value) => ({ value, text: AGREEMENT_WORDS[value] }))}
      />
      <Line typed={typed} name="openness.agreementWho" label="Who said so?" />
      <Line typed={typed} name="openness.agreementWhen" label="When, and how?" hint="For example, at the school gate on Monday" />
      <Words typed={typed} name="openness.familyViews" label="What does the family think?" rows={3} />
    </>
  );
}
