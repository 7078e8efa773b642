import { orWithout } from '@/app/_edge/failure';
import { openPage } from '@/app/_edge/page';
import { Details } from '@/components/govuk';
import { PageHeading } from '@/components/shell';
import { knownAuthorities } from '@/lib/platform/db';
import { authoritySettings } from '@/lib/access/schema';
import { dangerLines } from '@/lib/access/lines';
import { WORDS } from './words';

export const metadata = { title: 'Help' };

async function Numbers() {
  const areas = await orWithout(knownAuthorities());
  if (areas === null) return <p className="govuk-body">The numbers cannot be shown at this moment. In danger ring 999; ring your council’s own number for anything else.</p>;
  return (
    <dl className="ds-paragraphs">
      {areas.map((area) => {
        const lines = dangerLines(authoritySettings.parse(area.settings));
        return (
          <div className="ds-paragraphs__one" key={area.id}>
            <dt>
              <a className="govuk-link" href={`/areas/${area.id}`}>
                {area.short_name}
              </a>
            </dt>
            <dd>{`${lines.dayHours}: ${lines.day}. At any other time: ${lines.night}.`}</dd>
          </div>
        );
      })}
    </dl>
  );
}

export default openPage('GET /help', async () => (
  <div className="ds-wide">
    <PageHeading heading="Help" lead="If a child is in danger now, ring 999. For anything about a child, ring the front door: it answers faster than any page." />
    <h2 className="govuk-heading-m">Whom to ring</h2>
    <Numbers />

    <h2 className="govuk-heading-m" id="reporting">If you report a concern</h2>
    <ol className="govuk-list govuk-list--number">
      <li>Choose “Report a concern”. The first questions are about safety now; names come later.</li>
      <li>Every page is kept when you go on. Leave out what you do not know: “not known” is an answer. Come back under “Not sent yet”.</li>
      <li>Nobody sees a report before you send it. The page says so until you do.</li>
      <li>When it is sent you get a reference and the date and time by which you hear. If you hear nothing by then, ring.</li>
      <li>Unsure, or it is advice that you want? “Talk to us”: be rung back, or book a time. You are asked first whether it can wait; if you are not sure, ring.</li>
      <li>“My contacts” shows whether a person has read it, what was decided, and your letters. Add anything new there, at any time.</li>
    </ol>
    <Details summaryText="I began a report and have not sent it">
      <p className="govuk-body">If what you typed may be serious, every page says NOT SENT. You get a message after two hours and on the next working morning. After that your safeguarding lead learns that you have begun a report and since when, but not where you go past them or somebody who works with you may be concerned, or while you have not said. Then, and where your agency has no lead, a manager of the front door learns it instead, with your name and number unless you asked to be protected. At level 4, or in immediate danger, the front door rings you after two hours, day and night. Nobody but you can read it.</p>
      <p className="govuk-body">Send it, or put it away and say why: that you told us another way, or that it is not needed. If you asked to be protected, nobody learns that it is you.</p>
    </Details>
    <Details summaryText="My lead must not see it, or it is about somebody who works here">
      <p className="govuk-body">Say so on the page about you. Then nobody in your agency sees the report, not even your safeguarding lead, and it does not show in the agency’s figures.</p>
    </Details>
    <Details summaryText="Nobody must learn that it was me">
      <p className="govuk-body">Choose “protect who I am” on the page about you. Before you send it we show you sentences that may give you away. A question can still reach you under “My contacts”; nobody learns who answers it. Two people open it only where a court or another law demands it, or a life is at risk and nobody else can tell us what we must know. You are told unless a court forbids it.</p>
    </Details>
    <Details summaryText="I disagree with the decision">
      <p className="govuk-body">Ring the worker named in your letter first. Your letter says what to do if you still disagree. Your own duty to the child does not end with the report.</p>
    </Details>

    <h2 className="govuk-heading-m" id="front-door">If you work at the front door</h2>
    <ol className="govuk-list govuk-list--number">
      <li>The queue sorts by risk, then by time left. Rows never move while you look: a line says what is new.</li>
      <li>A row shows signs and ages until you have said that you know nobody in the family: pressing its reference says so. If you may know them, press “may know them”; you are asked first, and nobody is blamed.</li>
      <li>Claim a contact before you work on it. One person holds it; others see who. Hand it over rather than leave it.</li>
      <li>The guide proposes, with its reasons. You decide, for each child, and say why when you differ.</li>
      <li>Some decisions need a second person. Until a qualified manager has countersigned, the higher level governs.</li>
      <li>A contact closes when the referrer has been told, or a lawful reason not to is written down. Not while a child of it is not decided on, or nobody knows who the child is: the page names the duty that is open.</li>
      <li>“Unsent reports”, from “Alarms” and “Morning”, names whom to ring about a serious report that was begun and not sent. Write down what came of it. You cannot read the report: ask.</li>
      <li>Press ? on a list to see its keys. Turn them off under “Preferences”.</li>
    </ol>

    <Details summaryText="The police took the child, or a court made an emergency protection order">
      <p className="govuk-body">Record it at once under “Police protection and orders” on the contact: which child, since when, and who. Police protection ends 72 hours after the police took or kept the child, on any day and at any hour, and nobody extends it; an order ends when the court said. Somebody is called 24 hours before, for an order on the last working day before, and again if it ends and nobody has said what followed.</p>
      <p className="govuk-body">Say there what follows: accommodated by agreement, an order, an interim care order, another authority, or home. That the child goes home is agreed to by a qualified manager first. A mistake is put right by a record of its own.</p>
    </Details>
    <Details summaryText="Another system sent something that cannot be read">
      <p className="govuk-body">It is never refused: it stands on “To type in”, with who sent it and when. Press “Read it and type it in”: what was sent is shown beside the page of a call. It keeps the reference that its sender was told, and both clocks run from when it came. Nobody knows what it says before somebody has read it, so it is an alarm after 15 minutes, and at night at once. If it is no concern, put it away there and say why.</p>
    </Details>
    <p className="govuk-body">
      A police, school or health system can tell us by itself:{' '}
      <a className="govuk-link" href="/help/api">
        for other systems
      </a>
      .
    </p>

    <h2 className="govuk-heading-m" id="calls">If you take calls</h2>
    <ol className="govuk-list govuk-list--number">
      <li>The telephone rings: “Log a call”. What the caller says stands left, the facts beside it, and the guide goes along as you type. Alt and a figure jump between the parts; everything is kept as you type. Your own notes have a field of their own and never reach the caller.</li>
      <li>Who rings: two letters of the name or the agency find a professional who is known here; arrow down and Enter fill in agency, work and number, and all of it can be changed. A number that is not on record asks you to ring back through the switchboard. A name alone proves nothing.</li>
      <li>“Might be known” says quietly when the child may be in an earlier contact, or the mother of a child not born yet; if the child’s is open, the call can be added to it.</li>
      <li>The signs of the guide stand at the end, in three parts that open: tick what the caller has seen, or find a sign by a word of it.</li>
      <li>Before you hang up, agree the next steps: what, who, by when, the level, and what to do if it gets worse. Read it back, and read out the caller’s code. Then make it a contact: both clocks run from when the call began.</li>
    </ol>
    <Details summaryText="Advice, news of a contact, a call that was cut off: kinds of call">
      <p className="govuk-body">Say at the top what kind of call it is. Advice that somebody asks for is decided on like a concern, and becomes one by a press on its page. If what is said of a child without a name reaches level 4, ask for the name; if it is not given, a manager is called while the caller is on the line.</p>
      <p className="govuk-body">News of a contact, or a challenge, is put to it by its reference. Whoever asks what we know gets an answer through “Agreement and sharing”, and nothing on the telephone. A call that was cut off is yours to ring back within ten minutes, and goes on where it stopped.</p>
    </Details>
    <Details summaryText="The letter after a call, and what the caller puts right" id="follow-up">
      <p className="govuk-body">The follow-up letter is written from what the caller said and what you agreed. Read it and send it, or record why none goes. What is owed, and since when, stands under “Follow-up letters”.</p>
      <p className="govuk-body">Of every letter sent by e-mail you read what is known: “taken by the mail service” is not yet “arrived”, and some mail services never say whether it did. “Did not arrive” means that they are not told, and that it is owed again.</p>
      <p className="govuk-body">A call that was put to a contact which was there already has a letter of its own, with its own reference: the contact’s is never said. Was their e-mail address wrong? Put it right under “Agreed with the caller”: the letter is written anew, and the old link opens no more.</p>
      <p className="govuk-body">The caller opens it by a link with the code that you read out. What they correct comes back to the queue as unread; what they said first stays.</p>
    </Details>
    <Details summaryText="Ringing back, and times to talk">
      <p className="govuk-body">“Ring back” lists who is owed a call, the earliest promise first; “Times to talk” the times that partners book. One press logs the call, with what is known of the caller. A promise not kept is an alarm.</p>
    </Details>
    <Details summaryText="An e-mail or a letter">
      <p className="govuk-body">“Log a call”, “Type it in”. Say on which day it reached the authority, by whichever desk: both clocks run from there. Attach the original on the page before it becomes a contact; it is kept sealed. What belongs to a contact that is there is begun on its page, under “What was said”, and added to it.</p>
    </Details>
    <Details summaryText="Coaching in a call">
      <p className="govuk-body">On the contact of a call, “Consultation and coaching” keeps what you talked about openly, what you coached, and the feedback that you gave. It is for colleagues only. A manager comments there, and you see under “Log a call” that a comment is new.</p>
    </Details>
    <Details summaryText="How many calls come, and how long they wait">
      <p className="govuk-body">Managers and auditors see under “Telephone line” the calls that were offered, answered and given up, by day and by hour, and by which way contacts come. The figures come from the telephone system, or from a file that a manager or an administrator uploads there. No number is kept, but that of a professional who gave up, until they are rung.</p>
    </Details>

    <h2 className="govuk-heading-m" id="people">If you want to know who a family is</h2>
    <ul className="govuk-list govuk-list--bullet">
      <li>“Search” finds everybody named in a contact that you may open. You say why; names stand as initials until you have said whether you know the family. An address alone asks for a reason in words.</li>
      <li>“Who is this?” on a contact proposes whom its children and adults may be, with the reasons. You say whether they are; a link can be undone with a reason. Twins are proposed apart.</li>
      <li>“History” is one line of what was told, decided and planned, newest first, with the stretches in which nothing was recorded. The same stands below it as a table. Before you decide you say that you have read it, or why not.</li>
      <li>“Open about the same child” offers another open contact to be one with this, and says what is the same. Nothing is joined by itself. A join that was a mistake a manager takes back, on the page of the contact that was joined: it waits in the queue again on its own clocks, and the other is decided again.</li>
      <li>The household’s page shows every contact of each, and what was decided for brothers and sisters side by side.</li>
      <li>A person’s page shows what every contact tells of them, with a picture of the family and a table that says the same. There you write down who is who to them.</li>
    </ul>

    <h2 className="govuk-heading-m" id="more">Alarms, the rota and sharing</h2>
    <Details summaryText="An alarm: somebody is called" id="alarms">
      <p className="govuk-body">A clock has run out: a child in immediate danger nobody has read of, a contact at level 4 nobody has claimed, a decision or a request nobody has answered. Whoever is on the rota is called one after another, by e-mail and text with the reference alone, and then again from the first.</p>
      <p className="govuk-body">Accept it under “Alarms”, in your own name. Nobody else is called then. The clock goes on: if nothing is done you are called again.</p>
      <p className="govuk-body">A call that comes back, or that the mail service refuses for its address, counts as not answered: the next is called at once. It shows under “Alarms” as “did not arrive”, and your administrator is told whose address it is. Tell them the right one.</p>
    </Details>
    <Details summaryText="The rota, and somebody is away" id="rota">
      <p className="govuk-body">A manager puts people on under “Alarms”, “Who is on: the rota”. Several in one post are called in the order of cover. Somebody who is away is stood in for by whoever is named, or by the next in the order. Nobody on is itself an alarm, hours before.</p>
    </Details>
    <Details summaryText="Telling or asking another agency" id="sharing">
      <p className="govuk-body">Under “Agreement and sharing” on the contact you record three different things: whether the family agrees to a service, what they were told, and the lawful basis. None stands for another, and consent is not a basis.</p>
      <p className="govuk-body">Below level 4 nothing goes to another agency about a child until that child’s parents were told and agree, or a manager has agreed to go without them. Brothers and sisters may have other parents: the page says for each. A manager finds the requests under “Countersign”.</p>
      <p className="govuk-body">If something has gone already, write it down all the same, with when and by whom. Where there was no ground for it the page says so, and it stays in the list of what went to whom.</p>
    </Details>

    <h2 className="govuk-heading-m" id="signing-in">Signing in</h2>
    <ul className="govuk-list govuk-list--bullet">
      <li>After 30 minutes without a click you sign in again and come back to the same page. What you typed is kept.</li>
      <li>Forgotten your password, or no account? Ask your area’s administrator for a link. It works once, for 72 hours.</li>
      <li>You work in two places? Choose “Where you work” at the foot of the page.</li>
    </ul>

    <h2 className="govuk-heading-m" id="words">Words</h2>
    <dl className="ds-paragraphs">
      {WORDS.map(({ word, meaning }) => (
        <div className="ds-paragraphs__one" key={word}>
          <dt>{word}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  </div>
));
