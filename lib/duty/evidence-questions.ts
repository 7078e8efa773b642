import type { DutyCode } from './codes';
import { ENDS_BY_ITS_ACT } from './model';

/**
 * One thing asked before a duty ends. `line`: a short answer; `words`: any length; `past`: a day, with a London time where
 * it is known, that is not still to come; `coming`: any day; `one_of`: one of the choices, none chosen beforehand.
 */
export interface Question {
  name: string;
  label: string;
  hint?: string;
  kind: 'line' | 'words' | 'past' | 'coming' | 'one_of';
  choices?: Readonly<Record<string, string>>;
  /** Of a day: its time is asked for as well, and may not be left empty. */
  timeToo?: true;
  /** Asked only where the contact has a child not born yet (domain 3.5: midwifery takes part). */
  ofUnborn?: true;
  /** Of a day: never a Saturday, a Sunday or a bank holiday where another question has this answer. */
  onWorkingDay?: { where: string; is: string };
  /** Without this answer the thing was not done: no reason stands in its place, and the duty goes on until it is known. */
  mustAnswer?: true;
}

/** What a duty asks: what to bear in mind while it is owed, and what ends it. */
export interface DutyForm {
  mind: readonly string[];
  /** Asked when it is done. */
  done: readonly Question[];
  /** Asked when a named person elsewhere has accepted it; only for duties that need it. */
  accepted?: readonly Question[];
}

/** What was done was done at some time: the one question that every duty must have answered. */
const when = (label: string, hint?: string): Question => ({ name: 'when', label, kind: 'past', mustAnswer: true, ...(hint === undefined ? {} : { hint }) });
const line = (name: string, label: string, hint?: string): Question => ({ name, label, kind: 'line', ...(hint === undefined ? {} : { hint }) });
const words = (name: string, label: string, hint?: string): Question => ({ name, label, kind: 'words', ...(hint === undefined ? {} : { hint }) });
const oneOf = (name: string, label: string, choices: Readonly<Record<string, string>>, hint?: string): Question => ({ name, label, kind: 'one_of', choices, ...(hint === undefined ? {} : { hint }) });
const must = (question: Question): Question => ({ ...question, mustAnswer: true });
const YES_NO = { yes: 'Yes', no: 'No' } as const;

/** A named person elsewhere takes it over (domain 7.15): until all of this is known, this authority acts. */
const ACCEPTED_BY: readonly Question[] = [
  must(line('name', 'Who accepted it?', 'A person’s full name, not a team or a mailbox.')),
  line('role', 'What is their role?'),
  line('team', 'In which authority or team?'),
  line('reached', 'How were they reached?', 'The telephone number rung, or the secure address written to. Look the number up: do not use one that was given to you.'),
  when('When did they accept?'),
];

/**
 * The one table of what each duty asks (domain 7.15, 3.1, 3.3, 3.5). It makes the form, checks what was typed and names
 * what is shown afterwards. A question may be answered by saying why there is no answer, unless nothing was done without one; none may be passed over.
 */
export const DUTY_FORMS: Partial<Record<DutyCode, DutyForm>> = {
  FGM_POLICE: {
    mind: [
      'The duty is personal: whoever was told by the girl, or saw the signs, reports it to the police themselves. Nobody can do it for them, and a report to children’s services does not take its place.',
      'Ring 101; ring 999 if somebody is in danger now. Do not speak to the family first.',
      'The time shown is counted from when it reached us. The law counts from when they learned of it, which may have been earlier: ask them when, and do not tell them that they are in time.',
    ],
    done: [when('When was it reported?'), line('means', 'How was it reported?', 'For example by telephone on 101.'), line('who', 'Who reported it?', 'The professional who learned of it, by name.'), line('reference', 'What reference did the police give?')],
  },
  LADO: {
    mind: [
      'Say nothing to the adult it is about, nor to their employer or volunteer organisation, before the designated officer agrees.',
      'Four questions lead here: harmed, or may have harmed, a child; may have committed an offence against a child; may pose a risk to children; behaved, in work or out of it, so that they may not be suitable to work with children. What happened long ago counts.',
    ],
    done: [
      when('When was the designated officer told?'),
      line('who', 'Who was told?', 'The designated officer, by name.'),
      oneOf('harmed', 'Harmed, or may have harmed, a child?', YES_NO),
      oneOf('offence', 'May have committed an offence against, or related to, a child?', YES_NO),
      oneOf('risk', 'May pose a risk of harm to children?', YES_NO),
      oneOf('suitable', 'Behaved so that they may not be suitable to work with children?', YES_NO),
      words('advice', 'What did the designated officer advise?'),
      words('toldAdult', 'What was agreed on telling the adult and the employer?', 'Who tells them what, and when; or that nobody does yet.'),
    ],
  },
  PREVENT: {
    mind: ['If an attack may be near, ring 999, or the anti-terrorist hotline on 0800 789 321. Do not wait for the referral.', 'The child’s agreement is asked for later, when help is offered: it is not needed to refer.'],
    done: [when('When was the referral made?'), line('channel', 'To whom, and by which channel?', 'For example the Prevent team of the police, by the national referral form.'), line('who', 'Who made it?'), line('reference', 'What reference was given?')],
  },
  PRIVATE_FOSTERING: {
    mind: [
      'Three things make it private fostering: the child is under 16, or under 18 if disabled; the carer is neither a parent nor a close relative nor holds parental responsibility; it lasts, or is meant to last, 28 days or more.',
      'A grandparent, brother, sister, aunt, uncle or step-parent by marriage or civil partnership is a close relative. A great aunt, a cousin, a friend or a parent’s unmarried partner is not.',
      'Parents and carers tell us at least 6 weeks before it begins, or within 48 hours where it began at once or in an emergency, and again within 48 hours when the child leaves. We visit within seven working days of being told.',
    ],
    done: [
      when('When was the child visited?'),
      line('who', 'Who visited?'),
      oneOf('alone', 'Was the child seen alone?', YES_NO),
      oneOf('age', 'First test: under 16, or under 18 and disabled?', YES_NO),
      oneOf('relative', 'Second test: is the carer a close relative, or do they hold parental responsibility?', YES_NO),
      oneOf('days', 'Third test: 28 days or more, so far or as meant?', YES_NO),
      oneOf('suitable', 'Is the arrangement suitable?', { yes: 'Yes', conditions: 'With conditions', no: 'No' }),
    ],
  },
  RETURN_INTERVIEW: {
    mind: [
      'Each time a child was missing is an interview of its own. The 72 hours run from when the child was found.',
      'Whoever talks with the child is independent: not a carer, not the child’s social worker, nobody who runs the place the child went missing from.',
    ],
    done: [
      when('When was it offered?'),
      line('who', 'Who is the independent person?', 'By name, and for whom they work.'),
      oneOf('answer', 'What did the child say to the offer?', { accepted: 'Accepted: the child talked', declined: 'Declined', not_reached: 'The child was not reached' }),
      words('said', 'Where was the child, with whom, and what did the child want known?', 'The child’s own words, as far as the child agreed to pass them on.'),
    ],
  },
  OUT_OF_AREA: {
    mind: ['Until a named person there accepts, this authority acts: it decides, holds the strategy discussion and sees the child.', 'A message left, a form sent or a general mailbox is not acceptance.'],
    done: [],
    accepted: ACCEPTED_BY,
  },
  OPEN_CASE: {
    mind: ['Until the child’s own worker, or their manager, accepts it by name, this team acts.', 'A referral is not recorded a second time while a case is open.'],
    done: [],
    accepted: ACCEPTED_BY,
  },
  TRANSFER_IN: {
    mind: [
      'The plan of the authority that the child left stands until then, and this authority acts on it here: who sees the child, and when, is settled today with the worker there.',
      'Where the child has not moved here, and only the plan is elsewhere, no conference is owed here: a manager ends the duty as not owed, and says so.',
    ],
    done: [
      when('When was it held?'),
      line('chair', 'Who chaired it?'),
      line('left', 'Who took part for the authority that the child left?', 'By name.'),
      must(oneOf('plan', 'Has the child a child protection plan here now?', YES_NO)),
      words('agreed', 'What was agreed, and which system holds it?'),
    ],
  },
  MEDICAL_TODAY: {
    mind: ['The same day. If the child cannot wait, ring 999.', 'Do not take photographs and do not undress the child: a doctor does that.'],
    done: [
      when('When was the child seen?'),
      must(line('where', 'Where, and by whom?', 'The hospital or clinic, and the doctor or crisis worker by name.')),
      line('taker', 'Who took the child there?', 'By name, and what they are to the child.'),
      oneOf('consent', 'Who agreed to it?', { parent: 'Somebody with parental responsibility', child: 'The child, who understands enough to agree', court: 'A court, or police protection', urgent: 'Nobody: it could not wait' }),
      words('result', 'What was found, and what happens next?'),
    ],
  },
  MARAC: {
    mind: ['The victim’s safety comes first: nothing of this goes in a letter, an e-mail, a text or a message that somebody else may open or hear.', 'Ask the victim when and how it is safe to speak, and keep to it.'],
    done: [
      when('When was the referral made?'),
      { name: 'meeting', label: 'On which day does the conference meet?', kind: 'coming' },
      oneOf('idva', 'Was an independent domestic violence adviser (IDVA) told?', YES_NO),
      line('who', 'Who, by name, took it on there?'),
      words('safety', 'How is the victim reached safely until then?', 'A number that only the victim answers, times, a word that was agreed. Never by letter.'),
    ],
  },
  NRM: {
    mind: ['The child’s agreement is not needed, nor a parent’s.', 'It does not wait for the police, nor does it take the place of a strategy discussion.'],
    done: [when('When was it referred?'), line('responder', 'Which first responder referred?', 'The authority, police force or charity, and the person by name.'), line('reference', 'What reference was given?'), words('safe', 'What keeps the child out of reach of whoever exploits them?')],
  },
  HOMELESS_16_17: {
    mind: [
      'Social care and housing assess together, the same day. The young person is not sent from one to the other.',
      'Being looked after under section 20 is offered first, with advice on what it gives and what is lost by declining. A young person who declines it is still given somewhere safe.',
    ],
    done: [
      when('When were they assessed?'),
      line('who', 'By whom, for social care and for housing?', 'Both by name.'),
      line('tonight', 'Where are they tonight?', 'The kind of place, and who else is there. Bed and breakfast is not suitable at 16 or 17.'),
      oneOf('section20', 'Section 20', { accepted: 'Offered and accepted', declined: 'Declined, after advice', not_found: 'Found not to be owed' }),
      line('adviser', 'Who advised them, independently, before they answered?'),
    ],
  },
  SIBLINGS: {
    mind: ['The question is asked for every child of the household and for every child in contact with the person alleged. What the decision says for each stands below.'],
    done: [
      when('When was it asked?'),
      line('who', 'Of whom?'),
      oneOf('elsewhere', 'Are there children elsewhere with whom the person is in contact?', { none: 'Asked, and there are none', named: 'Yes, and each is named in this contact or another', not_named: 'Yes, and not all could be named' }),
      words('children', 'Which children, and what was done for each?'),
    ],
  },
  HOLD_STRATEGY: {
    mind: ['At the least: children’s social care, police and health. For a child not born yet midwifery takes part.', 'It ends when it was held, or with a new decision: letting go of a strategy discussion takes two persons, and nobody calls it off here.'],
    done: [
      when('When was it held?'),
      line('chair', 'Who led it?'),
      must(line('police', 'Who took part for the police?')),
      must(line('health', 'Who took part for health?')),
      { name: 'midwifery', label: 'Who took part for midwifery?', hint: 'A child not born yet is discussed with midwifery there.', kind: 'line', ofUnborn: true },
      must(oneOf('section47', 'Do Section 47 enquiries begin?', YES_NO)),
      words('agreed', 'What was agreed, by whom and by when?', 'Who tells the family what and when, or why not yet.'),
    ],
  },
  CONVENE_ICPC: {
    mind: [
      'It runs from the discussion at which the enquiries began, also where more are held after it. It is not held on a Saturday, a Sunday or a bank holiday.',
      'Where the enquiries end without a conference, a manager ends this duty as no longer owed, and says who decided so and why.',
    ],
    done: [
      must(oneOf('ended', 'What ends this duty?', { held: 'The conference was held', elsewhere: 'Another system holds it, with its date' })),
      { ...when('When was it held, or entered there?'), onWorkingDay: { where: 'ended', is: 'held' } },
      line('system', 'Which system holds it?', 'Its name, and the number of the child or the conference there.'),
      line('who', 'Who chaired it, or answers for it there?', 'By name.'),
    ],
  },
  ALLOCATE_ASSESSMENT: { mind: [], done: [when('When was it allocated?'), line('who', 'To which social worker?'), { name: 'visit', label: 'By which day is the child seen?', kind: 'coming' }] },
  REGISTER_EARLY_HELP: { mind: ['Early help is by agreement.'], done: [when('When was it passed on?'), line('team', 'To which team or agency?'), line('who', 'Who there took it on?'), line('agreed', 'Who in the family agreed, and when?')] },
  ANSWER_CHALLENGE: {
    mind: ['Read what was said with an open mind; what is new is decided on by itself.', 'Not answered by whoever decided the contact or agreed to it, nor twice by the same manager. Where they do not agree with the answer, another manager has it, within two working days.', 'Whoever challenges is answered as what they are to the child: family and public hear that it was considered.'],
    done: [when('When was it answered?'), line('who', 'Who answered, and whom?'), oneOf('result', 'What came of it?', { stands: 'The decision stands', changed: 'It is decided otherwise', on: 'They do not agree: it goes to the next step of the procedure' }), words('reason', 'Why?')],
  },
  FIND_OUT_WHO: {
    mind: ['Ring back on the number that was kept. A child without a name is a child all the same: if the danger is now, ring the police.'],
    done: [when('When was this done?'), line('tried', 'Who was rung or asked?'), oneOf('known', 'Is it known who the child is?', { yes: 'Yes: it stands in this contact or in another', no: 'No' }), words('next', 'What happens next, and who does it?')],
  },
  HAND_OVER: {
    mind: ['This is for whoever takes it over by day where the night went home without handing it over. From then on you answer for it: claim it, or give it to somebody.'],
    done: [when('Since when do you answer for it?'), line('spoken', 'Whom of the night did you speak with, or why with nobody?'), words('known', 'What was done, and what is left to do?')],
  },
  REVIEW_RAISED: { mind: [], done: [when('When was it looked over?'), words('found', 'What did you find?')] },
  REVIEW_PATTERN: { mind: ['Read the earlier contacts together with this one.'], done: [when('When was it looked at?'), words('pattern', 'What is the pattern?'), words('next', 'What changes because of it?')] },
  REVIEW_CLOSED: {
    mind: ['It was decided and closed with another contact in it, which was another family’s. A contact that has ended is not decided anew: where it would be decided otherwise today, a new contact is begun for its children.'],
    done: [when('When was it looked at again?'), oneOf('result', 'What came of it?', { stands: 'The decision stands without the other contact', anew: 'A new contact was begun' }), words('reason', 'Why, and what is the reference of a new contact?')],
  },
  REVIEW_REFUSAL: { mind: ['A refusal alone closes nothing.'], done: [when('When was it looked at again?'), words('changed', 'What has changed for the child?'), words('next', 'What happens next?')] },
};

/** What any duty asks that has no row above: never words alone. */
const PLAIN: DutyForm = { mind: [], done: [when('When was it done?'), line('who', 'Who did it?'), words('what', 'What was done?')] };

/** What a duty asks, or null where it ends by an act of its own. */
export function dutyForm(code: DutyCode): DutyForm | null {
  return ENDS_BY_ITS_ACT[code] === undefined ? (DUTY_FORMS[code] ?? PLAIN) : null;
}
