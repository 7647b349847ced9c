-- Who reported and who decided is part of a report: whoever reads it is told their names, also of a
-- curator whose own school he does not see.
create function opora.people_of_reports(occurrences uuid[])
returns table (id uuid, surname text, given text, patronymic text)
language sql stable security definer set search_path = opora, pg_temp as $$
	select p.id, p.surname, p.given, p.patronymic
	from person p
	where p.id in (
		select r.author_id
		from report_occurrence ro join report r on r.id = ro.report_id
		where ro.occurrence_id = any (occurrences)
			and (r.owner_id = any (scope('execution.read')) or r.author_id = current_person())
		union
		select v.person_id
		from verification v join report r on r.id = v.report_id
		where v.occurrence_id = any (occurrences)
			and (v.owner_id = any (scope('execution.read')) or r.author_id = current_person())
	)
$$;
