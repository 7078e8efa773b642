import { SummaryList } from '@/components/govuk';
import { byWords, ownerWords, worseWords, type Agreed } from '@/lib/contact/ending/agreed';
import { spokenCode } from '@/lib/contact/ending/caller-code';
import { LEVELS, type CanonicalLevel, type Guide } from '@/lib/threshold/model';

/** "Level 2: Early help", in the area's own words. */
export function levelName(guide: Guide, level: CanonicalLevel | null): string {
  return guide.levels.filter(({ canonical }) => canonical === LEVELS.find((each) => each === level)).map(({ label, name }) => `${label}: ${name}`).join(' or ') || 'not said';
}

function levelWords(agreed: Agreed, guide: Guide): string {
  const { level, ourLevel, callerLevel, levelWords: why } = agreed;
  if (level === null) return why;
  const words = level === 'not_agreed' ? `Not agreed. The caller thinks ${levelName(guide, callerLevel)}; we think ${levelName(guide, ourLevel)}` : levelName(guide, Number(level) as CanonicalLevel);
  return why === '' ? words : `${words}. ${why}`;
}

const atStart = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** What was agreed: each step with who and by when, the level, and what to do if it gets worse. */
export function AgreedList({ agreed, guide, caller }: { agreed: Agreed; guide: Guide; caller: string }) {
  const [level, worse] = [levelWords(agreed, guide), worseWords(agreed)];
  return (
    <>
      {agreed.steps.length > 0 && (
        <ol className="govuk-list govuk-list--number">
          {agreed.steps.map((step, index) => (
            <li key={index}>
              <span dir="auto">{step.what}</span>
              <p className="ds-row-detail">
                <bdi>{atStart(ownerWords(step, caller)) || 'Nobody named'}</bdi>, {byWords(step) === '' ? 'no date' : <>by <bdi>{byWords(step)}</bdi></>}
              </p>
            </li>
          ))}
        </ol>
      )}
      <SummaryList rows={[...(level === '' ? [] : [{ key: { text: 'Level' }, value: { text: level } }]), ...(worse === '' ? [] : [{ key: { text: 'If it gets worse' }, value: { text: worse } }])]} />
    </>
  );
}

/** The code that the caller needs to read their letter by a link; said aloud and never written to them. */
export function CallersCode({ code }: { code: string }) {
  return (
    <>
      <h2 className="govuk-heading-m">Read out their code</h2>
      <p className="govuk-body">
        <strong className="ds-reference">{spokenCode(code)}</strong>. If the letter reaches them by a link, they need it to open it. It stands in no message: ask them to write it down.
      </p>
    </>
  );
}
