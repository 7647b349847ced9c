/**
 * What the district did by the day of the design's pages, 24 November 2026: most is verified, some
 * waits for a verdict, some came back, some is late. What falls due later grows late by itself.
 */
import type pg from 'pg';
import { shiftedNow } from '../src/lib/platform/clock.ts';

const DAY = '2026-11-24';

/** Reports, evidence and verdicts for whatever orders approved; set-based, in one transaction. */
export async function seedExecution(client: pg.Client): Promise<void> {
	await client.query('begin');
	await client.query('set local search_path = opora, public');
	await client.query(`select set_config('opora.now', $1, true)`, [shiftedNow()]);
	await client.query(PLAN, [DAY]);
	for (const statement of STATEMENTS) await client.query(statement);
	await client.query('commit');
}

/** What becomes of each occurrence that was due; a roadmap's rows are told apart by their place. */
const PLAN = `
create temp table played on commit drop as
select gen_random_uuid() as report_id, due.*,
	case
		when number in ('12', '17') and due_to > $1::date - 40 then 'open'
		when place % 11 = 6 then 'returned'
		when place % 7 = 4 then 'reported'
		when place % 13 = 9 then 'open'
		else 'verified'
	end as stage,
	greatest(due_from, due_to - (place % 5)::integer) as done_on
from (
	select oc.id as occurrence_id, oc.roadmap_id, oc.owner_id, oc.due_from, oc.due_to, m.number,
		m.text, m.result,
		row_number() over (partition by oc.roadmap_id order by oc.due_to, m.position, oc.id) as place,
		coalesce(
			(select p.id from person p join appointment a on a.person_id = p.id
				where a.organisation_id = oc.owner_id
					and a.role in ('school-coordinator', 'methodist')
				order by p.surname limit 1),
			(select a.person_id from appointment a where a.role = 'municipal-coordinator' limit 1)
		) as author_id,
		coalesce(
			(select person_id from curatorship where organisation_id = oc.owner_id limit 1),
			(select a.person_id from appointment a where a.role = 'municipal-coordinator' limit 1)
		) as verifier_id
	from occurrence oc
	join measure m on m.id = oc.measure_id
	where oc.withdrawn_at is null and oc.stage = 'open' and not oc.never_late
		and oc.due_to <= least($1::date, opora.today())
) due`;

const STATEMENTS = [
	`insert into report (id, roadmap_id, owner_id, author_id, token, done_on, text, result, created_at)
	select report_id, roadmap_id, owner_id, author_id, gen_random_uuid(), done_on,
		(array['Сделано по плану, материалы собраны.', 'Провели, решения доведены до исполнителей.',
			'Подготовили и обсудили на педагогическом совете.'])[1 + place % 3], result,
		done_on + time '15:20'
	from played where stage <> 'open'`,
	`insert into report_occurrence (report_id, occurrence_id, owner_id)
	select report_id, occurrence_id, owner_id from played where stage <> 'open'`,
	`insert into evidence (report_id, owner_id, kind, number, date, added_by)
	select report_id, owner_id, (array['protocol', 'order'])[1 + place % 2], (10 + place)::text,
		done_on, author_id
	from played where stage <> 'open'`,
	`update occurrence set stage = played.stage, done_on = played.done_on,
		report_id = played.report_id
	from played where id = occurrence_id and played.stage <> 'open'`,
	`insert into verification (occurrence_id, report_id, owner_id, verdict, comment, person_id, at)
	select occurrence_id, report_id, owner_id, stage,
		case stage when 'returned' then (array['Приложите протокол с решением: из отчёта не видно, кто и до какого дня исполняет.',
			'Нет списка участников. Добавьте его, и приму.'])[1 + place % 2] end,
		verifier_id, least(done_on + 2, opora.today()) + time '10:05'
	from played where stage in ('verified', 'returned')`,
	// work that somebody took up and that is still ahead
	`update occurrence set stage = 'begun'
	where id in (
		select distinct on (oc.roadmap_id) oc.id
		from occurrence oc
		where oc.stage = 'open' and oc.withdrawn_at is null and not oc.never_late
			and oc.due_from <= opora.today() and oc.due_to > opora.today()
		order by oc.roadmap_id, oc.due_to, oc.id
	)`
];
