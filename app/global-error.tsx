'use client';

import './styles/doorstep.css';
import { ProblemPage } from '@/components/shell';

/** Shown when not even the frame of a page could be made. */
export default function EverythingBroke({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en-GB">
      <body className="govuk-template__body">
        <title>Out of order – Doorstep</title>
        <main id="main" className="ds-width ds-main">
          <ProblemPage heading="The fault is ours: the service is out of order" happened="The service could not answer." kept="Whatever a page said was saved is still saved." next="Open the page again in a minute. If a child is in danger now, ring 999; for anything else that cannot wait, ring the front door." reference={error.digest} />
        </main>
      </body>
    </html>
  );
}
