-- An answer stands under the remark that it answers: only a remark is open until it is resolved.
alter table opora.comment add column reply_to uuid references opora.comment (id);
create index comment_reply on opora.comment (reply_to);
-- What a review still has to settle.
create index comment_open on opora.comment (roadmap_id)
	where reply_to is null and resolved_at is null and withdrawn_at is null;

create or replace function opora.place_comment() returns trigger
language plpgsql security definer set search_path = opora, pg_temp as $$
begin
	select roadmap_id, owner_id into new.roadmap_id, new.owner_id
	from measure where id = new.measure_id;
	if new.reply_to is not null and not exists (
		select from comment where id = new.reply_to and measure_id = new.measure_id and reply_to is null
	) then
		raise exception 'an answer stands under a remark of the same measure' using errcode = 'check_violation';
	end if;
	new.withdrawn_at := null;
	new.resolved_at := null;
	new.resolved_by := null;
	new.resolved_name := null;
	return new;
end $$;

create or replace function opora.guard_comment() returns trigger
language plpgsql security definer set search_path = opora, pg_temp as $$
begin
	if new.withdrawn_at is distinct from old.withdrawn_at and current_person() <> old.author_id then
		raise exception 'only its author takes a comment back' using errcode = 'insufficient_privilege';
	end if;
	if new.resolved_by is not null and new.resolved_by is distinct from old.resolved_by
		and new.resolved_by <> current_person() then
		raise exception 'nobody resolves for another' using errcode = 'insufficient_privilege';
	end if;
	if new.reply_to is not null and new.resolved_at is not null then
		raise exception 'an answer is not resolved' using errcode = 'check_violation';
	end if;
	return new;
end $$;
