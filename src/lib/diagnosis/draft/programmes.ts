/** The programmes of a school by its roadmap, ready to be printed. */
import type { OfficialDocument } from '../../office/description.ts';
import type { Actor } from '../../people/access.ts';
import { NotFound } from '../../platform/errors.ts';
import { actAs } from '../../roadmap/change.ts';
import { openHead, openSnapshot } from '../../roadmap/roadmap.ts';
import type { RoadmapHead } from '../../roadmap/roadmap.ts';
import { latestLevels } from '../kept/kept.ts';
import { goalOf, indicatorsOf, taskOf } from './aims.ts';
import { antiRiskPaper, factorsOf, midTermPaper, type Programme } from './papers.ts';
import { yearsText } from './school.ts';
import * as store from './store.ts';

/** Factors that a programme names where no draft chose them: those of most measures. */
const mostTasks = 5;

export interface ProgrammesPage {
	head: RoadmapHead;
	factors: { number: number; measures: number }[];
	programme: Programme;
	/** Goal and indicators come from the draft that became this roadmap. */
	fromDraft: boolean;
}

/** What programmes can be printed of a school's roadmap. Throws `NotFound` for other roadmaps. */
export async function openProgrammes(actor: Actor, roadmapId: string): Promise<ProgrammesPage> {
	const { head } = await openHead(actor, roadmapId);
	if (head.level !== 'school') throw new NotFound('not_found');
	const snapshot = await openSnapshot(actor, roadmapId);
	const [profile = null] = await latestLevels(actor, [head.owner.id]);
	const { draft, results } = await actAs(actor, async (db) => ({
		// a next version answers to the draft of the one in force
		draft: await store.findDraft(db, { roadmapId: head.correctsId ?? roadmapId }),
		results: await store.findLowResults(db, head.owner.id)
	}));
	// what the roadmap was made for; of one that nobody said it of, all that its measures answer
	const answered = factorsOf(snapshot);
	const named = answered.filter((factor) => head.factors.includes(factor));
	const all = named.length > 0 ? named : answered;
	const chosen = all.slice(0, mostTasks).map(
		(number) =>
			profile?.levels.find((one) => one.number === number) ?? {
				...{ factor: '', number, score: null, reason: null },
				level: 'unknown' as const
			}
	);
	const aims = draft?.content ?? {
		goal: goalOf(
			chosen.map(({ number }) => number),
			yearsText(head.period)
		),
		tasks: chosen.map(({ number }) => ({ factor: number, text: taskOf(number) })),
		indicators: indicatorsOf(chosen, profile?.year ?? null, results)
	};
	return {
		head,
		factors: all.map((number) => ({
			number,
			measures: snapshot.measures.filter(({ factors }) => factors.includes(number)).length
		})),
		fromDraft: draft !== null,
		programme: {
			school: snapshot.owner,
			snapshot,
			goal: aims.goal,
			tasks: aims.tasks,
			indicators: aims.indicators,
			levels: profile?.levels ?? null,
			results
		}
	};
}

/** The mid-term programme, or the one against a factor that the roadmap answers. */
export async function openProgrammePaper(
	actor: Actor,
	roadmapId: string,
	factor: number | null
): Promise<OfficialDocument> {
	const { programme, factors } = await openProgrammes(actor, roadmapId);
	if (factor === null) return midTermPaper(programme);
	if (!factors.some(({ number }) => number === factor)) throw new NotFound('not_found');
	return antiRiskPaper(programme, factor);
}
