/** JSON text as it was sent: taken apart and laid out by its letters, so that no figure and no name of it is altered. */

/** Where each string, mark and other word of JSON text begins and ends. */
function* wordsOf(json: string): Generator<{ from: number; to: number }> {
  let at = 0;
  while (at < json.length) {
    const mark = json[at] ?? '';
    let to = at + 1;
    if (mark === '"') {
      while (to < json.length && json[to] !== '"') to += json[to] === '\\' ? 2 : 1;
      to += 1;
    } else if (!/[\s{}[\],:]/u.test(mark)) {
      while (to < json.length && !/[\s{}[\],:"]/u.test(json[to] ?? '')) to += 1;
    }
    if (!/\s/u.test(mark)) yield { from: at, to };
    at = to;
  }
}

/** JSON text without what stands between its words, by which the same content is known again. */
export function compact(json: string): string {
  return [...wordsOf(json)].map(({ from, to }) => json.slice(from, to)).join('');
}

/** A list that stands under a name of the outermost object: each of its members as it was sent, and what stands around them. */
export function listIn(json: string, member: string): { each: string[]; around: string } | null {
  const each: string[] = [];
  let [depth, open, start, last] = [0, -1, -1, 0];
  let [text, name] = ['""', ''];
  for (const { from, to } of wordsOf(json)) {
    const mark = json[from] ?? '';
    if (open >= 0 && depth === 2 && (mark === ',' || mark === ']')) {
      if (start >= 0) each.push(json.slice(start, last));
      start = -1;
      if (mark === ']') return { each, around: json.slice(0, open + 1) + json.slice(from) };
      continue;
    }
    if (open >= 0 && start < 0) start = from;
    if (mark === '{' || mark === '[') {
      depth += 1;
      if (depth === 2 && mark === '[' && name === member) open = from;
    } else if (mark === '}' || mark === ']') depth -= 1;
    else if (depth === 1 && mark === '"') text = json.slice(from, to);
    else if (depth === 1 && mark === ':') name = JSON.parse(text) as string;
    last = to;
  }
  return null;
}

/** Deeper than this nothing moves further to the right. */
const DEEPEST = 20;
/** What is laid out is at most so many times as long as what was sent: otherwise it stands as it came, so that a page can be made of it. */
const LONGEST_TIMES = 3;

/** JSON text with a line for each of its parts, every word of it as it was sent. */
export function layOut(json: string): string {
  const most = LONGEST_TIMES * json.length + 10_000;
  const out: string[] = [];
  let [depth, length, before] = [0, 0, ''];
  const put = (words: string) => {
    out.push(words);
    length += words.length;
  };
  const line = () => put(`\n${'  '.repeat(Math.min(depth, DEEPEST))}`);
  for (const { from, to } of wordsOf(json)) {
    const word = json.slice(from, to);
    const opened = before === '{' || before === '[';
    const closes = word === '}' || word === ']';
    if (closes) depth -= 1;
    if ((opened && !closes) || (closes && !opened) || before === ',') line();
    put(word === ':' ? ': ' : word);
    if (word === '{' || word === '[') depth += 1;
    if (length > most) return json;
    before = word;
  }
  return out.join('');
}
