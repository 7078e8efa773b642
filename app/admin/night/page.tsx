import { page } from '@/app/_edge/page';
import { Button, Input } from '@/components/govuk';
import { Done, errorFor, fieldId, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { nightSettings } from '@/lib/access/schema';
import { changedMeanwhile, fieldsOfNight, nightOf, type NightFields } from '@/lib/access/verbs/set-night';
import { readOutsideHours } from '@/lib/line/outside-hours-store';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { OutsideHours } from './_parts/outside-hours';
import { nightFrom, NIGHT_FORM, saidIn, STOOD } from './typed';

export const metadata = { title: 'Night and alarms' };

function errorsIn(fields: Fields): FormError[] {
  const read = nightSettings.safeParse(nightFrom(fields));
  return read.success ? [] : read.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
}

/** What somebody else changed while the form was open. What its sender left as it was shows what stands now; what they typed stays. */
function meanwhile(typed: Fields, now: NightFields): { errors: FormError[]; fields: Fields } {
  const { given, stood } = saidIn(typed);
  const changed = changedMeanwhile(given, stood, now);
  return {
    errors: changed.map((each) => ({ field: each.field, message: `Somebody changed this while your page was open: ${each.now} stands now, and your form had ${each.given}. Keep the one that is right` })),
    fields: Object.fromEntries(changed.flatMap((each): [string, string][] => (each.given === each.stood ? [[each.field, each.now]] : []))),
  };
}

/** The telephone numbers, times and counts of this area’s night (safe practice 1): the guide’s minutes themselves are the guide’s. */
export default page('GET /admin/night', async ({ tx, authority, query }) => {
  const stands = fieldsOfNight(nightOf(authority.settings));
  // Only straight after the refusal: laid over what stands weeks later, it would put back what somebody else has changed.
  const typed = query('problem') === '' ? {} : await typedBefore(tx, NIGHT_FORM);
  const refused = Object.keys(typed).length > 0;
  const changed = meanwhile(typed, stands);
  const fields = refused ? { ...stands, ...typed, ...changed.fields } : stands;
  const errors = refused ? [...changed.errors, ...errorsIn(typed)] : [];
  const outside = query('hours') === 'changed' ? await tx.asSystem((system) => readOutsideHours(system, authority.settings)) : null;
  tx.ledger({ action: 'settings.shown', objectKind: 'list', objectId: 'settings' });
  const number = (name: string, label: string, hint: string, width = 'govuk-input--width-5') => <Input id={fieldId(name)} name={name} label={{ text: label }} hint={{ text: hint }} value={textOf(fields, name)} errorMessage={errorFor(errors, name)} classes={width} autocomplete="off" />;
  return (
    <>
      <FormErrors errors={errors} />
      <Done text={query('done') === 'saved' ? 'The numbers and times are kept. They hold from now on; what is owed already keeps its time.' : undefined} />
      {outside !== null && <OutsideHours {...outside} now={tx.at} />}
      <PageHeading heading="Night and alarms" lead="Whom to ring, how this area hands a night over, and how often somebody is called. By when a child in danger is seen and level 4 claimed stands in the threshold guide." />
      <form method="post" action="/admin/night/save" className="ds-narrow" noValidate>
        {Object.entries(stands).map(([name, value]) => <input key={name} type="hidden" name={`${STOOD}${name}`} value={value} />)}
        <h2 className="govuk-heading-m">Whom to ring</h2>
        {number('lines.dayPhone', 'Which number is rung while the office is open?', 'With its area code, such as 01632 960001. Ring it before you keep it', 'govuk-input--width-20')}
        {number('lines.nightPhone', 'Which number is rung at every other time: the emergency duty team’s?', 'With its area code, such as 01632 960002. Every page and letter that says “Ring now” gives it from then on', 'govuk-input--width-20')}
        {number('lines.publicPhone', 'Which number do neighbours, relatives and children ring?', 'With its area code, such as 01632 960003. The page for the public and the letters to them and to families give it from then on', 'govuk-input--width-20')}
        {number('lines.dutyHours.from', 'When does the office open?', 'London time, Monday to Friday, such as 08:45')}
        {number('lines.dutyHours.to', 'When does the office close?', 'Such as 17:15. From then on the emergency duty team’s number is given, and it is called')}
        <h2 className="govuk-heading-m">Hand-over</h2>
        {number('handOver.morning', 'When is the night handed to the day service?', 'London time on a working day, such as 09:00; by 12:00 at the latest')}
        {number('handOver.acceptedBy', 'By when has a named person accepted it?', 'Such as 09:30; at most two hours after it was handed over. After it a manager sees it as overdue')}
        {number('handOver.minutes', 'Within how many minutes is anything else that is handed over accepted?', 'In the evening counted from when the office closes, such as 30')}
        <h2 className="govuk-heading-m">Alarms</h2>
        {number('alarms.everyMinutes', 'After how many minutes without an answer is the next person called?', 'Such as 5; at most 30')}
        {number('alarms.gapAheadHours', 'How many hours ahead is a gap in the rota an alarm?', 'Such as 12; 0 when it begins')}
        {number('alarms.unsentAuthorMinutes', 'After how many minutes is the author of a serious report that was not sent reminded?', 'Such as 60; at most 120. At level 4 the duty manager is then called')}
        {number('alarms.unsentLeadMinutes', 'How many minutes after the reminder of the next working morning is their agency’s lead told?', 'Such as 60; at most 240')}
        {number('alarms.lookedUpPerHour', 'How many searches and people opened by one worker in an hour are still no alarm?', 'Such as 30. More, and managers are told')}
        <h2 className="govuk-heading-m">The letter after a call</h2>
        {number('followUp.workingDays', 'Within how many working days of the call has the follow-up letter gone?', 'Such as 1. After it the letter stands on the list of overdue follow-up letters')}
        {number('followUp.linkDays', 'For how many days does the caller’s link open?', 'Such as 14, counted from when the letter went')}
        <Button text="Keep the numbers and times" preventDoubleClick />
      </form>
    </>
  );
});
