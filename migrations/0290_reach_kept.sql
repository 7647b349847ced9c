-- Beside scope() every policy asks which approved roadmaps, own measures and talks the acting person
-- reaches. Like a scope each answer holds for the rest of the transaction, unless what it rests on
-- changes in it: a page of a roadmap asked forty times. (In plpgsql, whose plans are kept.)

-- Who asks, on what day, and after which change: an answer kept for another is none.
create function opora.reach_asked() returns text
language sql stable
return concat(current_setting('opora.person', true), current_setting('opora.today', true),
	current_setting('opora.now', true), current_setting('opora.scopes_changed', true),
	current_setting('opora.reach_changed', true));

create or replace function opora.approved_above() returns uuid[]
language plpgsql stable security definer set search_path = opora, pg_temp as $$
declare
	asked text := reach_asked();
	kept text := current_setting('opora.reach_approved', true);
	answer uuid[];
begin
	if starts_with(kept, asked || '{') then
		return substr(kept, length(asked) + 1)::uuid[];
	end if;
	select coalesce(array_agg(id), '{}') into answer from (
		select id from roadmap
		where owner_id = any (array(
				select unnest(scope('roadmap.read-approved')) except select unnest(scope('roadmap.read'))
			))
			and status in ('approved', 'in-force', 'closed') and withdrawn_at is null
		union
		select r.id from measure_party p
		join measure m on m.id = p.measure_id
		join roadmap r on r.id = m.roadmap_id
		where p.person_id = current_person() and m.withdrawn_at is null
			and r.status in ('approved', 'in-force', 'closed') and r.withdrawn_at is null
	) readable;
	perform set_config('opora.reach_approved', asked || answer::text, true);
	return answer;
end $$;

create or replace function opora.own_measures() returns uuid[]
language plpgsql stable security definer set search_path = opora, pg_temp as $$
declare
	asked text := reach_asked();
	kept text := current_setting('opora.reach_own', true);
	answer uuid[];
begin
	if starts_with(kept, asked || '{') then
		return substr(kept, length(asked) + 1)::uuid[];
	end if;
	select coalesce(array_agg(measure_id), '{}') into answer
	from measure_party where person_id = current_person();
	perform set_config('opora.reach_own', asked || answer::text, true);
	return answer;
end $$;

create or replace function opora.mentioned_measures() returns uuid[]
language plpgsql stable security definer set search_path = opora, pg_temp as $$
declare
	asked text := reach_asked();
	kept text := current_setting('opora.reach_mentioned', true);
	answer uuid[];
begin
	if starts_with(kept, asked || '{') then
		return substr(kept, length(asked) + 1)::uuid[];
	end if;
	select coalesce(array_agg(mention.measure_id), '{}') into answer
	from mention join comment on comment.id = comment_id
	where person_id = current_person() and withdrawn_at is null;
	perform set_config('opora.reach_mentioned', asked || answer::text, true);
	return answer;
end $$;

create function opora.forget_reach() returns trigger
language plpgsql as $$
begin
	perform set_config('opora.reach_changed', clock_timestamp()::text, true);
	return null;
end $$;
create trigger reach after insert or delete or update of status, owner_id, withdrawn_at on opora.roadmap
	for each statement execute function opora.forget_reach();
create trigger reach after insert or delete or update of roadmap_id, withdrawn_at on opora.measure
	for each statement execute function opora.forget_reach();
create trigger reach after insert or delete or update on opora.measure_party
	for each statement execute function opora.forget_reach();
create trigger reach after insert or delete or update on opora.mention
	for each statement execute function opora.forget_reach();
create trigger reach after insert or delete or update of withdrawn_at on opora.comment
	for each statement execute function opora.forget_reach();
