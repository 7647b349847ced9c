/** The list of «Сегодня» in its three groups. Pure. */
import type {
	Endangered,
	LateSchool,
	Mention,
	RunningSurvey,
	Waiting,
	WaitingDocument,
	WaitingReport,
	WaitingRoadmap,
	WorkRow
} from './model.ts';

/** One thing to do, or to know, with one next action. */
export type Todo =
	| { kind: 'work'; row: WorkRow }
	| { kind: 'late-school'; school: LateSchool }
	| { kind: 'verify'; schools: Waiting['verify'] }
	| { kind: 'roadmap'; roadmap: WaitingRoadmap }
	| { kind: 'mention'; mention: Mention }
	| { kind: 'document'; document: WaitingDocument }
	| { kind: 'half-year'; report: WaitingReport }
	| { kind: 'endangered'; roadmap: Endangered }
	| { kind: 'survey'; survey: RunningSurvey }
	| { kind: 'missing'; school: { id: string; name: string } }
	| { kind: 'missing-many'; schools: Waiting['missing'] };

export interface Group {
	key: 'late' | 'waits' | 'week' | 'survey' | 'danger';
	rows: Todo[];
	/** All of the group; what is not among the rows stands on the page of all work. */
	total: number;
}

/** Work by kind, each cut, with how many there are of each. */
export interface OwnWork {
	rows: WorkRow[];
	totals: Partial<Record<WorkRow['kind'], number>>;
}

/** More schools than `apart` without a roadmap are one row. Groups without rows are left out. */
export function groupTodo(own: OwnWork, waiting: Waiting, apart: number): Group[] {
	const work = (kind: WorkRow['kind']) => ({
		rows: own.rows.filter((row) => row.kind === kind).map((row): Todo => ({ kind: 'work', row })),
		total: own.totals[kind] ?? 0
	});
	const cut = <T>({ rows, total }: { rows: T[]; total: number }, todo: (row: T) => Todo) => ({
		rows: rows.map(todo),
		total
	});
	const { verify, missing, halfYear } = waiting;
	const report = (each: WaitingReport): Todo => ({ kind: 'half-year', report: each });
	const isLate = ({ overdue, kind }: WaitingReport): boolean => overdue && kind !== 'decide';
	const lateReports = halfYear.rows.filter(isLate);
	const parts: Record<
		Exclude<Group['key'], 'danger' | 'survey'>,
		{ rows: Todo[]; total: number }[]
	> = {
		late: [
			cut(waiting.late, (school) => ({ kind: 'late-school', school })),
			work('late'),
			cut({ rows: lateReports, total: lateReports.length }, report)
		],
		waits: [
			work('returned'),
			{
				rows: verify.total > 0 ? [{ kind: 'verify', schools: verify }] : [],
				total: verify.total > 0 ? 1 : 0
			},
			cut(waiting.roadmaps, (roadmap) => ({ kind: 'roadmap', roadmap })),
			cut(
				{
					rows: halfYear.rows.filter((each) => !isLate(each)),
					total: halfYear.total - lateReports.length
				},
				report
			),
			cut(waiting.mentions, (mention) => ({ kind: 'mention', mention })),
			cut(waiting.documents, (document) => ({ kind: 'document', document })),
			missing.total > apart
				? { rows: [{ kind: 'missing-many', schools: missing }], total: 1 }
				: cut(missing, (school) => ({ kind: 'missing', school }))
		],
		week: [work('due')]
	};
	return (['late', 'waits', 'week'] as const)
		.map((key) => ({
			key,
			rows: parts[key].flatMap(({ rows }) => rows),
			total: parts[key].reduce((sum, { total }) => sum + total, 0)
		}))
		.filter(({ total }) => total > 0);
}

/** What is not to be done but to be known: it follows the others and is not counted with them. */
export function dangerGroup(endangered: readonly Endangered[], limit: number): Group[] {
	if (endangered.length === 0) return [];
	const rows = endangered.slice(0, limit).map((roadmap): Todo => ({ kind: 'endangered', roadmap }));
	return [{ key: 'danger', rows, total: endangered.length }];
}

/** Whoever follows the surveys of his school is told of them while they run; it is not counted either. */
export function surveyGroup(surveys: readonly RunningSurvey[]): Group[] {
	if (surveys.length === 0) return [];
	const rows = surveys.map((survey): Todo => ({ kind: 'survey', survey }));
	return [{ key: 'survey', rows, total: rows.length }];
}
