/** A list is as long as one of these, or left as it is. */
const LENGTHS = [1, 2, 4, 8, 16, 32, 64];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function filledUp(list: readonly unknown[]): readonly unknown[] {
  const length = LENGTHS.find((one) => one >= list.length);
  return length === undefined || length === list.length || list.length === 0 ? list : [...list, ...Array.from({ length: length - list.length }, () => list.at(-1))];
}

/**
 * A question whose lists of what is looked for (`in`, `notIn`) are filled up with their last: it asks the same. Each length is a
 * statement of its own, which every connection has to parse and to plan, under row-level security for some milliseconds; of a page about
 * a contact some fifteen lists are as long as that contact has people, earlier contacts and colleagues.
 */
export function withEvenLists<T>(asked: T): T {
  if (Array.isArray(asked)) return asked.map((one: unknown) => withEvenLists(one)) as T;
  if (!isObject(asked)) return asked;
  return Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, (name === 'in' || name === 'notIn') && Array.isArray(value) ? filledUp(value) : withEvenLists(value)])) as T;
}
