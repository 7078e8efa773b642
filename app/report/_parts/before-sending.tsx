import { InsetText, WarningText } from '@/components/govuk';
import { protectReport, stepOfPlace } from '@/lib/contact/secrecy/protecting';
import type { Report } from '@/lib/contact/schema';
import { asksToBeProtected } from '@/lib/contact/secrecy/sealing';
import { GIVES_AWAY_WORDS, selfIdentifying } from '@/lib/contact/secrecy/self-identifying';
import { STEP_TABLE, type StepName } from '@/lib/contact/report/steps';

interface Props {
  report: Report;
  /** Where the words of a page of the report are changed. */
  changeAt: (step: StepName) => string;
}

const listed = new Intl.ListFormat('en-GB');

/** Sentences from which the family could tell who told us. They may be left as they are. */
function GivingAway({ report, changeAt }: Props) {
  const found = selfIdentifying(report);
  return (
    <>
      <InsetText>
        Who you are will be locked away. {found.length === 0 ? 'We found no sentence that gives you away; read your own words once more all the same.' : 'These sentences may give you away. Change them, or leave them as they are: you know the family.'}
      </InsetText>
      {found.length > 0 && (
        <ul className="govuk-list govuk-list--bullet" id="giving-away">
          {found.map(({ step, label, sentence, why }, index) => (
            <li key={index}>
              “<bdi>{sentence}</bdi>” <span className="ds-secondary">{label}: {listed.format(why.map((each) => GIVES_AWAY_WORDS[each]))}</span>{' '}
              <a className="govuk-link" href={changeAt(step)}>
                Change<span className="govuk-visually-hidden"> {label}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Texts that repeat what is to be kept secret: it is hidden in them when the report is sent. */
function Repeated({ report, changeAt }: Props) {
  const steps = [...new Set(protectReport(report).kept.filter(({ kind }) => kind === 'words').map(({ place }) => stepOfPlace(place)))];
  if (steps.length === 0) return null;
  return (
    <>
      <WarningText text="You asked us to keep an address, telephone or school secret, and your own words repeat it. We hide it there when you send this. Change the words if they say it in another way." />
      <ul className="govuk-list govuk-list--bullet" id="repeated">
        {steps.map((step) => (
          <li key={step}>
            <a className="govuk-link" href={changeAt(step)}>
              {STEP_TABLE[step].title}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What somebody who asked for secrecy should see before the report goes. */
export function BeforeSending({ report, changeAt }: Props) {
  return (
    <>
      {asksToBeProtected(report) && <GivingAway report={report} changeAt={changeAt} />}
      <Repeated report={report} changeAt={changeAt} />
    </>
  );
}
