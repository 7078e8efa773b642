import { StackTable, ThreeSets } from '@/components/doorstep';
import { HARM_THEMES, isAsked, overlap, scalesOf, THEME_WORDS, themesAround, themesAtHome, themesOf, themesToWeigh, type HarmTheme } from '@/lib/contact/report/hidden-harm';
import { ANSWER_WORDS, nameOf } from '@/lib/contact/report/report-words';
import type { Answer, HiddenHarm as Harm, Report, ReportMember } from '@/lib/contact/schema';
import { ALL_THREE_SIGN } from '@/lib/threshold/hidden-harm';
import type { Guide } from '@/lib/threshold/model';

const answered = (answer: Answer) => (answer === null ? <span className="ds-unknown">Not asked</span> : answer === 'yes' ? <strong>{ANSWER_WORDS.yes}</strong> : ANSWER_WORDS[answer]);
const isTold = ({ hiddenHarm }: ReportMember) => isAsked(hiddenHarm) || hiddenHarm.words.trim() !== '';
const called = (member: ReportMember, place: number) => [nameOf(member, `Person ${place + 1} of the family`), member.relationship.trim(), member.kind === 'child' ? 'a child' : ''].filter((part) => part !== '').join(', ');
const together = (themes: readonly HarmTheme[]) => themes.map((theme, at) => (at === 0 ? THEME_WORDS[theme] : THEME_WORDS[theme].toLowerCase())).join(' and ');

/** Where the three meet, as picture and table, in an area whose guide looks for them together. */
function Overlap({ report, naming }: { report: Report; naming: (member: ReportMember) => string }) {
  const regions = overlap(report);
  const [first, second, third] = HARM_THEMES;
  return (
    <div className="grid gap-4 min-[48em]:grid-cols-[18rem_1fr]">
      <ThreeSets
        names={[THEME_WORDS[first], THEME_WORDS[second], THEME_WORDS[third]]}
        counts={Object.fromEntries(regions.map(({ themes, members }) => [themes.map((theme) => HARM_THEMES.indexOf(theme)).join(''), members.length]))}
      />
      <StackTable
        caption="Where hidden harms meet, and of whom it was said"
        columns={[{ heading: 'What meets' }, { heading: 'Of whom' }]}
        rows={regions.map(({ themes, members }) => ({ id: themes.join('-'), cells: [together(themes), members.length === 0 ? 'Nobody' : <bdi key="who">{members.map(naming).join('; ')}</bdi>] }))}
      />
    </div>
  );
}

/**
 * Hidden harm as it was said of each around the child, and the numbers that people gave for how safe the child is.
 * It is the referrer's word (requirement S07) and changes nothing of what the guide proposed. Nothing where nothing was said.
 */
export function HiddenHarm({ report, guide }: { report: Report; guide: Pick<Guide, 'indicators'> }) {
  // What was said of another child is shown, too, and weighs nothing here: the three are those of adults.
  const around = report.household.filter((member) => member.kind === 'adult' || isTold(member));
  const naming = (member: ReportMember) => called(member, report.household.indexOf(member));
  const told = around.some(isTold);
  const scales = scalesOf(report);
  const [meeting, atHome, toWeigh] = [themesAround(report), themesAtHome(report), themesToWeigh(report)];
  const cell = (member: ReportMember, name: keyof Omit<Harm, 'words'>) => answered(member.hiddenHarm[name]);
  return (
    <>
      {told && (
        <>
          <h3 className="ds-said__title">Hidden harm, as it was said</h3>
          <StackTable
            caption="Hidden harm, as it was said of each"
            columns={[{ heading: 'Of whom' }, { heading: 'Domestic abuse' }, { heading: 'Mental ill-health' }, { heading: 'Drugs' }, { heading: 'Alcohol' }, { heading: 'In words' }]}
            rows={around.map((member, at) => ({
              id: `harm-${at}`,
              cells: [<bdi key="who">{naming(member)}</bdi>, cell(member, 'domesticAbuse'), cell(member, 'mentalIllHealth'), cell(member, 'drugs'), cell(member, 'alcohol'), member.hiddenHarm.words.trim() || '–'],
            }))}
          />
          {guide.indicators.some(({ id, emphasis }) => id === ALL_THREE_SIGN && emphasis) && <Overlap report={report} naming={naming} />}
          <p className="ds-secondary">
            {meeting.length === HARM_THEMES.length && `All three meet ${atHome.length === HARM_THEMES.length ? 'at home' : 'around the child, though not all of them at home'}${around.some(({ kind, hiddenHarm }) => kind === 'adult' && themesOf(hiddenHarm).length === HARM_THEMES.length) ? '' : ', in different people'}: the guide counts it as a sign of its own. `}
            {toWeigh.length > 0 && `No sign is ticked for ${toWeigh.map((theme) => THEME_WORDS[theme].toLowerCase()).join(', ')}: ask what it does to the child. `}
            It is the word of whoever told us. What an assessment finds is recorded with the assessment.
          </p>
        </>
      )}
      {scales.length > 1 && (
        <StackTable
          caption="How safe the child is, by whom"
          captionVisible
          columns={[{ heading: 'By' }, { heading: '0 to 10' }]}
          rows={scales.map(({ by, scale }, at) => ({ id: `scale-${at}`, cells: [by === 'reporter' ? 'Whoever told us' : <bdi key="who">{'kind' in by ? naming(by) : nameOf(by, 'The child')}</bdi>, scale] }))}
        />
      )}
    </>
  );
}
