import { Card } from '@/components/doorstep';
import { Table } from '@/components/govuk';
import type { CallFigures } from '@/lib/line/events/call-event';

export interface FigureRow {
  key: string;
  label: string;
  figures: CallFigures;
}

const WIDTH = 320;
const BAR = 14;
const GAP = 6;
const LABEL = 64;

/** "1 min 5 s": a wait as it is said. */
export function waitWords(seconds: number | null): string {
  if (seconds === null) return '–';
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

export const shareWords = ({ offered, abandoned }: CallFigures) => (offered === 0 ? '–' : `${Math.round((abandoned / offered) * 100)} %`);

/** Answered and abandoned calls as bars on one scale. The table beside it says the same in figures. */
function Bars({ rows, title }: { rows: readonly FigureRow[]; title: string }) {
  const most = Math.max(1, ...rows.map(({ figures }) => figures.offered));
  const scale = (WIDTH - LABEL) / most;
  return (
    <svg className="ds-bars" viewBox={`0 0 ${WIDTH} ${rows.length * (BAR + GAP)}`} role="img" aria-label={`${title}: the table beside it has the figures`}>
      {rows.map(({ key, label, figures: { answered, abandoned } }, index) => {
        const y = index * (BAR + GAP);
        return (
          <g key={key}>
            <text className="ds-bars__label" x={0} y={y + BAR - 3}>
              {label}
            </text>
            <rect className="ds-bars__answered" x={LABEL} y={y} width={answered * scale} height={BAR} />
            <rect className="ds-bars__abandoned" x={LABEL + answered * scale} y={y} width={abandoned * scale} height={BAR} />
          </g>
        );
      })}
    </svg>
  );
}

/** Figures by day or hour: a picture with its table beside it. */
export function Figures({ id, heading, first, rows }: { id: string; heading: string; first: string; rows: readonly FigureRow[] }) {
  const number = (value: string | number) => ({ text: String(value), format: 'numeric' as const });
  return (
    <Card heading={heading} id={id}>
      <div className="grid items-start gap-6 min-[64em]:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <div>
          <Bars rows={rows} title={heading} />
          <ul className="govuk-list ds-bars__key">
            <li className="ds-bars__key-answered">Answered</li>
            <li className="ds-bars__key-abandoned">Abandoned: whoever rang gave up</li>
          </ul>
        </div>
        <figure className="m-0 overflow-x-auto" tabIndex={0} aria-label={`${heading}, table`}>
          <Table
            caption={`${heading}, in figures`}
            captionClasses="govuk-visually-hidden"
            firstCellIsHeader
            head={[{ text: first }, ...['Offered', 'Answered', 'Abandoned', 'Share', 'Median wait', 'Nine in ten within'].map((text) => ({ text, format: 'numeric' as const }))]}
            rows={rows.map(({ label, figures }) => [{ text: label }, number(figures.offered), number(figures.answered), number(figures.abandoned), number(shareWords(figures)), number(waitWords(figures.medianSeconds)), number(waitWords(figures.p90Seconds))])}
          />
        </figure>
      </div>
    </Card>
  );
}
