import { Details } from '@/components/govuk';
import { LEFT_OUT } from '@/lib/assurance/subject-access/gathered';

/** What a pack gathers and what stays out of every one on purpose, so that whoever reviews it knows what is not there to be found. */
export function OutOfPacks() {
  return (
    <Details summaryText="What is in no pack, and why">
      <p className="govuk-body">A pack gathers everything else that the contacts about the child say of the child. Files are named in it: look into each before you keep it, and hand it on beside the pack. Of this there are no pieces; who asks for it by name is answered by a person:</p>
      <ul className="govuk-list govuk-list--bullet">
        {LEFT_OUT.map(({ what, why }) => (
          <li key={what}>
            <strong>{what}.</strong> {why}
          </li>
        ))}
      </ul>
    </Details>
  );
}
