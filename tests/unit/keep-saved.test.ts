/**
 * A page that keeps itself over a line that loses answers, hangs, or has another window beside it (architecture 2: nothing typed is ever
 * lost; safe practice 7.1: danger waits for nothing). The browser is played here by as much of it as the script asks for.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renderToStaticMarkup } from 'react-dom/server';
import { createElement } from 'react';
import { keepSaved, SavedLine, type Standing } from '@/app/report/_parts/autosave';

class Field {
  name = '';
  defaultValue = '';
  value = '';
  type = 'text';
}

/** A form of one text and the version that it was shown at. */
class PlayedForm extends EventTarget {
  action = '/report/x/what-happened/save';
  text = Object.assign(new Field(), { name: 'happened.what' });
  version = Object.assign(new Field(), { name: 'version', value: '1', defaultValue: '1' });
  elements = Object.assign([this.text, this.version], { namedItem: () => this.version });
  requestSubmit = vi.fn((_: unknown) => this.dispatchEvent(new Event('submit', { cancelable: true })));
  types(words: string): void {
    this.text.value = words;
    this.dispatchEvent(new Event('input'));
  }
}

/** What was asked of the server: the words, and the version that they were typed over. */
let asked: string[];
let answers: ((signal: AbortSignal) => Promise<Response>)[];
let form: PlayedForm;
let said: string[];
let standings: Standing[];

const saved = (version: number) => async () => Response.json({ version, savedAt: '10:00' });
const conflict = async () => Response.json({ problem: 'conflict' }, { status: 409 });
const dropped = async () => Promise.reject(new TypeError('network'));
const hangs = async (signal: AbortSignal) => new Promise<Response>((_, fails) => {
  signal.addEventListener('abort', () => fails(new Error('aborted')));
});

beforeEach(() => {
  vi.useFakeTimers();
  [asked, answers, said, standings, form] = [[], [], [], [], new PlayedForm()];
  vi.stubGlobal('window', Object.assign(new EventTarget(), { setTimeout, clearTimeout }));
  for (const name of ['HTMLInputElement', 'HTMLTextAreaElement', 'HTMLSelectElement']) vi.stubGlobal(name, name === 'HTMLInputElement' ? Field : class {});
  vi.stubGlobal('FormData', class extends Map<string, string> {
    constructor({ text, version }: PlayedForm) {
      super([['version', version.value], ['happened.what', text.value]]);
    }
  });
  vi.stubGlobal('fetch', async (_: string, { body, signal }: { body: URLSearchParams; signal: AbortSignal }) => {
    asked.push(`${body.get('version')}: ${body.get('happened.what')}`);
    return (answers.shift() ?? conflict)(signal);
  });
  keepSaved(form as unknown as HTMLFormElement, (standing) => {
    said.push(standing.kind);
    standings.push(standing);
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('an answer that is lost costs nothing: the same is sent again, and then what was typed since, over its version', async () => {
  answers = [dropped, saved(2), saved(3)];
  form.types('He sho');
  await vi.advanceTimersByTimeAsync(1_500);
  form.types('He shouts.');
  await vi.advanceTimersByTimeAsync(8_000);
  expect(asked).toEqual(['1: He sho', '1: He sho', '2: He shouts.']);
  expect(said.at(-1)).toBe('kept');
});

test('a line that never answers is given up, and asked again', async () => {
  answers = [hangs, saved(2), saved(3)];
  form.types('He shouts.');
  await vi.advanceTimersByTimeAsync(40_000);
  expect(asked.slice(0, 2)).toEqual(['1: He shouts.', '1: He shouts.']);
  expect(said.at(-1)).toBe('kept');
});

test('changed in another window, what is typed from then on is kept too: more slowly, and when the page goes', async () => {
  form.types('He shouts.');
  await vi.advanceTimersByTimeAsync(1_500);
  form.types('He shouts. He has a knife.');
  form.dispatchEvent(new Event('focusout'));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(asked).toEqual(['1: He shouts.']);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(asked.at(-1)).toBe('1: He shouts. He has a knife.');
  form.types('He shouts. He has a knife. She hides.');
  window.dispatchEvent(new Event('pagehide'));
  expect(asked.at(-1)).toBe('1: He shouts. He has a knife. She hides.');
  expect(asked).toHaveLength(3);
});

const lineOf = (standing: Standing | undefined) => renderToStaticMarkup(createElement(SavedLine, { standing: standing ?? { kind: 'kept', at: '' }, conflictHref: '/report/x/conflict', button: 'Continue', until: 'Nothing has been sent yet.' }));

test('a window that was left open says that the report was sent, and no more that it was not', async () => {
  answers = [conflict, async () => Response.json({ problem: 'conflict', sent: true }, { status: 409 })];
  form.types('He shouts.');
  await vi.advanceTimersByTimeAsync(1_500);
  expect(lineOf(standings.at(-1))).toMatch(/changed in another window.*Nothing has been sent yet/);
  form.types('He shouts. He has a knife.');
  await vi.advanceTimersByTimeAsync(32_000);
  expect(lineOf(standings.at(-1))).toMatch(/This report was sent\. What you type now did not go with it: <a [^>]*href="\/report\/x\/conflict"/);
  expect(lineOf(standings.at(-1))).not.toMatch(/Nothing has been sent|another window/);
});

class Pressed {
  constructor(readonly value: string) {}
}

test.each([['danger', 2_100], ['continue', 20_100]])('a button that is pressed while a line hangs goes: %s within %i ms, and not before the answer could have come', async (value, within) => {
  vi.stubGlobal('HTMLButtonElement', Pressed);
  const submitter = new Pressed(value);
  answers = [hangs];
  form.types('He has a knife.');
  await vi.advanceTimersByTimeAsync(1_500);
  const pressed = Object.assign(new Event('submit', { cancelable: true }), { submitter });
  form.dispatchEvent(pressed);
  expect([pressed.defaultPrevented, form.requestSubmit.mock.calls.length]).toEqual([true, 0]);
  await vi.advanceTimersByTimeAsync(within - 1_600);
  expect(form.requestSubmit.mock.calls).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_600);
  expect(form.requestSubmit.mock.calls).toEqual([[submitter]]);
  // It goes: nothing is kept any more.
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(1);
});

test.each([['danger', 'continue'], ['continue', 'danger']])('of %s and %s, pressed while a line hangs, danger goes', async (...values) => {
  vi.stubGlobal('HTMLButtonElement', Pressed);
  const buttons = values.map((value) => new Pressed(value));
  answers = [hangs];
  form.types('He has a knife.');
  await vi.advanceTimersByTimeAsync(1_500);
  for (const submitter of buttons) form.dispatchEvent(Object.assign(new Event('submit', { cancelable: true }), { submitter }));
  await vi.advanceTimersByTimeAsync(2_100);
  expect(form.requestSubmit.mock.calls).toEqual([[buttons.find(({ value }) => value === 'danger')]]);
});

test('what the server refuses for itself is not sent again and again as it was', async () => {
  answers = [async () => new Response('too large', { status: 413 }), saved(2)];
  form.types('Too long.');
  await vi.advanceTimersByTimeAsync(1_500);
  form.types('Short.');
  await vi.advanceTimersByTimeAsync(6_000);
  expect(asked).toEqual(['1: Too long.', '1: Short.']);
});
