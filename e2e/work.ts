import { people } from './session.ts';
import { ask } from './test.ts';

export interface Measure {
	roadmap: string;
	measure: string;
	occurrence: string;
}

/**
 * A roadmap in force at the school of the school's coordinator with `count` measures of one section
 * that bears the title; `reported` ones wait for a verdict on a report by that coordinator.
 */
export async function roadmapInForce(
	title: string,
	count: number,
	reported: boolean
): Promise<Measure[]> {
	await ask(`begin;
		select set_config('opora.approving', 'on', true);
		with author as (
			select p.id as person_id, a.organisation_id as id from opora.appointment a
			join opora.person p on p.id = a.person_id where p.email = '${people.schoolCoordinator}'
		), roadmap as (
			insert into opora.roadmap (owner_id, title, level, period_from, period_to, year_kind, lanes,
				status, in_force_from)
			select id, '${title}', 'school', '2026-09-01', '2027-08-31', 'school', '{}', 'in-force',
				'2026-09-01' from author returning id, owner_id
		), section as (
			insert into opora.section (roadmap_id, owner_id, position, title)
			select id, owner_id, 1, '${title}' from roadmap returning id, roadmap_id, owner_id
		), measure as (
			insert into opora.measure (roadmap_id, owner_id, section_id, position, number, text, term)
			select roadmap_id, owner_id, id, n, n, 'Провести семинар ' || n,
				'{"kind":"dates","window":null,"occurrences":[],"recurrence":null,"confidence":1,
				"doubts":[]}' from section, generate_series(1, ${count}) n
			returning id, roadmap_id, owner_id, position
		), occurrence as (
			insert into opora.occurrence (measure_id, roadmap_id, owner_id, kind, due_from, due_to, stage)
			select id, roadmap_id, owner_id, 'term', '2026-09-01', '2026-09-30',
				'${reported ? 'reported' : 'open'}' from measure
			returning id, measure_id, roadmap_id, owner_id
		)
		select from occurrence;
		${
			reported
				? `insert into opora.report (roadmap_id, owner_id, author_id, token, done_on, text, created_at)
		select o.roadmap_id, o.owner_id, p.id, o.id, '2026-09-20', 'Отчёт ' || m.number,
			now() - interval '1 day' + m.position * interval '1 minute'
		from opora.occurrence o join opora.measure m on m.id = o.measure_id
		join opora.roadmap r on r.id = o.roadmap_id and r.title = '${title}'
		join opora.person p on p.email = '${people.schoolCoordinator}';
		insert into opora.report_occurrence (report_id, occurrence_id, owner_id)
		select t.id, t.token, t.owner_id from opora.report t
		join opora.roadmap r on r.id = t.roadmap_id and r.title = '${title}';
		update opora.occurrence o set report_id = t.id, done_on = t.done_on
		from opora.report t join opora.roadmap r on r.id = t.roadmap_id and r.title = '${title}'
		where t.token = o.id;`
				: ''
		}
		commit`);
	return ask<Measure>(
		`select r.id as roadmap, m.id as measure, o.id as occurrence from opora.roadmap r
		join opora.measure m on m.roadmap_id = r.id join opora.occurrence o on o.measure_id = m.id
		where r.title = $1 order by m.position`,
		[title]
	);
}
