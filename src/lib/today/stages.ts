/**
 * The stages of a year and how far schools are in each. Pure. A new stage is one entry of `stages`:
 * its cell for a school, its cell for a municipality, and its name in `stage-wording.ts`.
 */
import { Temporal } from 'temporal-polyfill';
import type { PlainDate } from '../calendar/term.ts';
import type { ReportStage } from '../roadmap/half-year/model.ts';
import { nextDay, type Season, type Term } from '../roadmap/half-year/period.ts';
import type { Status } from '../roadmap/model.ts';
import { shareOf, type Tally } from '../roadmap/progress.ts';
import type { MarkState } from '../ui/icons.ts';

export const stageKeys = ['curator', 'roadmap', 'execution', 'autumn', 'spring'] as const;
export type StageKey = (typeof stageKeys)[number];

/** A school as the stages see it. */
export interface SchoolStanding {
	id: string;
	name: string;
	/** Since when it has a curator. */
	curatedSince: PlainDate | null;
	roadmap: { id: string; status: Status; orderDate: PlainDate | null } | null;
	/** Of that roadmap, once an order approved it. */
	tally: Tally | null;
	mayBegin: boolean;
	/** Half-year reports of that roadmap in this school year that were begun. */
	reports: Partial<Record<Season, { id: string; stage: ReportStage; sentOn: PlainDate | null }>>;
	/** Until when the reports of the school year cover, and when they are due. */
	terms: Record<Season, Term>;
	today: PlainDate;
}

/** A municipality as the stages see it: numbers of its schools. */
export interface PlaceStanding {
	id: string;
	name: string;
	schools: number;
	curated: number;
	/** Schools whose roadmap an order approved, and those whose roadmap is on its way there. */
	approved: number;
	underWay: number;
	/** Of all roadmaps under it. */
	tally: Tally | null;
	/** Of the school year, by season; absent for who reads no reports. */
	reports: Partial<Record<Season, PlaceReports>>;
	today: PlainDate;
}

/** Half-year reports of a municipality's schools: how many are owed, were sent and accepted. */
export interface PlaceReports extends Term {
	owed: number;
	/** The accepted among them. */
	sent: number;
	accepted: number;
}

/** The shortest useful word of a cell. */
export type Word =
	| { kind: 'day'; day: PlainDate }
	| { kind: 'of'; done: number; whole: number }
	| { kind: 'late'; count: number }
	| { kind: 'percent'; percent: number; late: number }
	| { kind: 'from' | 'until'; day: PlainDate }
	| { kind: 'days'; count: number }
	| {
			kind:
				'none' | 'draft' | 'review' | 'agreed' | 'approved' | 'waits-roadmap' | 'sent' | 'returned';
	  };

/** The school's standing in a stage and where its work is. */
export interface Cell {
	mark: Exclude<MarkState, 'back'>;
	word: Word;
	href: string;
}

const curator = {
	school: ({ id, curatedSince }: SchoolStanding): Cell => ({
		...(curatedSince
			? { mark: 'done', word: { kind: 'day', day: curatedSince } }
			: { mark: 'idle', word: { kind: 'none' } }),
		href: `/schools/${id}#people`
	}),
	place: ({ id, schools, curated }: PlaceStanding): Cell => ({
		mark: schools > 0 && curated === schools ? 'done' : curated > 0 ? 'going' : 'idle',
		word: { kind: 'of', done: curated, whole: schools },
		href: `/overview/${id}`
	})
};

const roadmapCell: Record<Status, (orderDate: PlainDate | null) => Omit<Cell, 'href'>> = {
	draft: () => ({ mark: 'going', word: { kind: 'draft' } }),
	review: () => ({ mark: 'wait', word: { kind: 'review' } }),
	agreed: () => ({ mark: 'wait', word: { kind: 'agreed' } }),
	approved: ordered,
	'in-force': ordered,
	closed: ordered
};

function ordered(orderDate: PlainDate | null): Omit<Cell, 'href'> {
	return {
		mark: 'done',
		word: orderDate ? { kind: 'day', day: orderDate } : { kind: 'approved' }
	};
}

const roadmap = {
	school: ({ id, roadmap: own, mayBegin }: SchoolStanding): Cell =>
		own
			? { ...roadmapCell[own.status](own.orderDate), href: `/roadmaps/${own.id}` }
			: {
					mark: 'idle',
					word: { kind: 'none' },
					href: mayBegin ? `/roadmaps/new?owner=${id}` : `/schools/${id}`
				},
	place: ({ id, schools, approved, underWay }: PlaceStanding): Cell => ({
		mark: schools > 0 && approved === schools ? 'done' : approved + underWay > 0 ? 'going' : 'idle',
		word: { kind: 'of', done: approved, whole: schools },
		href: `/overview/${id}`
	})
};

const execution = {
	school: ({ id, roadmap: own, tally }: SchoolStanding): Cell => {
		if (!own || !tally)
			return {
				mark: 'idle',
				word: { kind: 'waits-roadmap' },
				href: own ? `/roadmaps/${own.id}` : `/schools/${id}`
			};
		const { late } = tally.states;
		if (late > 0)
			return {
				mark: 'late',
				word: { kind: 'late', count: late },
				href: `/roadmaps/${own.id}?state=late`
			};
		const word: Word = { kind: 'of', done: tally.done, whole: tally.whole };
		const isDone = tally.whole > 0 && tally.done === tally.whole;
		return { mark: isDone ? 'done' : 'going', word, href: `/roadmaps/${own.id}` };
	},
	place: ({ id, tally }: PlaceStanding): Cell => {
		const href = `/overview/${id}`;
		const share = tally && shareOf(tally.done, tally.whole);
		if (!tally || share === null) return { mark: 'idle', word: { kind: 'waits-roadmap' }, href };
		const { late } = tally.states;
		return {
			mark: late > 0 ? 'late' : share === 1 ? 'done' : 'going',
			word: { kind: 'percent', percent: Math.round(share * 100), late },
			href
		};
	}
};

const halfYear = (season: Season) => ({
	school: ({ id, roadmap: own, tally, reports, terms, today }: SchoolStanding): Cell => {
		if (!own || !tally)
			return { mark: 'idle', word: { kind: 'waits-roadmap' }, href: `/schools/${id}` };
		const report = reports[season];
		const base = `/roadmaps/${own.id}/reports`;
		const href = report ? `${base}/${report.id}` : base;
		if (report?.stage === 'accepted')
			return { mark: 'done', word: { kind: 'day', day: report.sentOn ?? today }, href };
		if (report?.stage === 'sent') return { mark: 'wait', word: { kind: 'sent' }, href };
		const { coversTo, dueOn } = terms[season];
		if (today <= coversTo)
			return { mark: 'idle', word: { kind: 'from', day: nextDay(coversTo) }, href };
		if (today > dueOn) {
			const { days } = Temporal.PlainDate.from(dueOn).until(today);
			return { mark: 'late', word: { kind: 'days', count: days }, href };
		}
		if (report?.stage === 'returned') return { mark: 'wait', word: { kind: 'returned' }, href };
		return { mark: 'going', word: { kind: 'until', day: dueOn }, href };
	},
	place: ({ id, reports, today }: PlaceStanding): Cell => {
		const found = reports[season];
		const href = `/overview/${id}`;
		if (!found || found.owed === 0) return { mark: 'idle', word: { kind: 'waits-roadmap' }, href };
		const { owed, sent, accepted, coversTo, dueOn } = found;
		if (today <= coversTo)
			return { mark: 'idle', word: { kind: 'from', day: nextDay(coversTo) }, href };
		const word: Word = { kind: 'of', done: sent, whole: owed };
		if (accepted === owed) return { mark: 'done', word, href };
		if (sent < owed) return { mark: today > dueOn ? 'late' : 'going', word, href };
		return { mark: 'wait', word, href };
	}
});

/** In the order of the year; a stage without a cell of municipalities has no column in a region. */
export const stages: Record<
	StageKey,
	{ school: (school: SchoolStanding) => Cell; place?: (place: PlaceStanding) => Cell }
> = { curator, roadmap, execution, autumn: halfYear('autumn'), spring: halfYear('spring') };

export interface MatrixRow {
	id: string;
	name: string;
	href: string;
	cells: Partial<Record<StageKey, Cell>>;
	/** Stages that are done. */
	done: number;
}

export function schoolRow(school: SchoolStanding): MatrixRow {
	return rowOf(school, `/schools/${school.id}`, (key) => stages[key].school(school));
}

export function placeRow(place: PlaceStanding): MatrixRow {
	return rowOf(place, `/overview/${place.id}`, (key) => stages[key].place?.(place));
}

function rowOf(
	{ id, name }: { id: string; name: string },
	href: string,
	cellOf: (key: StageKey) => Cell | undefined
): MatrixRow {
	const cells: MatrixRow['cells'] = {};
	for (const key of stageKeys) {
		const cell = cellOf(key);
		if (cell) cells[key] = cell;
	}
	const done = stageKeys.filter((key) => cells[key]?.mark === 'done').length;
	return { id, name, href, cells, done };
}

/** Stages that somebody works on now: something of them is under way, waits or is late. */
export function currentStages(rows: readonly MatrixRow[]): StageKey[] {
	return stageKeys.filter((key) =>
		rows.some(({ cells: { [key]: cell } }) => cell && cell.mark !== 'done' && cell.mark !== 'idle')
	);
}
