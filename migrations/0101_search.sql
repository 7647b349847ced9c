-- One index over everything that has a name: kept by triggers, asked by opora.search alone, which
-- filters by the asker's scope itself. (Row-level security would keep the text index from being
-- used, because the match operator is not leakproof.)
create table opora.search_entry (
	kind text not null check (kind in ('organisation', 'person', 'roadmap', 'measure')),
	id uuid not null,
	owner_id uuid not null references opora.organisation (id),
	-- The roadmap of a measure, or the roadmap itself: approved ones are found from below.
	roadmap_id uuid references opora.roadmap (id),
	title text not null,
	body text not null default '',
	words tsvector not null,
	primary key (kind, id)
);
create index search_entry_words on opora.search_entry using gin (words);
create index search_entry_owner on opora.search_entry (owner_id);
create index search_entry_roadmap on opora.search_entry (roadmap_id);
alter table opora.search_entry enable row level security;

-- Every word in use: what a mistyped word is corrected to.
create table opora.search_word (
	word text primary key,
	stem tsvector not null
);
create index search_word_trigrams on opora.search_word using gin (word public.gin_trgm_ops);
create index search_word_stem on opora.search_word using gin (stem);
alter table opora.search_word enable row level security;

-- Ё is written as Е by half of the people.
create function opora.plain(text) returns text
language sql immutable parallel safe
return translate(lower($1), 'ё', 'е');

create function opora.index_entry(
	entry_kind text, entry_id uuid, entry_owner uuid, entry_roadmap uuid,
	entry_title text, entry_body text
) returns void
language plpgsql security definer set search_path = opora, public, pg_temp as $$
begin
	insert into search_entry (kind, id, owner_id, roadmap_id, title, body, words)
	values (
		entry_kind, entry_id, entry_owner, entry_roadmap, entry_title, coalesce(entry_body, ''),
		setweight(to_tsvector('russian', plain(entry_title)), 'A')
			|| setweight(to_tsvector('russian', plain(coalesce(entry_body, ''))), 'B')
	)
	on conflict (kind, id) do update
	set owner_id = excluded.owner_id, roadmap_id = excluded.roadmap_id, title = excluded.title,
		body = excluded.body, words = excluded.words;
	insert into search_word (word, stem)
	select word, to_tsvector('russian', word)
	from unnest(tsvector_to_array(to_tsvector('simple', plain(concat(entry_title, ' ', entry_body))))) word
	where word ~ '^[[:alpha:]]{4,40}$'
	on conflict do nothing;
end $$;

create function opora.index_row() returns trigger
language plpgsql security definer set search_path = opora, public, pg_temp as $$
declare
	gone boolean := tg_op = 'DELETE';
begin
	if not gone then
		gone := coalesce(to_jsonb(new) ->> 'withdrawn_at', '') <> '';
	end if;
	if gone then
		delete from search_entry where kind = tg_table_name and id = coalesce(new.id, old.id);
	elsif tg_table_name = 'organisation' then
		perform index_entry('organisation', new.id, new.id, null, new.short_name, new.name);
	elsif tg_table_name = 'person' then
		perform index_entry('person', new.id, new.organisation_id, null,
			trim(concat_ws(' ', new.surname, new.given, new.patronymic)), new.post);
	elsif tg_table_name = 'roadmap' then
		perform index_entry('roadmap', new.id, new.owner_id, new.id, new.title, null);
	else
		perform index_entry('measure', new.id, new.owner_id, new.roadmap_id, new.text,
			concat_ws(' ', new.result, new.notes));
	end if;
	return null;
end $$;

create trigger index_row after insert or delete or update of short_name, name on opora.organisation
	for each row execute function opora.index_row();
create trigger index_row
	after insert or delete or update of surname, given, patronymic, post, organisation_id on opora.person
	for each row execute function opora.index_row();
create trigger index_row after insert or delete or update of title, withdrawn_at on opora.roadmap
	for each row execute function opora.index_row();
create trigger index_row after insert or delete or update of text, result, notes, withdrawn_at on opora.measure
	for each row execute function opora.index_row();

-- The query that a typed line means: every word by its stem, the last one also as a beginning; a
-- word that nobody uses is replaced by those most like it.
create function opora.search_query(line text) returns tsquery
language plpgsql stable security definer
set search_path = opora, public, pg_temp set pg_trgm.similarity_threshold = 0.3 as $$
declare
	typed text[] := (regexp_split_to_array(trim(regexp_replace(plain(line), '[^[:alnum:]]+', ' ', 'g')), ' '))[1:12];
	token text;
	part tsquery;
	whole tsquery;
	place integer := 0;
begin
	foreach token in array typed loop
		place := place + 1;
		continue when token = '';
		part := plainto_tsquery('russian', token);
		if numnode(part) = 0 then
			continue;
		end if;
		if place = cardinality(typed) and length(token) > 2 then
			part := part || to_tsquery('simple', token || ':*');
		end if;
		if token ~ '^[[:alpha:]]{4,}$' and not exists (select from search_word where stem @@ part) then
			select coalesce(
				(select string_agg(near.query, '|')::tsquery
				from (
					select plainto_tsquery('russian', word)::text as query
					from search_word
					where word % token
					order by similarity(word, token) desc, word
					limit 3
				) near
				where near.query <> ''),
				part
			) into part;
		end if;
		whole := case when whole is null then part else whole && part end;
	end loop;
	return whole;
end $$;

-- Of a word that stands everywhere only 500 matches are ranked: nobody reads further.
create function opora.search(line text, wanted_kinds text[], result_limit integer)
returns table (kind text, id uuid, owner_id uuid, roadmap_id uuid, title text, body text, owner text)
language plpgsql stable security definer
-- A district asks by its few owners, a region by the words: the plan must know which it is.
set search_path = opora, public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
	query tsquery := search_query(line);
	may_organisation uuid[] := scope('organisation.read');
	may_person uuid[] := scope('person.read');
	may_roadmap uuid[] := scope('roadmap.read');
	approved uuid[] := approved_above();
	owners uuid[] := array(
		select unnest(may_organisation || may_person || may_roadmap)
		union
		select r.owner_id from roadmap r where r.id = any (approved)
	);
begin
	if query is null or current_person() is null then
		return;
	end if;
	return query
		with matched as materialized (
			select e.kind, e.id, e.owner_id, e.roadmap_id, e.title, e.body, e.words
			from search_entry e
			where e.words @@ query and e.owner_id = any (owners) and e.kind = any (wanted_kinds)
				and case e.kind
					when 'organisation' then e.owner_id = any (may_organisation)
					when 'person' then e.owner_id = any (may_person)
					else e.owner_id = any (may_roadmap) or e.roadmap_id = any (approved)
				end
			limit 500
		)
		select m.kind, m.id, m.owner_id, m.roadmap_id, m.title, m.body, o.short_name
		from matched m
		join organisation o on o.id = m.owner_id
		order by array_position(array['organisation', 'person', 'roadmap', 'measure'], m.kind),
			ts_rank(m.words, query) desc, m.title, m.id
		limit result_limit;
end $$;
revoke all on function opora.index_entry, opora.search_query, opora.search from public;
grant execute on function opora.search to opora_app;
