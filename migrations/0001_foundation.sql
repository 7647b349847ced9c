-- Roles and schemas are made before the first migration (src/lib/platform/migrate.ts), which then
-- runs as opora_owner: the owner migrates, opora_app serves and owns nothing, opora_auth alone
-- reaches what signs people in.

revoke all on schema public from public;
grant usage on schema public to opora_owner, opora_app, opora_auth;
grant usage on schema opora to opora_app;
grant usage on schema auth to opora_auth;

-- Who acts -------------------------------------------------------------------------------------

-- Set by every transaction of the application; empty means nobody, and nobody sees nothing.
create function opora.current_person() returns uuid
language sql stable parallel safe
return nullif(current_setting('opora.person', true), '')::uuid;

create function opora.today() returns date
language sql stable parallel safe
return coalesce(nullif(current_setting('opora.today', true), '')::date, current_date);

-- Audit trail ----------------------------------------------------------------------------------

create table opora.audit (
	id bigint generated always as identity primary key,
	at timestamptz not null default clock_timestamp(),
	person_id uuid,
	table_name text not null,
	row_id text not null,
	organisation_id uuid,
	action text not null check (action in ('insert', 'update', 'delete')),
	before jsonb,
	after jsonb
);
create index audit_row on opora.audit (table_name, row_id, id desc);
create index audit_organisation on opora.audit (organisation_id, id desc);

-- Arguments: columns that must not be copied (secrets, search vectors).
create function opora.write_audit() returns trigger
language plpgsql security definer set search_path = opora, pg_temp as $$
declare
	hidden text[] := coalesce(tg_argv, '{}');
	was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - hidden end;
	now_is jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - hidden end;
	row_now jsonb := coalesce(now_is, was);
	old_part jsonb := was;
	new_part jsonb := now_is;
begin
	if tg_op = 'UPDATE' then
		select jsonb_object_agg(key, was -> key), jsonb_object_agg(key, value)
		into old_part, new_part
		from jsonb_each(now_is)
		where value is distinct from was -> key;
		if new_part is null then
			return null;
		end if;
	end if;
	insert into audit (person_id, table_name, row_id, organisation_id, action, before, after)
	values (
		current_person(),
		tg_table_name,
		coalesce(row_now ->> 'id', row_now ->> 'hash'),
		coalesce(row_now ->> 'owner_id', row_now ->> 'organisation_id',
			case when tg_table_name = 'organisation' then row_now ->> 'id' end)::uuid,
		lower(tg_op),
		old_part,
		new_part
	);
	return null;
end $$;

-- Every editable row carries a revision: a save that names an older one is a conflict.
create function opora.next_revision() returns trigger
language plpgsql as $$
begin
	new.revision := old.revision + 1;
	return new;
end $$;

-- Organisations --------------------------------------------------------------------------------

create table opora.organisation (
	id uuid primary key default gen_random_uuid(),
	parent_id uuid references opora.organisation (id),
	kind text not null check (kind in ('region', 'municipality', 'authority', 'methodical-service',
		'school', 'leader-school', 'additional-education', 'regional-operator', 'partner')),
	name text not null check (name <> ''),
	short_name text not null check (short_name <> ''),
	path public.ltree not null unique,
	time_zone text not null default 'Europe/Moscow',
	closed_on date,
	revision integer not null default 1
);
create index organisation_path on opora.organisation using gist (path);
create index organisation_parent on opora.organisation (parent_id);

create function opora.place_organisation() returns trigger
language plpgsql security definer set search_path = opora, public, pg_temp as $$
declare
	above ltree;
begin
	if new.parent_id is not null then
		select path into above from organisation where id = new.parent_id;
		if above <@ old.path then
			raise exception 'an organisation cannot lie under itself' using errcode = 'check_violation';
		end if;
	end if;
	new.path := coalesce(above, ''::ltree) || replace(new.id::text, '-', '')::ltree;
	if tg_op = 'UPDATE' then
		update organisation
		set path = new.path || subpath(path, nlevel(old.path))
		where path <@ old.path and id <> new.id;
	end if;
	return new;
end $$;
create trigger place before insert or update of parent_id on opora.organisation
	for each row execute function opora.place_organisation();

-- People and roles -----------------------------------------------------------------------------

create table opora.person (
	id uuid primary key default gen_random_uuid(),
	organisation_id uuid not null references opora.organisation (id),
	surname text not null check (surname <> ''),
	given text not null default '',
	patronymic text not null default '',
	post text not null default '',
	email text,
	account_id text unique,
	left_on date,
	revision integer not null default 1
);
create index person_organisation on opora.person (organisation_id);
create unique index person_email on opora.person (lower(email));

create table opora.appointment (
	id uuid primary key default gen_random_uuid(),
	person_id uuid not null references opora.person (id),
	role text not null check (role in ('administrator', 'regional-operator', 'municipal-coordinator',
		'methodist', 'curator', 'school-coordinator', 'school-head', 'expert', 'observer')),
	organisation_id uuid not null references opora.organisation (id),
	from_date date not null,
	to_date date check (to_date >= from_date),
	order_number text,
	order_date date,
	revision integer not null default 1
);
create index appointment_person on opora.appointment (person_id);
create index appointment_organisation on opora.appointment (organisation_id);

-- Which schools a curator supports.
create table opora.curatorship (
	id uuid primary key default gen_random_uuid(),
	person_id uuid not null references opora.person (id),
	organisation_id uuid not null references opora.organisation (id),
	from_date date not null,
	to_date date check (to_date >= from_date),
	order_number text,
	order_date date,
	revision integer not null default 1
);
create index curatorship_person on opora.curatorship (person_id);
create index curatorship_organisation on opora.curatorship (organisation_id);

-- Mirror of the role table in src/lib/people/access.ts, written at every start.
create table opora.permission (
	role text not null,
	action text not null,
	reach text not null check (reach in ('tree', 'tree-and-up', 'assigned', 'assigned-and-up')),
	primary key (action, role)
);

-- Organisations in which the acting person may do `wanted`. Policies call it once a statement,
-- as `= any ((select opora.scope('…')))`, never once a row.
create function opora.scope(wanted text) returns uuid[]
language sql stable security definer set search_path = opora, public, pg_temp as $$
	with held as (
		select p.reach, node.path
		from appointment a
		join permission p on p.role = a.role and p.action = wanted
		join organisation node on node.id = a.organisation_id
		where a.person_id = current_person()
			and today() between a.from_date and coalesce(a.to_date, 'infinity')
			and p.reach in ('tree', 'tree-and-up')
		union all
		select case p.reach when 'assigned' then 'tree' else 'tree-and-up' end, school.path
		from appointment a
		join permission p on p.role = a.role and p.action = wanted
		join curatorship c on c.person_id = a.person_id
		join organisation node on node.id = a.organisation_id
		join organisation school on school.id = c.organisation_id and school.path <@ node.path
		where a.person_id = current_person()
			and today() between a.from_date and coalesce(a.to_date, 'infinity')
			and today() between c.from_date and coalesce(c.to_date, 'infinity')
			and p.reach in ('assigned', 'assigned-and-up')
	)
	select coalesce(array_agg(distinct o.id), '{}')
	from held
	join organisation o on o.path <@ held.path or (held.reach = 'tree-and-up' and o.path @> held.path)
$$;

-- Nobody gives rights that he lacks: every action of the role must be the giver's own there.
create function opora.may_give(given_role text, organisation uuid) returns boolean
language sql stable security definer set search_path = opora, pg_temp as $$
	select not exists (
		select from permission
		where role = given_role and not organisation = any (scope(action))
	)
$$;

-- Invitations: the link's secret is kept as a hash only.
create table opora.invitation (
	id uuid primary key default gen_random_uuid(),
	organisation_id uuid not null references opora.organisation (id),
	person_id uuid not null references opora.person (id),
	token_hash bytea not null unique,
	expires_at timestamptz not null,
	used_at timestamptz,
	invited_by uuid references opora.person (id),
	revision integer not null default 1
);
create index invitation_person on opora.invitation (person_id);
create index invitation_organisation on opora.invitation (organisation_id);
create index invitation_inviter on opora.invitation (invited_by);

-- What holds for the whole installation, e.g. that it shows the demonstration.
create table opora.setting (
	id text primary key,
	value jsonb not null
);

-- Row-level security ---------------------------------------------------------------------------

alter table opora.audit enable row level security;
alter table opora.organisation enable row level security;
alter table opora.person enable row level security;
alter table opora.appointment enable row level security;
alter table opora.curatorship enable row level security;
alter table opora.permission enable row level security;
alter table opora.invitation enable row level security;
alter table opora.setting enable row level security;

create policy read on opora.audit for select to opora_app
	using (organisation_id = any ((select opora.scope('history.read'))::uuid[]));

create policy read on opora.organisation for select to opora_app
	using (id = any ((select opora.scope('organisation.read'))::uuid[]));
create policy add on opora.organisation for insert to opora_app
	with check (parent_id = any ((select opora.scope('organisation.edit'))::uuid[]));
create policy edit on opora.organisation for update to opora_app
	using (id = any ((select opora.scope('organisation.edit'))::uuid[]))
	with check (parent_id is null or parent_id = any ((select opora.scope('organisation.read'))::uuid[]));

create policy read on opora.person for select to opora_app
	using (organisation_id = any ((select opora.scope('person.read'))::uuid[])
		or id = (select opora.current_person()));
create policy add on opora.person for insert to opora_app
	with check (organisation_id = any ((select opora.scope('person.edit'))::uuid[]));
create policy edit on opora.person for update to opora_app
	using (organisation_id = any ((select opora.scope('person.edit'))::uuid[]));

create policy read on opora.appointment for select to opora_app
	using (organisation_id = any ((select opora.scope('person.read'))::uuid[])
		or person_id = (select opora.current_person()));
create policy add on opora.appointment for insert to opora_app
	with check (organisation_id = any ((select opora.scope('role.give'))::uuid[])
		and opora.may_give(role, organisation_id));
create policy edit on opora.appointment for update to opora_app
	using (organisation_id = any ((select opora.scope('role.give'))::uuid[]));

create policy read on opora.curatorship for select to opora_app
	using (organisation_id = any ((select opora.scope('person.read'))::uuid[])
		or person_id = (select opora.current_person()));
create policy add on opora.curatorship for insert to opora_app
	with check (organisation_id = any ((select opora.scope('role.give'))::uuid[]));
create policy edit on opora.curatorship for update to opora_app
	using (organisation_id = any ((select opora.scope('role.give'))::uuid[]));

create policy read on opora.permission for select to opora_app using (true);
create policy read on opora.setting for select to opora_app using (true);

create policy read on opora.invitation for select to opora_app
	using (organisation_id = any ((select opora.scope('person.invite'))::uuid[]));
create policy add on opora.invitation for insert to opora_app
	with check (organisation_id = any ((select opora.scope('person.invite'))::uuid[]));
create policy edit on opora.invitation for update to opora_app
	using (organisation_id = any ((select opora.scope('person.invite'))::uuid[]));

grant select on opora.audit, opora.permission, opora.setting to opora_app;
grant select, insert, update on opora.organisation, opora.person, opora.appointment,
	opora.curatorship, opora.invitation to opora_app;

create trigger revision before update on opora.organisation
	for each row execute function opora.next_revision();
create trigger revision before update on opora.person
	for each row execute function opora.next_revision();
create trigger revision before update on opora.appointment
	for each row execute function opora.next_revision();
create trigger revision before update on opora.curatorship
	for each row execute function opora.next_revision();
create trigger revision before update on opora.invitation
	for each row execute function opora.next_revision();

create trigger audit after insert or update or delete on opora.organisation
	for each row execute function opora.write_audit('path');
create trigger audit after insert or update or delete on opora.person
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.appointment
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.curatorship
	for each row execute function opora.write_audit();
create trigger audit after insert or update or delete on opora.invitation
	for each row execute function opora.write_audit('token_hash');
create trigger audit after insert or update or delete on opora.setting
	for each row execute function opora.write_audit();
