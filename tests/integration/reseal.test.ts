/** The key that seals is changed (quality B; decision 22): what older keys sealed is sealed again, bound to the same row, and opens without them. */
import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { placeOfSecret } from '@/lib/access/second/factor-store';
import { migrate } from '@/lib/platform/db/migrate';
import { NotSealedHere, seal, unseal } from '@/lib/platform/seal';
import type { SealKey } from '@/lib/platform/seal-keys';
import { forge } from './rows';
import { asSuperuser, inFreshDatabase, ownerUrl } from './superuser';

const DATABASE = 'reseal';
const key = (id: string): SealKey => ({ id, key: new Uint8Array(randomBytes(32)) });
const written = (keys: readonly SealKey[]) => keys.map(({ id, key: bytes }) => `${id}:${Buffer.from(bytes).toString('base64')}`).join(',');

async function run(keys: readonly SealKey[]): Promise<{ code: number; out: string }> {
  return new Promise((done) => {
    execFile(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', 'tsx', 'scripts/reseal.ts'], { env: { ...process.env, DATABASE_OWNER_URL: ownerUrl(DATABASE), SEAL_KEYS: written(keys) } }, (error, stdout) => done({ code: typeof error?.code === 'number' ? error.code : 0, out: stdout }));
  });
}

test('sealed again under the new key, once; then the old key is needed no more, and a value that was changed stops it', async () => {
  await inFreshDatabase(DATABASE, async () => {
    await migrate(ownerUrl(DATABASE));
    const [old, fresh] = [key('k1'), key('k2')];
    const [contactId, detailId] = [randomUUID(), randomUUID()];
    const source = { table: 'sealed_source', column: 'identity', authorityId: 'somewhere', rowId: contactId };
    const detail = { table: 'protected_detail', column: 'sealed', authorityId: 'somewhere', rowId: detailId };
    await asSuperuser(async (client) => {
      await client.query("set session_replication_role = 'replica'");
      await forge(client, 'authority', { id: 'somewhere' });
      await forge(client, 'contact', { authority_id: 'somewhere', id: contactId, sealed: true });
      await forge(client, 'sealed_source', { authority_id: 'somewhere', contact_id: contactId, identity: seal('Bryony Castle', source, [old]) });
      await forge(client, 'protected_detail', { authority_id: 'somewhere', id: detailId, contact_id: contactId, kind: 'address', sealed: seal('Dotterel House', detail, [old]) });
    }, DATABASE);
    const [accountId, appId] = [randomUUID(), randomUUID()];
    await asSuperuser(async (client) => {
      await forge(client, 'account', { id: accountId });
      await forge(client, 'account_totp', { id: appId, account_id: accountId, sealed: seal('GEZDGNBVGY3TQOJQ', placeOfSecret(appId), [old]) });
    }, DATABASE);
    const kept = async () => asSuperuser(async (client) => (await client.query<{ identity: string; sealed: string }>('select s.identity, d.sealed from sealed_source s, protected_detail d')).rows[0], DATABASE);

    expect(await run([fresh, old])).toEqual({ code: 0, out: 'somewhere: 2 sealed again under k2\nauthenticator apps: 1 sealed again under k2\n' });
    const app = await asSuperuser(async (client) => (await client.query<{ sealed: string }>('select sealed from account_totp')).rows[0]?.sealed ?? '', DATABASE);
    expect(unseal(app, placeOfSecret(appId), [fresh])).toBe('GEZDGNBVGY3TQOJQ');
    const after = await kept();
    expect(unseal(after?.identity ?? '', source, [fresh])).toBe('Bryony Castle');
    expect(unseal(after?.sealed ?? '', detail, [fresh])).toBe('Dotterel House');
    expect(() => unseal(after?.sealed ?? '', { ...detail, rowId: contactId }, [fresh])).toThrow(NotSealedHere);
    expect(await run([fresh]), 'a second run finds nothing').toEqual({ code: 0, out: 'somewhere: 0 sealed again under k2\nauthenticator apps: 0 sealed again under k2\n' });
    expect(await kept()).toEqual(after);

    // Moved from another row: it does not open, nothing is guessed, and it stays as it was.
    await asSuperuser(async (client) => client.query('update protected_detail set sealed = $1', [seal('Dotterel House', { ...detail, rowId: contactId }, [old])]), DATABASE);
    const moved = await kept();
    expect((await run([fresh, old])).code).not.toBe(0);
    expect(await kept()).toEqual(moved);
  });
}, 120_000);
