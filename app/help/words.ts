/** Words of the field that a newcomer may not know, shortly. */
export const WORDS: readonly { word: string; meaning: string }[] = [
  { word: 'Contact', meaning: 'Anything said to the front door about a child: a report, a call, a letter. Not yet a referral.' },
  { word: 'Referral', meaning: 'A contact after which a social work assessment or a strategy discussion is decided.' },
  { word: 'Referrer', meaning: 'Whoever made the contact.' },
  { word: 'Front door', meaning: 'Where a council hears concerns about children. Each area has its own name for it, such as MASH, CADS, hub or gateway.' },
  { word: 'Threshold guide', meaning: 'The area’s agreement on how serious a need is and who helps, in levels 1 to 4.' },
  { word: 'Early help', meaning: 'Help for a family that agrees to it, before things get worse (level 2).' },
  { word: 'Child in need', meaning: 'A child who needs services to be reasonably healthy or to develop, or who is disabled: section 17 of the Children Act 1989 (level 3).' },
  { word: 'Strategy discussion', meaning: 'Social work, police and health decide together whether to begin a child protection enquiry: section 47 of the same Act (level 4).' },
  { word: 'Safeguarding lead', meaning: 'The person in a school or agency to whom staff bring worries about children.' },
  { word: 'LADO', meaning: 'The designated officer, told when the worry is about somebody who works or volunteers with children.' },
  { word: 'Emergency duty team', meaning: 'Social workers who answer at night, at weekends and on bank holidays.' },
  { word: 'Hand-over', meaning: 'What the night gives to the day, or the day to the night. A contact stays where it is until a named person accepts it.' },
  { word: 'Countersign', meaning: 'A second, qualified person reads a decision and agrees or returns it.' },
  { word: 'Duty', meaning: 'Something that must follow by law or guide, with an owner and a date.' },
  { word: 'Ledger', meaning: 'The record of who saw and did what. Nothing in it can be changed.' },
];
