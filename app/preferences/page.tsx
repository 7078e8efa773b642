import { page } from '@/app/_edge/page';
import { Button, Checkboxes, Radios } from '@/components/govuk';
import { Done, PageHeading } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { readClose } from '@/lib/restriction/close-store';
import { ClosePeople } from './_parts/close-people';

export const metadata = { title: 'Preferences' };

export default page('GET /preferences', async ({ tx, person, query }) => (
  <>
    {query('saved') === '1' && <Done title="Saved" text="Your choice is kept." />}
    <PageHeading heading="Preferences" lead="For you alone, wherever you work." />
    <form method="post" action="/preferences/save">
      <Radios
        name="theme"
        fieldset={{ legend: { text: 'Colours', classes: 'govuk-fieldset__legend--m' } }}
        value={person.preferences.theme}
        items={[
          { value: 'system', text: 'As my device is set' },
          { value: 'light', text: 'Light' },
          { value: 'dark', text: 'Dark' },
        ]}
      />
      <Checkboxes
        name="shortcuts"
        fieldset={{ legend: { text: 'Keyboard', classes: 'govuk-fieldset__legend--m' } }}
        items={[{ value: 'on', text: 'Single-key shortcuts', hint: { text: 'In the queue: j and k to move, Enter to open, c to claim. Turn them off if you use speech input.' }, checked: person.preferences.shortcuts }]}
      />
      <Button text="Save" preventDoubleClick />
    </form>
    {can(person, 'POST /preferences/close/add').allowed && <ClosePeople people={await readClose(tx)} missing={query('close') === 'missing'} />}
  </>
));
