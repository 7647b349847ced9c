/** What endangers a roadmap. Pure. */
import type { PlainDate } from '../../calendar/term.ts';
import { partyKeys } from '../filters.ts';
import type { Occurrence } from '../execution/model.ts';
import { workOf } from '../execution/work.ts';
import type { Link, LinkedMeasure, Measure, RoadmapHead } from '../model.ts';
import type { Standing } from '../progress.ts';
import { fallsDueIn, isUnbegun } from './pick.ts';

/** From so many measures to finish in one month a person has too much, unless a reader sets another. */
export const USUAL_LOAD = 6;

export interface Load {
	/** As in the filter: a person's id, or `=` and the printed text. */
	key: string;
	name: string;
	/** `2026-11` */
	month: string;
	/** Measures of which a part is to be finished in that month. */
	count: number;
}

/** A measure whose counterpart at another level, which is to make it possible, is late. */
export interface LateSupport {
	measure: Measure;
	other: LinkedMeasure;
	owner: string;
	lateDays: number;
}

export interface Dangers {
	/** Longest overdue first. */
	late: { measure: Measure; days: number }[];
	/** Next to be late first. */
	unbegun: { measure: Measure; day: PlainDate }[];
	loads: Load[];
	supports: LateSupport[];
	/** Deficits that the roadmap is to answer and for which nothing is planned. */
	unanswered: number[];
}

export interface DangerSource {
	head: Pick<RoadmapHead, 'factors' | 'today'>;
	measures: readonly Measure[];
	standings: Record<string, Standing>;
	occurrences: Record<string, Occurrence[]>;
	links: readonly Link[];
	/** Occurrences of measures at the other end of links, where the reader may see them. */
	others: Record<string, Occurrence[]>;
}

/** `mostInMonth`: so many measures of one person in one month are still not too much. */
export function dangersOf(source: DangerSource, mostInMonth: number): Dangers {
	const { head, measures, standings, occurrences } = source;
	const { today } = head;
	const counted = measures.filter(({ id }) => standings[id]);
	const of = ({ id }: Measure): Occurrence[] => occurrences[id] ?? [];
	const answered = new Set(counted.flatMap(({ factors }) => factors));
	return {
		late: counted
			.filter(({ id }) => standings[id]!.state === 'late')
			.map((measure) => ({ measure, days: workOf(of(measure), today)?.lateDays ?? 0 }))
			.sort((one, other) => other.days - one.days),
		unbegun: counted
			.filter((measure) => isUnbegun(standings[measure.id]!, of(measure), today))
			.map((measure) => ({ measure, day: workOf(of(measure), today)?.day ?? today }))
			.sort((one, other) => one.day.localeCompare(other.day)),
		loads: loadsOf(counted, occurrences, today).filter(({ count }) => count > mostInMonth),
		supports: lateSupports(source),
		unanswered: head.factors.filter((factor) => !answered.has(factor)).sort((a, b) => a - b)
	};
}

/** How many measures everybody has to finish in each month from this one on, by month and name. */
export function loadsOf(
	measures: readonly Measure[],
	occurrences: Record<string, Occurrence[]>,
	today: PlainDate
): Load[] {
	const loads = new Map<string, Load>();
	for (const measure of measures) {
		const own = occurrences[measure.id] ?? [];
		const months = new Set(own.flatMap(({ to }) => to?.slice(0, 7) ?? []));
		for (const month of months) {
			if (month < today.slice(0, 7) || !fallsDueIn(own, month)) continue;
			for (const key of new Set(partyKeys(measure))) {
				const name =
					measure.responsible.find((each) => (each.personId ?? `=${each.text}`) === key)?.text ??
					'';
				const load = loads.get(`${month} ${key}`) ?? { key, name, month, count: 0 };
				load.count += 1;
				loads.set(`${month} ${key}`, load);
			}
		}
	}
	return [...loads.values()].sort(
		(one, other) => one.month.localeCompare(other.month) || one.name.localeCompare(other.name, 'ru')
	);
}

function lateSupports({ head, measures, standings, links, others }: DangerSource): LateSupport[] {
	const byId = new Map(measures.map((measure) => [measure.id, measure]));
	return links.flatMap(({ kind, outgoing, measureId, other, owner }) => {
		const measure = byId.get(measureId);
		const standing = standings[measureId];
		if (kind !== 'supports' || outgoing || !other || !measure || !standing) return [];
		if (standing.state === 'done') return [];
		const work = workOf(others[other.id] ?? [], head.today);
		return work?.state === 'late'
			? [{ measure, other, owner: owner?.shortName ?? '', lateDays: work.lateDays }]
			: [];
	});
}
