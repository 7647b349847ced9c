-- Talk about a measure, with mentions. It is inner talk: whoever reads an approved roadmap from
-- below reads none of it, unless responsible for the measure or mentioned.

create table opora.comment (
	id uuid primary key default gen_random_uuid(),
	measure_id uuid not null references opora.measure (id),
	-- Both are the measure's own, set by a trigger, so that policies need no other table.
	roadmap_id uuid not null references opora.roadmap (id),
	owner_id uuid not null references opora.organisation (id),
	author_id uuid not null references opora.person (id),
	-- «Ермакова Н. В.» as it was then: readers of the talk need not see the whole person.
	author_name text not null,
	-- Of the form: the same form sent twice is one comment.
	token uuid not null unique,
	text text not null check (text <> '' and length(text) <= 4000),
	created_at timestamptz not null default opora.now(),
	-- Taken back by its author.
	withdrawn_at timestamptz,
	resolved_at timestamptz,
	resolved_by uuid references opora.person (id),
	resolved_name text,
	revision integer not null default 1,
	check ((resolved_at is null) = (resolved_by is null)
		and (resolved_at is null) = (resolved_name is null))
);
create index comment_measure on opora.comment (measure_id, created_at);
create index comment_roadmap on opora.comment (roadmap_id);
create index comment_owner on opora.comment (owner_id);
create index comment_author on opora.comment (author_id);
create index comment_resolver on opora.comment (resolved_by);

create table opora.mention (
	id uuid primary key default gen_random_uuid(),
	comment_id uuid not null references opora.comment (id),
	-- Both are the comment's own, set by a trigger.
	measure_id uuid not null references opora.measure (id),
	owner_id uuid not null references opora.organisation (id),
	person_id uuid not null references opora.person (id),
	-- As written, with its «@».
	text text not null,
	-- Read or answered: from then on it asks for nothing.
	seen_at timestamptz,
	unique (comment_id, person_id)
);
create index mention_open on opora.mention (person_id) where seen_at is null;
create index mention_person on opora.mention (person_id);
create index mention_measure on opora.mention (measure_id);
create index mention_owner on opora.mention (owner_id);

-- Measures in whose talk the acting person was named.
create function opora.mentioned_measures() returns uuid[]
language sql stable security definer set search_path = opora, pg_temp as $$
	select coalesce(array_agg(mention.measure_id), '{}')
	from mention join comment on comment.id = comment_id
	where person_id = current_person() and withdrawn_at is null
$$;

-- Whether the acting person reads the talk about a measure, and whether he may write there.
create function opora.may_read_talk(subject uuid, owner uuid) returns boolean
language sql stable security definer set search_path = opora, pg_temp as $$
	select owner = any (scope('roadmap.read')) or subject = any (own_measures())
		or subject = any (mentioned_measures())
$$;
create function opora.may_talk(subject uuid, owner uuid) returns boolean
language sql stable security definer set search_path = opora, pg_temp as $$
	select owner = any (scope('comment.add')) or subject = any (own_measures())
		or subject = any (mentioned_measures())
$$;

-- People who read the measure now, for whoever reads its talk: of the surnames asked for
-- (lower case, е for ё), or, where null, those that stand nearest to it.
create function opora.measure_readers(subject uuid, surnames text[])
returns table (id uuid, surname text, given text, patronymic text, post text, organisation text,
	responsible boolean)
language sql stable security definer set search_path = opora, public, pg_temp as $$
	with held as (
		select m.id, o.path, r.status in ('approved', 'in-force', 'closed') as approved
		from measure m
		join roadmap r on r.id = m.roadmap_id
		join organisation o on o.id = m.owner_id
		where m.id = subject and may_read_talk(m.id, m.owner_id)
	), reader as (
		select distinct a.person_id as id
		from held
		join organisation node on node.path @> held.path
			or (surnames is not null and held.approved and node.path <@ held.path)
		join appointment a on a.organisation_id = node.id
			and today() between a.from_date and coalesce(a.to_date, 'infinity')
		join permission p on p.role = a.role and p.reach in ('tree', 'tree-and-up')
			and (p.action = 'roadmap.read' or (p.action = 'roadmap.read-approved' and held.approved))
			and (held.path <@ node.path or p.reach = 'tree-and-up')
		union
		select c.person_id
		from held
		join organisation school on school.path @> held.path
			or (surnames is not null and held.approved and school.path <@ held.path)
		join curatorship c on c.organisation_id = school.id
			and today() between c.from_date and coalesce(c.to_date, 'infinity')
		join appointment a on a.person_id = c.person_id
			and today() between a.from_date and coalesce(a.to_date, 'infinity')
		join organisation node on node.id = a.organisation_id and school.path <@ node.path
		join permission p on p.role = a.role and p.reach in ('assigned', 'assigned-and-up')
			and (p.action = 'roadmap.read' or (p.action = 'roadmap.read-approved' and held.approved))
			and (held.path <@ school.path or p.reach = 'assigned-and-up')
		union
		select person_id from held join measure_party on measure_id = held.id
		where person_id is not null
	)
	select p.id, p.surname, p.given, p.patronymic, p.post, o.short_name,
		exists (select from measure_party where measure_id = subject and person_id = p.id)
	from reader
	join person p on p.id = reader.id
	join organisation o on o.id = p.organisation_id
	where coalesce(p.left_on, 'infinity') > today()
		and (surnames is null or replace(lower(p.surname), 'ё', 'е') = any (surnames))
	order by 7 desc, p.surname, p.given, p.patronymic, p.id
	limit 100
$$;

create function opora.place_comment() returns trigger
language plpgsql security definer set search_path = opora, pg_temp as $$
begin
	select roadmap_id, owner_id into new.roadmap_id, new.owner_id
	from measure where id = new.measure_id;
	return new;
end $$;
create trigger place before insert on opora.comment
	for each row execute function opora.place_comment();

create function opora.guard_comment() returns trigger
language plpgsql security definer set search_path = opora, pg_temp as $$
begin
	if new.withdrawn_at is distinct from old.withdrawn_at and current_person() <> old.author_id then
		raise exception 'only its author takes a comment back' using errcode = 'insufficient_privilege';
	end if;
	return new;
end $$;
create trigger guard before update on opora.comment
	for each row execute function opora.guard_comment();

-- A mention opens the talk to the person: only who reads the measure can be mentioned.
create function opora.place_mention() returns trigger
language plpgsql security definer set search_path = opora, pg_temp as $$
begin
	select c.measure_id, c.owner_id into new.measure_id, new.owner_id
	from comment c where c.id = new.comment_id;
	if current_person() is not null and not exists (
		select from person p
		join measure_readers(new.measure_id, array[replace(lower(p.surname), 'ё', 'е')]) r on r.id = p.id
		where p.id = new.person_id
	) then
		raise exception 'this person does not read the measure' using errcode = 'insufficient_privilege';
	end if;
	return new;
end $$;
create trigger place before insert on opora.mention
	for each row execute function opora.place_mention();

alter table opora.comment enable row level security;
alter table opora.mention enable row level security;

create policy read on opora.comment for select to opora_app
	using (owner_id = any ((select opora.scope('roadmap.read'))::uuid[])
		or measure_id = any ((select opora.own_measures())::uuid[])
		or measure_id = any ((select opora.mentioned_measures())::uuid[]));
create policy add on opora.comment for insert to opora_app
	with check (author_id = (select opora.current_person())
		and (owner_id = any ((select opora.scope('comment.add'))::uuid[])
			or measure_id = any ((select opora.own_measures())::uuid[])
			or measure_id = any ((select opora.mentioned_measures())::uuid[])));
create policy edit on opora.comment for update to opora_app
	using (owner_id = any ((select opora.scope('comment.add'))::uuid[])
		or measure_id = any ((select opora.own_measures())::uuid[])
		or measure_id = any ((select opora.mentioned_measures())::uuid[])
		or author_id = (select opora.current_person()));

create policy read on opora.mention for select to opora_app
	using (person_id = (select opora.current_person())
		or owner_id = any ((select opora.scope('roadmap.read'))::uuid[])
		or measure_id = any ((select opora.own_measures())::uuid[])
		or measure_id = any ((select opora.mentioned_measures())::uuid[]));
create policy add on opora.mention for insert to opora_app
	with check (comment_id in (select id from opora.comment
		where author_id = (select opora.current_person())));
create policy edit on opora.mention for update to opora_app
	using (person_id = (select opora.current_person()));

grant select, insert, update (withdrawn_at, resolved_at, resolved_by, resolved_name)
	on opora.comment to opora_app;
grant select, insert, update (seen_at) on opora.mention to opora_app;

create trigger revision before update on opora.comment
	for each row execute function opora.next_revision();
create trigger audit after insert or update or delete on opora.comment
	for each row execute function opora.write_audit('token');
create trigger audit after insert or update or delete on opora.mention
	for each row execute function opora.write_audit();
