import type pg from 'pg';

const OURS = "n.nspname = 'public' and c.relname <> '_prisma_migrations'";

/** Tables, columns, keys and indexes: what the Prisma schema speaks of. One line each. */
const SHAPE = `
  select format('column %s.%s %s%s default %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end, coalesce(pg_get_expr(d.adbin, d.adrelid), 'none')) as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where ${OURS} and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
  union all
  select format('key %s.%s %s', c.relname, k.conname, pg_get_constraintdef(k.oid))
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace where ${OURS} and k.contype in ('p', 'u', 'f')
  union all
  select format('index %s', pg_get_indexdef(i.indexrelid))
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace where ${OURS} and i.indpred is null and i.indexprs is null`;

/** What the Prisma schema is blind to: policies, functions, triggers, checks, partial and expression indexes, grants. */
const GUARDS = `
  select format('table %s rls=%s force=%s', c.relname, c.relrowsecurity, c.relforcerowsecurity) as line
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.relkind = 'r'
  union all
  select format('policy %s.%s %s %s to %s%s%s', p.tablename, p.policyname, p.permissive, p.cmd, array_to_string(p.roles, ', '), coalesce(e'\\n  using ' || p.qual, ''), coalesce(e'\\n  with check ' || p.with_check, ''))
    from pg_policies p where p.schemaname = 'public'
  union all
  select format('trigger %s on %s enabled=%s', pg_get_triggerdef(t.oid), c.relname, t.tgenabled)
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where ${OURS} and not t.tgisinternal
  union all
  select format('check %s.%s %s', c.relname, k.conname, pg_get_constraintdef(k.oid))
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace where ${OURS} and k.contype = 'c'
  union all
  select format('index %s', pg_get_indexdef(i.indexrelid))
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace where ${OURS} and (i.indpred is not null or i.indexprs is not null)
  union all
  select format('function %s', pg_get_functiondef(p.oid)) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public'
  union all
  select format('grant %s on %s to %s', string_agg(g.privilege_type, ', ' order by g.privilege_type), c.relname, case g.grantee when 0 then 'public' else g.grantee::regrole::text end)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) g where ${OURS} and g.grantee <> c.relowner group by c.relname, g.grantee
  union all
  select format('grant %s on %s.%s to %s', string_agg(g.privilege_type, ', ' order by g.privilege_type), c.relname, a.attname, case g.grantee when 0 then 'public' else g.grantee::regrole::text end)
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace, aclexplode(a.attacl) g where ${OURS} group by c.relname, a.attname, g.grantee
  union all
  select format('grant execute on %s to %s', p.oid::regprocedure, case g.grantee when 0 then 'public' else g.grantee::regrole::text end)
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g where n.nspname = 'public' and g.grantee <> p.proowner
  union all
  select format('grant %s on schema %s to %s', string_agg(g.privilege_type, ', ' order by g.privilege_type), n.nspname, case g.grantee when 0 then 'public' else g.grantee::regrole::text end)
    from pg_namespace n, aclexplode(n.nspacl) g where n.nspname = 'public' and g.grantee <> n.nspowner group by n.nspname, g.grantee`;

const lines = async (client: pg.Client, sql: string): Promise<string[]> => (await client.query<{ line: string }>(sql)).rows.map((row) => row.line).sort((a, b) => (a < b ? -1 : 1));

/** The shape of a database as the Prisma schema could say it. */
export async function shapeOf(client: pg.Client): Promise<string[]> {
  return lines(client, SHAPE);
}

/** Everything of a database that guards it. */
export async function guardsOf(client: pg.Client): Promise<string[]> {
  return lines(client, GUARDS);
}
