import { WarningText } from '@/components/govuk';

const WORDS = {
  report: 'Something that you typed is not in this report. A page of it was saved twice, in two windows or while you were leaving it, and both texts are kept.',
  call: 'Something that you typed is not in this call. It was saved twice, in two windows or while you were leaving it, and both texts are kept.',
  sent: 'Something that you typed did not go with it. A page was saved twice, or after the sending, and the other text is kept.',
};

/** Says that words are kept beside a draft and are not in it, wherever it is written on, checked or shown as sent. It holds nothing up. */
export function Unsettled({ what, waiting, href }: { what: keyof typeof WORDS; waiting: boolean; href: string }) {
  if (!waiting) return null;
  return (
    <WarningText
      html={
        <>
          {WORDS[what]}{' '}
          <a className="govuk-link" href={href}>
            {what === 'sent' ? 'Look at what was left out' : 'Look at both, and choose'}
          </a>
        </>
      }
    />
  );
}
