/** A client of the pages and routes in this process: for what needs no process of its own to be killed. */
import type { Person } from '@/lib/access/model';
import { freshCookie, post, routeTo, urlencoded } from '../hostile/crawl';
import { askPage, pageModules } from '../integration/asking-pages';
import type { Answer, Client } from './app';

const NOTHING = { location: '', text: '', tookMs: 0, headers: {} };

export async function clientInside(person: Person): Promise<Client> {
  const cookie = await freshCookie(person);
  const ask = async (path: string, body: string, headers: Record<string, string>): Promise<Answer> => {
    const answer = await post(path, { body, type: 'application/x-www-form-urlencoded' }, { cookie, ...headers });
    return { ...NOTHING, status: answer.status, location: answer.headers.get('location') ?? '', text: await answer.text() };
  };
  return {
    async get(path) {
      const [plain = '', query = ''] = path.split('?');
      const found = routeTo('GET', plain);
      const file = `../../app${found?.pattern ?? ''}/page.tsx`;
      if (found === null || !(file in pageModules)) throw new Error(`no page ${path}`);
      const answer = await askPage(file, person, found.params, Object.fromEntries(new URLSearchParams(query)));
      if (answer.kind === 'shown') return { ...NOTHING, status: 200, text: await answer.html() };
      return answer.kind === 'moved' ? { ...NOTHING, status: 307, location: answer.to } : { ...NOTHING, status: 404 };
    },
    post: (path, fields, headers = {}) => ask(path, String(urlencoded(Object.entries(fields)).body), headers),
    raw: (path, body) => ask(path, body, {}),
  };
}
