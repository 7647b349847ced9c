/** What the pages of a roadmap's half-year reports show, with what the actor may do there. */
import { allowed, type Actor } from '../../people/access.ts';
import type { PlainDate, Window } from '../../calendar/term.ts';
import { NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../change.ts';
import { isApproved, type RoadmapHead } from '../model.ts';
import { findHead, findRoadmap } from '../store.ts';
import { changesBetween } from './changes.ts';
import { mayAccept } from './decide.ts';
import type { Change, HalfYearContent, ReportStage } from './model.ts';
import { periodKey, periodsOf, type Period } from './period.ts';
import { contentOf, countFacts, coversIn, termIn } from './report.ts';
import {
	findReport,
	findReportsOf,
	findSent,
	findSteps,
	findTerms,
	type Step,
	type StoredReport
} from './store.ts';
import { fieldsOf, missingIn, type ReportFields } from './texts.ts';

export interface PeriodLine {
	key: string;
	period: Period;
	covers: Window;
	dueOn: PlainDate;
	report: { id: string; stage: ReportStage; sentAt: Date | null } | null;
	mayBegin: boolean;
}

/** The half-years of a roadmap, each with its report where one was begun. Four statements. */
export function openReports(
	actor: Actor,
	roadmapId: string
): Promise<{ head: RoadmapHead; periods: PeriodLine[] }> {
	return actAs(actor, async (db) => {
		const head = isId(roadmapId) ? await findHead(db, roadmapId) : null;
		if (!head) throw new NotFound('not_found');
		const reports = await findReportsOf(db, roadmapId);
		const terms = await findTerms(db, head.owner.path);
		const may =
			isApproved(head.status) &&
			!head.withdrawn &&
			allowed(actor, 'execution.report', head.owner.path);
		const periods = periodsOf(head.period).flatMap(({ period }): PeriodLine[] => {
			const key = periodKey(period);
			const report = reports.get(key) ?? null;
			const covers = report?.period ?? coversIn(terms, head.period, period);
			if (!covers) return [];
			const mayBegin = may && !report && covers.from <= head.today;
			return [{ key, period, covers, dueOn: termIn(terms, period).dueOn, report, mayBegin }];
		});
		return { head, periods };
	});
}

export interface MayDo {
	write: boolean;
	recall: boolean;
	accept: boolean;
	return: boolean;
	opinion: boolean;
	/** Opens the roadmap and its measures: figures lead there. */
	open: boolean;
}

export interface ReportPage {
	head: RoadmapHead;
	report: Pick<StoredReport, 'id' | 'report' | 'stage' | 'sentAt' | 'countedAt' | 'revision'>;
	dueOn: PlainDate;
	/** What lies with the reader as it was sent; else as it is now. */
	content: HalfYearContent;
	/** The former sending that is shown instead. */
	shown: Step | null;
	steps: Step[];
	may: MayDo;
}

/** A report to be read; `stepId` shows one of its sendings. Six statements. */
export function openReport(
	actor: Actor,
	roadmapId: string,
	id: string,
	stepId: string | null = null
): Promise<ReportPage> {
	return actAs(actor, async (db) => {
		const stored = isId(id) && isId(roadmapId) ? await findReport(db, id) : null;
		const head = stored?.roadmapId === roadmapId ? await findHead(db, roadmapId) : null;
		if (!stored || !head) throw new NotFound('not_found');
		const steps = await findSteps(db, id);
		const shown = isId(stepId)
			? (steps.find((step) => step.id === stepId && step.kind === 'sent') ?? null)
			: null;
		if (stepId !== null && !shown) throw new NotFound('not_found');
		const isWith = stored.stage === 'sent' || stored.stage === 'accepted';
		const sent = isWith || shown ? await findSent(db, id, shown?.id ?? null) : null;
		const { report, stage, sentAt, countedAt, revision } = stored;
		return {
			head,
			report: { id, report, stage, sentAt, countedAt, revision },
			dueOn: termIn(await findTerms(db, head.owner.path), report).dueOn,
			content: sent ?? contentOf(head, stored),
			shown,
			steps,
			may: mayDo(actor, head, stage, steps)
		};
	});
}

function mayDo(actor: Actor, head: RoadmapHead, stage: ReportStage, steps: Step[]): MayDo {
	const { path } = head.owner;
	const writes = allowed(actor, 'execution.report', path);
	const decides = allowed(actor, 'half-year.accept', path);
	return {
		write: writes && (stage === 'created' || stage === 'ready' || stage === 'returned'),
		recall: writes && stage === 'sent',
		accept: decides && stage === 'sent' && mayAccept(actor, head, steps),
		return: decides && (stage === 'sent' || stage === 'accepted'),
		opinion: stage === 'sent' && !decides && allowed(actor, 'execution.verify', path),
		open: allowed(actor, 'roadmap.read', path)
	};
}

export interface FillPage {
	head: RoadmapHead;
	report: StoredReport;
	dueOn: PlainDate;
	fields: ReportFields;
	/** Message codes by field of what must be filled before it is sent. */
	missing: Record<string, string>;
	/** What has become different since it was filled. */
	news: Change[];
	/** Why it came back; null where it did not. */
	returned: Step | null;
}

/** The report as its author fills it. Nine statements. */
export function openFill(actor: Actor, roadmapId: string, id: string): Promise<FillPage> {
	return actAs(actor, async (db) => {
		const stored = isId(id) && isId(roadmapId) ? await findReport(db, id) : null;
		const roadmap = stored?.roadmapId === roadmapId ? await findRoadmap(db, roadmapId) : null;
		if (!stored || !roadmap) throw new NotFound('not_found');
		const { head } = roadmap;
		const steps = await findSteps(db, id);
		if (!mayDo(actor, head, stored.stage, steps).write) throw new NotFound('not_found');
		const terms = await findTerms(db, head.owner.path);
		const { report, period, facts } = stored;
		const now = await countFacts(db, roadmap, { report, period, terms });
		return {
			head,
			report: stored,
			dueOn: termIn(terms, report).dueOn,
			fields: fieldsOf(stored, facts),
			missing: missingIn(stored, facts),
			news: changesBetween(facts, now),
			returned: stored.stage === 'returned' ? (steps.findLast(isReturn) ?? null) : null
		};
	});
}

const isReturn = ({ kind }: Step): boolean => kind === 'returned';
