/** The measures behind the figures of many roadmaps; the same standings as the counts. */
import { sql, type RawBuilder } from 'kysely';
import type { PlainDate } from '../../calendar/term.ts';
import type { Db } from '../../platform/database.ts';
import { standingStates, type StandingState, type Tally } from '../progress.ts';
import type { Level } from '../snapshot.ts';
import { reachOf, type Whose } from './store.ts';

/** Figures of the counts whose measures can be listed. */
export const rowPicks = ['whole', 'planned', 'due', 'kept', 'behind', 'waiting', 'lost'] as const;
export type RowPick = (typeof rowPicks)[number];

export interface RowFilter {
	/** Owner of the roadmap. */
	ownerId: string | null;
	level: Level | null;
	/** 1 … 17, or 0: of no deficit. */
	factor: number | null;
	personId: string | null;
	state: StandingState | null;
	count: RowPick | null;
}

export interface FoundMeasure {
	id: string;
	roadmapId: string;
	number: string | null;
	text: string;
	section: string | null;
	owner: { id: string; kind: string; shortName: string };
	state: StandingState;
	/** Last day of all of it, as planned. */
	plannedOn: PlainDate;
	/** Parties as printed. */
	responsible: string[];
}

const today = sql`(opora.now() at time zone o.time_zone)::date`;

function picked(count: RowPick | null): RawBuilder<unknown> {
	if (count === null || count === 'whole') return sql`true`;
	if (count === 'planned') return sql`s.planned_on <= ${today}`;
	if (count === 'behind') return sql`s.due and not s.kept`;
	return sql.ref(`s.${count}`);
}

function filtered(whose: Whose, day: PlainDate | null, filter: RowFilter): RawBuilder<unknown> {
	const { ownerId, level, factor, personId, state, count } = filter;
	return sql`
		from opora.read_standing(${reachOf(whose, day)}) s
		join measure m on m.id = s.measure_id
		join roadmap r on r.id = s.roadmap_id
		join organisation o on o.id = s.owner_id
		left join section on section.id = m.section_id
		where ${picked(count)}
			and (${ownerId}::uuid is null or s.owner_id = ${ownerId}::uuid)
			and (${state}::text is null or s.state = ${state}::text)
			and (${level}::text is null or r.level = ${level}::text)
			and (${factor}::integer is null or case ${factor}::integer when 0 then m.factors = '{}'
				else ${factor}::integer = any (m.factors) end)
			and (${personId}::uuid is null or exists (select from measure_party p
				where p.measure_id = m.id and p.person_id = ${personId}::uuid))`;
}

/** One page by owner, roadmap and place in it, and how many there are in all; one statement. */
export async function selectRows(
	db: Db,
	whose: Whose,
	day: PlainDate | null,
	filter: RowFilter,
	page: { size: number; number: number }
): Promise<{ measures: FoundMeasure[]; total: number }> {
	const { rows } = await sql<FoundMeasure & { total: number }>`
		select m.id, m.roadmap_id as "roadmapId", m.number, m.text, section.title as section,
			jsonb_build_object('id', o.id, 'kind', o.kind, 'shortName', o.short_name) as owner,
			s.state, s.planned_on as "plannedOn",
			array(select p.text from measure_party p where p.measure_id = m.id order by p.position)
				as responsible,
			count(*) over ()::integer as total
		${filtered(whose, day, filter)}
		order by o.short_name, r.title, r.id, section.position nulls first, m.position, m.id
		limit ${page.size} offset ${(page.number - 1) * page.size}`.execute(db);
	return { measures: rows, total: rows[0]?.total ?? 0 };
}

export interface PersonCounts {
	id: string;
	surname: string;
	given: string;
	patronymic: string;
	organisation: string;
	tally: Tally;
}

/** Known people by surname with their measures; whoever is only printed stands on the roadmap's page. */
export async function selectPeople(
	db: Db,
	whose: Whose,
	day: PlainDate | null,
	page: { size: number; number: number }
): Promise<{ people: PersonCounts[]; total: number }> {
	const { rows } = await sql<
		Omit<PersonCounts, 'tally'> & Omit<Tally, 'states'> & { states: unknown; total: number }
	>`
		select person.id, person.surname, person.given, person.patronymic,
			home.short_name as organisation, c.*, count(*) over ()::integer as total
		from (
			select p.person_id, count(*)::integer as whole,
				count(*) filter (where s.state = 'done')::integer as done,
				count(*) filter (where s.planned_on <= ${today})::integer as planned,
				count(*) filter (where s.due)::integer as due,
				count(*) filter (where s.kept)::integer as kept,
				count(*) filter (where s.waiting)::integer as waiting,
				count(*) filter (where s.lost)::integer as lost,
				array[${sql.join(
					standingStates.map(
						(state) => sql`count(*) filter (where s.state = ${sql.lit(state)})::integer`
					)
				)}] as states
			from opora.read_standing(${reachOf(whose, day)}) s
			join organisation o on o.id = s.owner_id
			join (select distinct measure_id, person_id from measure_party where person_id is not null) p
				on p.measure_id = s.measure_id
			group by p.person_id
		) c
		join person on person.id = c.person_id
		join organisation home on home.id = person.organisation_id
		order by person.surname, person.given, person.id
		limit ${page.size} offset ${(page.number - 1) * page.size}`.execute(db);
	return {
		people: rows.map(({ id, surname, given, patronymic, organisation, states, ...row }) => ({
			...{ id, surname, given, patronymic, organisation },
			tally: {
				...{ whole: row.whole, done: row.done, planned: row.planned, due: row.due },
				...{ kept: row.kept, waiting: row.waiting, lost: row.lost },
				states: Object.fromEntries(
					standingStates.map((state, n) => [state, (states as number[])[n]])
				) as Tally['states']
			}
		})),
		total: rows[0]?.total ?? 0
	};
}
