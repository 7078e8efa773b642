/** Finds a contact by its reference. It is posted, so that what was looked for stands in no address. */
export function FindByReference({ notFound }: { notFound: boolean }) {
  return (
    <search>
      <form method="post" action="/queue/find" className="ds-find">
        <label className="govuk-label" htmlFor="find-reference">
          Find by reference
        </label>
        <div className="ds-find__row">
          <input
            className={`govuk-input${notFound ? ' govuk-input--error' : ''}`}
            id="find-reference"
            name="reference"
            type="text"
            autoComplete="off"
            spellCheck={false}
            required
            maxLength={40}
            aria-describedby={notFound ? 'find-reference-error' : undefined}
          />
          <button type="submit" className="govuk-button govuk-button--secondary ds-button--small" data-module="govuk-button">
            Find
          </button>
        </div>
        {notFound && (
          <p id="find-reference-error" className="govuk-error-message" role="alert">
            <span className="govuk-visually-hidden">Error:</span> No contact here has that reference.
          </p>
        )}
      </form>
    </search>
  );
}
