-- Who must not see a contact (domain 7.3, 7.14): kept out one by one (conflict of interest, the lead who may be meant),
-- or closed to all but those named for it (restricted children, positions of trust). docs/decisions/0020.

-- 1. The tables.

CREATE TABLE "contact_bar" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "ground" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "lifted_at" TIMESTAMPTZ(6),
    "lifted_by" UUID,
    "lifted_why" TEXT,

    CONSTRAINT "contact_bar_pkey" PRIMARY KEY ("authority_id","id")
);

CREATE TABLE "contact_restriction" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "restricted_child_id" UUID,
    "referrer_id" UUID,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "ground" TEXT NOT NULL,
    "lifted_at" TIMESTAMPTZ(6),
    "lifted_by" UUID,
    "lift_asked_by" UUID,
    "lift_why" TEXT,

    CONSTRAINT "contact_restriction_pkey" PRIMARY KEY ("authority_id","id")
);

CREATE TABLE "contact_access" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "how" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(6) NOT NULL,
    "until_at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(6),
    "ended_by" UUID,

    CONSTRAINT "contact_access_pkey" PRIMARY KEY ("authority_id","id")
);

CREATE TABLE "contact_declaration" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "answer" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "contact_declaration_pkey" PRIMARY KEY ("authority_id","id")
);

CREATE TABLE "contact_acquaintance" (
    "authority_id" TEXT NOT NULL,
    "contact_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "grounds" TEXT[],

    CONSTRAINT "contact_acquaintance_pkey" PRIMARY KEY ("authority_id","contact_id","account_id")
);

CREATE TABLE "close_person" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "given_name" TEXT NOT NULL DEFAULT '',
    "family_name" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "postcode" TEXT NOT NULL DEFAULT '',
    "added_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "close_person_pkey" PRIMARY KEY ("authority_id","id")
);

CREATE TABLE "agency_exclusion" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "hidden" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "agency_exclusion_pkey" PRIMARY KEY ("authority_id","id")
);

CREATE TABLE "named_officer" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "ended_at" TIMESTAMPTZ(6),
    "ended_by" UUID,

    CONSTRAINT "named_officer_pkey" PRIMARY KEY ("authority_id","id")
);

CREATE TABLE "restricted_child" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "given_name" TEXT NOT NULL,
    "family_name" TEXT NOT NULL,
    "date_of_birth" DATE,
    "nhs_number" TEXT,
    "name_dob_key" TEXT,
    "reason" TEXT NOT NULL,
    "reason_words" TEXT NOT NULL DEFAULT '',
    "registered_at" TIMESTAMPTZ(6) NOT NULL,
    "registered_by" UUID NOT NULL,
    "second_id" UUID NOT NULL,
    "confirmed_at" TIMESTAMPTZ(6),
    "ended_at" TIMESTAMPTZ(6),
    "ended_by" UUID,
    "ended_why" TEXT,

    CONSTRAINT "restricted_child_pkey" PRIMARY KEY ("authority_id","id")
);

CREATE TABLE "restricted_address" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "restricted_child_id" UUID NOT NULL,
    "line" TEXT NOT NULL,
    "postcode" TEXT NOT NULL,

    CONSTRAINT "restricted_address_pkey" PRIMARY KEY ("authority_id","id")
);

CREATE TABLE "restricted_guardian" (
    "authority_id" TEXT NOT NULL,
    "restricted_child_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "from_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "restricted_guardian_pkey" PRIMARY KEY ("authority_id","restricted_child_id","account_id")
);

CREATE TABLE "restricted_match" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "restricted_child_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "grounds" TEXT[],
    "at" TIMESTAMPTZ(6) NOT NULL,
    "due_at" TIMESTAMPTZ(6) NOT NULL,
    "answered_at" TIMESTAMPTZ(6),
    "answered_by" UUID,
    "same" BOOLEAN,
    "words" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "restricted_match_pkey" PRIMARY KEY ("authority_id","id")
);

CREATE TABLE "glass_request" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "answered_at" TIMESTAMPTZ(6),
    "answered_by" UUID,
    "agreed" BOOLEAN,
    "answer_why" TEXT NOT NULL DEFAULT '',
    "review_due_at" TIMESTAMPTZ(6),
    "reviewed_at" TIMESTAMPTZ(6),
    "reviewed_by" UUID,
    "review_words" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "glass_request_pkey" PRIMARY KEY ("authority_id","id")
);

CREATE INDEX "contact_bar_authority_id_contact_id_idx" ON "contact_bar"("authority_id", "contact_id");

CREATE INDEX "contact_bar_authority_id_account_id_idx" ON "contact_bar"("authority_id", "account_id");

CREATE INDEX "contact_restriction_authority_id_contact_id_idx" ON "contact_restriction"("authority_id", "contact_id");

CREATE INDEX "contact_access_authority_id_contact_id_idx" ON "contact_access"("authority_id", "contact_id");

CREATE INDEX "contact_access_authority_id_account_id_idx" ON "contact_access"("authority_id", "account_id");

CREATE INDEX "contact_declaration_authority_id_contact_id_account_id_idx" ON "contact_declaration"("authority_id", "contact_id", "account_id");

CREATE INDEX "contact_acquaintance_authority_id_account_id_idx" ON "contact_acquaintance"("authority_id", "account_id");

CREATE INDEX "close_person_authority_id_account_id_idx" ON "close_person"("authority_id", "account_id");

CREATE INDEX "agency_exclusion_authority_id_contact_id_at_idx" ON "agency_exclusion"("authority_id", "contact_id", "at");

CREATE INDEX "named_officer_authority_id_account_id_idx" ON "named_officer"("authority_id", "account_id");

CREATE INDEX "restricted_child_authority_id_nhs_number_idx" ON "restricted_child"("authority_id", "nhs_number");

CREATE INDEX "restricted_child_authority_id_name_dob_key_idx" ON "restricted_child"("authority_id", "name_dob_key");

CREATE INDEX "restricted_address_authority_id_restricted_child_id_idx" ON "restricted_address"("authority_id", "restricted_child_id");

CREATE INDEX "restricted_guardian_authority_id_account_id_idx" ON "restricted_guardian"("authority_id", "account_id");

CREATE INDEX "restricted_match_authority_id_restricted_child_id_idx" ON "restricted_match"("authority_id", "restricted_child_id");

CREATE UNIQUE INDEX "restricted_match_authority_id_contact_id_restricted_child_i_key" ON "restricted_match"("authority_id", "contact_id", "restricted_child_id", "person_id");

CREATE INDEX "glass_request_authority_id_at_idx" ON "glass_request"("authority_id", "at");

ALTER TABLE "contact_bar" ADD CONSTRAINT "contact_bar_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "contact_restriction" ADD CONSTRAINT "contact_restriction_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "contact_restriction" ADD CONSTRAINT "contact_restriction_authority_id_restricted_child_id_fkey" FOREIGN KEY ("authority_id", "restricted_child_id") REFERENCES "restricted_child"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "contact_access" ADD CONSTRAINT "contact_access_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "contact_declaration" ADD CONSTRAINT "contact_declaration_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "contact_acquaintance" ADD CONSTRAINT "contact_acquaintance_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "agency_exclusion" ADD CONSTRAINT "agency_exclusion_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "restricted_address" ADD CONSTRAINT "restricted_address_authority_id_restricted_child_id_fkey" FOREIGN KEY ("authority_id", "restricted_child_id") REFERENCES "restricted_child"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "restricted_guardian" ADD CONSTRAINT "restricted_guardian_authority_id_restricted_child_id_fkey" FOREIGN KEY ("authority_id", "restricted_child_id") REFERENCES "restricted_child"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "restricted_match" ADD CONSTRAINT "restricted_match_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "restricted_match" ADD CONSTRAINT "restricted_match_authority_id_restricted_child_id_fkey" FOREIGN KEY ("authority_id", "restricted_child_id") REFERENCES "restricted_child"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

create unique index contact_bar_one_live on contact_bar (authority_id, contact_id, account_id) where lifted_at is null;
create unique index contact_restriction_one_live on contact_restriction (authority_id, contact_id, kind, coalesce(restricted_child_id, '00000000-0000-0000-0000-000000000000'::uuid)) where lifted_at is null;
create unique index named_officer_one_live on named_officer (authority_id, account_id, kind) where ended_at is null;
alter table contact_bar add constraint contact_bar_ground check (ground in ('declared', 'not_sure', 'same_family', 'may_be_involved'));
alter table contact_bar add constraint contact_bar_lifted check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null or length(btrim(lifted_why)) > 0));
-- Nobody lifts what keeps themselves out.
alter table contact_bar add constraint contact_bar_second_person check (lifted_by <> account_id);
alter table contact_restriction add constraint contact_restriction_kind check (kind in ('restricted_child', 'position_of_trust') and (kind = 'restricted_child') = (restricted_child_id is not null));
-- Two persons unseal (domain 7.7).
alter table contact_restriction add constraint contact_restriction_two_persons check (lifted_at is null or (lifted_by <> lift_asked_by and length(btrim(lift_why)) > 0));
alter table contact_access add constraint contact_access_how check (how in ('granted', 'broken_glass') and until_at > from_at and length(btrim(reason)) > 0);
alter table contact_declaration add constraint contact_declaration_answer check (answer in ('knows_nobody', 'somebody_else', 'cleared') and (answer = 'knows_nobody' or length(btrim(reason)) > 0));
alter table agency_exclusion add constraint agency_exclusion_reason check (length(btrim(reason)) > 0);
alter table named_officer add constraint named_officer_kind check (kind in ('lado', 'duty'));
alter table restricted_child add constraint restricted_child_two_persons check (second_id <> registered_by);
alter table restricted_match add constraint restricted_match_answer check ((answered_at is null) = (same is null) and (same is null or length(btrim(words)) > 0));
alter table glass_request add constraint glass_request_how check (how in ('two_persons', 'out_of_hours') and length(btrim(reason)) > 0);
alter table glass_request add constraint glass_request_second_person check (answered_by <> by or how = 'out_of_hours');
alter table glass_request add constraint glass_request_reviewer check (reviewed_by <> by);

-- 2. The instant of the transaction, which withActor sets; outside it, the wall clock.

create function app_now() returns timestamptz language sql stable as $$ select coalesce(nullif(current_setting('app.at', true), '')::timestamptz, now()) $$;

-- 3. Row-level security. The functions below run as the owner, who may look everything up.

do $$
declare t text;
begin
  foreach t in array array['contact_bar', 'contact_restriction', 'contact_access', 'contact_declaration', 'contact_acquaintance', 'close_person', 'agency_exclusion', 'named_officer', 'restricted_child', 'restricted_address', 'restricted_guardian', 'restricted_match', 'glass_request']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select to doorstep_owner using (authority_id = (select app_authority()))', t || '_lookup', t);
    execute format('grant select, insert on %I to doorstep_app', t);
  end loop;
  foreach t in array array['contact_bar', 'contact_restriction', 'contact_access', 'close_person', 'named_officer', 'restricted_child', 'restricted_guardian', 'restricted_match', 'glass_request']
  loop
    execute format('grant update on %I to doorstep_app', t);
  end loop;
end $$;

-- 4. May the actor open this contact? The one question that every table about a contact asks. Bodies are bound when they
--    are made ("begin atomic"), so that no search path can put another table under a name.

-- Is the actor let into a contact that is closed? The referrer keeps their own view. While nobody is named for positions
-- of trust, those contacts stay with the desk: a child must not wait for a name.
create function app_let_in(p_contact uuid) returns boolean language sql stable security definer
begin atomic
  select exists (select 1 from contact_restriction r where r.authority_id = app_authority() and r.contact_id = p_contact and r.lifted_at is null and r.referrer_id = app_actor())
    or exists (select 1 from contact_access a where a.authority_id = app_authority() and a.contact_id = p_contact and a.account_id = app_actor()
      and a.ended_at is null and a.from_at <= app_now() and a.until_at > app_now())
    or not exists (
      select 1 from contact_restriction r where r.authority_id = app_authority() and r.contact_id = p_contact and r.lifted_at is null
        and case r.kind
          when 'restricted_child' then not exists (
            select 1 from contact_restriction s join restricted_guardian g on g.authority_id = s.authority_id and g.restricted_child_id = s.restricted_child_id
            where s.authority_id = app_authority() and s.contact_id = p_contact and s.lifted_at is null and g.account_id = app_actor() and g.ended_at is null)
          else exists (select 1 from named_officer o where o.authority_id = app_authority() and o.ended_at is null)
            and not exists (select 1 from named_officer o where o.authority_id = app_authority() and o.account_id = app_actor() and o.ended_at is null)
        end);
end;

-- In this language its plans are kept: asked row by row it costs half of a bound body.
create function app_may_open(p_contact uuid) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
declare v_authority text; v_actor uuid;
begin
  if p_contact is null or app_role() = 'system' then return true; end if;
  v_authority := app_authority();
  v_actor := app_actor();
  if exists (select 1 from contact_bar b where b.authority_id = v_authority and b.contact_id = p_contact and b.account_id = v_actor and b.lifted_at is null) then return false; end if;
  if not exists (select 1 from contact_restriction r where r.authority_id = v_authority and r.contact_id = p_contact and r.lifted_at is null) then return true; end if;
  return app_let_in(p_contact);
end $$;

-- The same for a person named in a contact.
create policy contact_person_lookup on contact_person for select to doorstep_owner using (authority_id = (select app_authority()));
create function app_may_open_person(p_person uuid) returns boolean language sql stable security definer
begin atomic
  select app_may_open((select p.contact_id from contact_person p where p.authority_id = app_authority() and p.id = p_person));
end;

-- Is this contact closed? For figures that others see and the product counts: it asks as the system, and learns all; from
-- anybody else it would tell, so that it sees no more than they do.
create function app_is_closed(p_contact uuid) returns boolean language sql stable
begin atomic
  select exists (select 1 from contact_restriction r where r.authority_id = app_authority() and r.contact_id = p_contact and r.lifted_at is null);
end;

-- Does the actor guard this restricted child, or were they one of the two who registered it?
create function app_guards(p_child uuid) returns boolean language sql stable security definer
begin atomic
  select exists (select 1 from restricted_guardian g where g.authority_id = app_authority() and g.restricted_child_id = p_child and g.account_id = app_actor() and g.ended_at is null);
end;
create function app_knows_restricted(p_child uuid) returns boolean language sql stable security definer
begin atomic
  select app_guards(p_child) or exists (select 1 from restricted_child c where c.authority_id = app_authority() and c.id = p_child and app_actor() in (c.registered_by, c.second_id));
end;
create function app_is_guardian() returns boolean language sql stable security definer
begin atomic
  select exists (select 1 from restricted_guardian g where g.authority_id = app_authority() and g.account_id = app_actor() and g.ended_at is null);
end;

-- Is the actor one of those who answer whether somebody in this contact is a restricted child?
create function app_answers_match(p_contact uuid) returns boolean language sql stable security definer
begin atomic
  select exists (select 1 from restricted_match m join restricted_guardian g on g.authority_id = m.authority_id and g.restricted_child_id = m.restricted_child_id
    where m.authority_id = app_authority() and m.contact_id = p_contact and g.account_id = app_actor() and g.ended_at is null);
end;

revoke all on function app_now(), app_let_in(uuid), app_may_open(uuid), app_may_open_person(uuid), app_is_closed(uuid), app_guards(uuid), app_knows_restricted(uuid), app_is_guardian(), app_answers_match(uuid) from public;
grant execute on function app_now(), app_may_open(uuid), app_may_open_person(uuid), app_is_closed(uuid), app_guards(uuid), app_knows_restricted(uuid), app_is_guardian(), app_answers_match(uuid) to doorstep_app;

-- 5. Who reads and writes these tables. What keeps somebody out is written by the product within a verb.

do $$
declare t text;
begin
  foreach t in array array['contact_bar', 'contact_restriction', 'contact_access', 'agency_exclusion']
  loop
    execute format('create policy %I on %I for select to doorstep_app using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
  end loop;
  foreach t in array array['contact_bar', 'contact_restriction', 'contact_access', 'agency_exclusion', 'contact_acquaintance', 'restricted_child', 'restricted_address', 'restricted_guardian', 'restricted_match', 'contact_declaration', 'glass_request']
  loop
    execute format('create policy %I on %I to doorstep_app using (authority_id = (select app_authority()) and (select app_role()) = ''system'') with check (authority_id = (select app_authority()) and (select app_role()) = ''system'')', t || '_system', t);
  end loop;
end $$;

create policy contact_declaration_read on contact_declaration for select to doorstep_app using (authority_id = (select app_authority()) and (select app_reads_casework()));
create policy contact_declaration_add on contact_declaration for insert to doorstep_app with check (authority_id = (select app_authority()) and (select app_reads_casework()) and account_id = (select app_actor()) and answer <> 'cleared');
create policy contact_acquaintance_own on contact_acquaintance for select to doorstep_app using (authority_id = (select app_authority()) and account_id = (select app_actor()));
-- The list of people close to somebody is theirs; the product matches with it.
create policy close_person_own on close_person to doorstep_app using (authority_id = (select app_authority()) and (account_id = (select app_actor()) or (select app_role()) = 'system'))
  with check (authority_id = (select app_authority()) and account_id = (select app_actor()));
create policy named_officer_read on named_officer for select to doorstep_app using (authority_id = (select app_authority()) and (select app_reads_casework()));
create policy named_officer_write on named_officer to doorstep_app using (authority_id = (select app_authority()) and (select app_role()) in ('manager', 'system'))
  with check (authority_id = (select app_authority()) and (select app_role()) in ('manager', 'system'));
create policy restricted_child_read on restricted_child for select to doorstep_app using (authority_id = (select app_authority()) and (select app_reads_casework()) and app_knows_restricted(id));
create policy restricted_address_read on restricted_address for select to doorstep_app using (authority_id = (select app_authority()) and (select app_reads_casework()) and app_knows_restricted(restricted_child_id));
create policy restricted_guardian_read on restricted_guardian for select to doorstep_app using (authority_id = (select app_authority()) and (select app_reads_casework()) and app_knows_restricted(restricted_child_id));
create policy restricted_match_read on restricted_match for select to doorstep_app using (authority_id = (select app_authority()) and (select app_reads_casework()) and app_guards(restricted_child_id));
create policy glass_request_read on glass_request for select to doorstep_app using (authority_id = (select app_authority()) and (select app_reads_casework())
  and (by = (select app_actor()) or (select app_role()) = 'manager' or (select app_is_guardian())));

-- The question "is this the restricted child?" is a duty that nobody but its guardians sees.
create policy duty_for_guardians on duty as restrictive to doorstep_app
  using (code <> 'RESTRICTED_MATCH' or (select app_role()) = 'system' or app_answers_match(contact_id))
  with check (code <> 'RESTRICTED_MATCH' or (select app_role()) = 'system' or app_answers_match(contact_id));

-- 6. Every table about a contact, by its column and not from a list: tables of later migrations add the same policy, and
--    tests/integration/may-open.test.ts names each that has not.

do $$
declare t record;
begin
  for t in select c.relname as name, case when c.relname = 'contact' then 'id' else 'contact_id' end as col
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r'
      and (c.relname = 'contact' or exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'contact_id' and not a.attisdropped))
  loop
    execute format('create policy %I on %I as restrictive to doorstep_app using (app_may_open(%I)) with check (app_may_open(%I))', t.name || '_may_open', t.name, t.col, t.col);
  end loop;
end $$;

-- The queue counts thousands of rows at once: each says whether anybody at all is kept out of its contact, and only then is
-- the question asked. The mark is the database's own, whatever is written.
alter table queue_row add column guarded boolean not null default false;
alter policy queue_row_may_open on queue_row using (not guarded or app_may_open(contact_id)) with check (not guarded or app_may_open(contact_id));
create policy queue_row_mark on queue_row to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create function app_is_guarded(p_authority text, p_contact uuid) returns boolean language sql stable security definer
begin atomic
  select exists (select 1 from contact_bar b where b.authority_id = p_authority and b.contact_id = p_contact and b.lifted_at is null)
    or exists (select 1 from contact_restriction r where r.authority_id = p_authority and r.contact_id = p_contact and r.lifted_at is null);
end;
create function queue_row_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.guarded := app_is_guarded(new.authority_id, new.contact_id);
  return new;
end $$;
create trigger queue_row_guarded before insert or update on queue_row for each row execute function queue_row_guard();
create function queue_row_guard_again() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update queue_row set guarded = app_is_guarded(authority_id, contact_id) where authority_id = new.authority_id and contact_id = new.contact_id;
  return null;
end $$;
create trigger contact_bar_guards after insert or update on contact_bar for each row execute function queue_row_guard_again();
create trigger contact_restriction_guards after insert or update on contact_restriction for each row execute function queue_row_guard_again();
revoke all on function app_is_guarded(text, uuid), queue_row_guard(), queue_row_guard_again() from public;

-- What hangs on a decision, a duty, a letter or a person of a contact goes with it.
do $$
declare t record;
begin
  for t in select * from (values ('decision_child', 'decision', 'decision_id'), ('countersign', 'decision', 'decision_id'), ('duty_discharge', 'duty', 'duty_id'), ('message', 'letter', 'letter_id')) hanging (name, parent, col)
  loop
    execute format('create policy %1$I on %2$I as restrictive to doorstep_app using (%4$I is null or (select app_role()) = ''system'' or exists (select 1 from %3$I above where above.authority_id = %2$I.authority_id and above.id = %2$I.%4$I))
      with check (%4$I is null or (select app_role()) = ''system'' or exists (select 1 from %3$I above where above.authority_id = %2$I.authority_id and above.id = %2$I.%4$I))', t.name || '_may_open', t.name, t.parent, t.col);
  end loop;
end $$;
create policy not_same_child_may_open on not_same_child as restrictive to doorstep_app using (app_may_open_person(person_id) and app_may_open_person(other_person_id)) with check (app_may_open_person(person_id) and app_may_open_person(other_person_id));
