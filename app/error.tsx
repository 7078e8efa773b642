'use client';

import { ProblemPage } from '@/components/shell';

/** A page that broke: what to do now, and a code to quote. What broke stands in the log under that code. */
export default function PageBroke({ error }: { error: Error & { digest?: string } }) {
  return (
    <main id="main" className="ds-width ds-main">
      <ProblemPage
        heading="The fault is ours: this page could not be shown"
        happened="A part of the service failed while it made the page."
        kept="Whatever an earlier page said was saved is still saved. What you typed on the page before is in your browser: go back, and it is there."
        next={
          <>
            Open the page again in a minute. If a child is in danger now, ring 999. For anything else that cannot wait, <a className="govuk-link" href="/help">ring the front door</a>.
          </>
        }
        reference={error.digest}
      />
    </main>
  );
}
