/** A number that a telephone dials when touched, kept on one line. */
export function Telephone({ number }: { number: string }) {
  return (
    <a className="govuk-link ds-danger__number" href={`tel:${number.replace(/[^+\d]/g, '')}`}>
      {number}
    </a>
  );
}
