/** A number that a telephone dials when touched. */
export function Telephone({ number }: { number: string }) {
  return (
    <a className="govuk-link" href={`tel:${number.replace(/[^+\d]/g, '')}`}>
      {number}
    </a>
  );
}
