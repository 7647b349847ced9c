-- A page that was rendered once may be sent again while nothing that it could show has changed. Which
-- changes were committed since is known exactly by their transactions: numbers of history rows do not
-- tell, since a smaller one may be committed after a larger one was seen.
alter table opora.audit add column transaction xid8;
alter table opora.audit alter column transaction set default pg_current_xact_id();
create index audit_transaction on opora.audit (transaction);

-- Whether anything was committed after `seen` that concerns the organisation at `about`, those above
-- and those beneath it; null: anywhere. Who signs in or gets which letters concerns no page.
create function opora.changed_since(seen pg_snapshot, about public.ltree) returns boolean
language plpgsql stable security definer set search_path = opora, public, pg_temp
	-- of a new column the planner knows nothing, and the few rows asked for are the last of millions
	set enable_seqscan = off as $$
begin
	if seen is null then
		return true;
	end if;
	return exists (
		select from audit a
		where a.transaction >= pg_snapshot_xmin(seen)
			and not pg_visible_in_snapshot(a.transaction, seen)
			and a.table_name not in ('session', 'user', 'account', 'twoFactor', 'invitation',
				'calendar_feed', 'reminder_setting')
			and (about is null or a.organisation_id is null
				or a.table_name in ('organisation', 'person', 'person_move', 'appointment', 'curatorship',
					'measure_link', 'half_year_term', 'setting')
				or exists (select from organisation o
					where o.id = a.organisation_id and (o.path @> about or o.path <@ about)))
	);
end $$;
revoke all on function opora.changed_since from public;
grant execute on function opora.changed_since to opora_app;
