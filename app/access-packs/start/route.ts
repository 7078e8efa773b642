import { route } from '@/app/_edge/route';
import { readAuthority } from '@/lib/access/store';
import { packForm } from '@/lib/assurance/subject-access/schema';
import { startPack } from '@/lib/assurance/subject-access/verbs/start-pack';
import { textOf } from '@/lib/platform/draft/model';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { PACK_FIELDS, PACK_FORM } from '../_parts/words';

export const POST = route(
  'POST /access-packs/start',
  async ({ tx, form }) => {
    const given = packForm.safeParse(Object.fromEntries(PACK_FIELDS.map((name) => [name, textOf(form.fields(), name)])));
    const started = given.success ? await startPack(tx, await readAuthority(tx), given.data) : ({ ok: false, problem: 'form', openFirst: [] } as const);
    if (started.ok) {
      await endTyped(tx, PACK_FORM);
      return seeOther(`/access-packs?pack=${started.packId}&done=started`);
    }
    await keepTyped(tx, PACK_FORM, form.fields());
    return seeOther(`/access-packs?problem=start.${started.problem}${started.openFirst.length > 0 ? `&open=${started.openFirst.join('.')}` : ''}`);
  },
  { back: () => '/access-packs' },
);
