import { areaPage } from '@/app/_edge/page';
import { DangerNow } from '@/app/report/_parts/danger-now';
import { Button, InsetText } from '@/components/govuk';
import { Card, Cards } from '@/components/doorstep';
import { PageHeading } from '@/components/shell';
import { dangerLines, lineAnswered, readAgain } from '@/lib/access/lines';
import { Telephone } from './telephone';

export const metadata = { title: 'Whom to ring' };

const NOW_WORDS = {
  day: () => 'The front door’s line is answered now.',
  night: (again: string | null) => `It is outside office hours: ring the emergency duty team. Nobody is watching the report form until ${again ?? 'the office opens'}.`,
  unknown: () => 'If nobody answers the first number, ring the second.',
};

export default areaPage('GET /areas/[area]', async ({ tx, authority }) => {
  const { settings } = authority;
  const lines = dangerLines(settings);
  const answered = lineAnswered(settings, tx.at);
  const day = { name: authority.serviceName, when: lines.dayHours, number: settings.dayPhone };
  const night = { name: 'Emergency duty team', when: 'Nights, weekends and bank holidays', number: settings.nightPhone };
  const first = answered === 'night' ? [night, day] : [day, night];
  return {
    before: <DangerNow authority={authority} at={tx.at} />,
    body: (
      <>
        <PageHeading caption={authority.name} heading="Worried about a child?" lead={`${authority.serviceName} is where concerns about children who live in ${authority.shortName} are heard.`} />
        <h2 className="govuk-heading-m">Whom to ring</h2>
        <p className="govuk-body">{NOW_WORDS[answered](readAgain(settings, tx.at))}</p>
        <Cards columns={2}>
          {first.map(({ name, when, number }, place) => (
            <Card key={number} heading={name} headingLevel={3} aside={place === 0 && answered !== 'unknown' ? 'now' : undefined}>
              <p className="ds-number">
                <Telephone number={number} />
              </p>
              <p className="govuk-body">{when}</p>
            </Card>
          ))}
        </Cards>

        <h2 className="govuk-heading-m">If you are a neighbour, a relative, a friend, or a child</h2>
        <p className="govuk-body">
          Ring <Telephone number={settings.publicPhone} />. You need not be sure, and you need not give your name. Say what you saw or heard; we decide with you what happens next. There is no form for you to fill in.
        </p>
        <InsetText text="Children and young people can also ring Childline free on 0800 1111, day or night." />

        <h2 className="govuk-heading-m">If you work with the family</h2>
        <ol className="govuk-list govuk-list--number">
          <li>Is a child in danger now, or may be tonight? Ring 999, then the number above. The form can wait.</li>
          <li>
            Not sure whether it is serious enough? <a className="govuk-link" href={`/areas/${authority.id}/guide`}>Look in the threshold guide</a>, or ring: a conversation is never wrong.
          </li>
          <li>Talk with the parents first, unless that would put the child or anybody else at more risk, or lose evidence.</li>
          <li>Report in writing. You can save and come back, leave out what you do not know, and see who has read it.</li>
        </ol>
        <div className="govuk-button-group">
          <Button text="Report a concern" href="/report" isStartButton />
          <a className="govuk-link" href={`/areas/${authority.id}/guide`}>
            Is this serious enough? Read the guide
          </a>
        </div>
        <p className="govuk-body">You sign in to report. No account? Ring, and ask your organisation’s safeguarding lead to have you invited.</p>
      </>
    ),
  };
});
