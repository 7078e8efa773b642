/** For somebody who has been called to an alarm that nobody has accepted yet: on every page until somebody has. */
export function AlarmBar() {
  return (
    <section className="ds-danger" aria-label="Alarm">
      <p className="ds-danger__words">
        <strong>An alarm waits for you.</strong>{' '}
        <a className="govuk-link" href="/alarms">
          See it and accept it
        </a>
      </p>
    </section>
  );
}
