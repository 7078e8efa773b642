/** What somebody is to a child, in the words in which it was told. Pure. */

/** "Mother’s partner", "partner of her mother" and "partner to mother" are no mother: what somebody themselves is to the child. */
export const ownRelation = (relation: string) => relation.replace(/\p{L}+[’']s\b/gu, '').replace(/\b(?:of|to)\b.*$/iu, '');

const BESIDE = '(?:the|a|his|her|their|birth|biological|natural|real|actual)';
const PARENTS = '(?:mother|mum|mam|mummy|mom|father|dad|daddy|parents?)';
const DOUBTED = new RegExp(`\\b(?:not\\s+(?:${BESIDE}\\s+)*${PARENTS}|not\\s+(?:biological|by\\s+birth)|non[-\\s]?biological|alleged(?:ly)?|putative|presumed|supposed(?:ly)?|possibl[ey]|figure)\\b`, 'iu');

/** Do the words take back or leave open that somebody is a parent: "not the father", "alleged father", "father figure"? */
export const isDoubtedParent = (relation: string) => DOUBTED.test(ownRelation(relation));
