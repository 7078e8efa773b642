/** The reference of a contact, which leads to it; whoever has not said whether they know the family is asked there first. */
export function ReferenceLink({ reference }: { reference: string }) {
  return (
    <a className="govuk-link ds-reference" href={`/contacts/${reference}`}>
      {reference}
    </a>
  );
}
