import { Details } from '@/components/govuk';
import { Line, SIX_QUESTIONS, Words, YesNo } from '@/app/report/_parts/questions';
import type { StepProps } from './step-page';
import { BodyPicture } from './body-picture';

/** What happened: what was seen, heard and said, apart from what is thought of it. */
export function WhatHappened({ typed }: StepProps) {
  return (
    <>
      <Words typed={typed} name="happened.what" label="What did you see, hear or get told?" hint={`${SIX_QUESTIONS} Only what happened, as if describing a film. What you think of it comes below.`} rows={8} />
      <Line typed={typed} name="happened.when" label="When?" hint="Date and time, or since when and how often" />
      <Line typed={typed} name="happened.where" label="Where?" />
      <Line typed={typed} name="happened.whoSawOrSaid" label="Who saw it, or who said it, and to whom?" />
      <Words typed={typed} name="happened.exactWords" label="The child’s exact words" hint="Word for word, as they said them. Do not ask again." rows={3} />
      <Words typed={typed} name="happened.questionAsked" label="What was asked just before they said it?" rows={2} />
      <Words typed={typed} name="happened.onBody" label="If there is a mark or injury: where on the body, and what is it like?" hint="Side, size, colour, shape. Do not photograph it and do not undress the child." rows={3} />
      <Details summaryText="A picture with the words to use">
        <BodyPicture />
      </Details>
      <Words typed={typed} name="happened.opinion" label="What do you make of it?" hint="Your professional view, and why" rows={4} />
      <YesNo
        typed={typed}
        name="happened.positionOfTrust"
        label="Does the person you worry about work or volunteer with children?"
      />
      <Line typed={typed} name="happened.positionOfTrustWho" label="If they do, or may: who, and where do they work or volunteer?" hint="Say nothing to them or to their employer before we have spoken." />
    </>
  );
}
