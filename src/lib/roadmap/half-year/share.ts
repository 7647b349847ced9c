import type { PlainDate } from '../../calendar/term.ts';
import type { Occurrence } from '../execution/model.ts';
import type { Figures } from './model.ts';

/**
 * Measures carried out of those that had something due by `day`, and of all (decision 11):
 * cancelled occurrences do not count, and only a verdict carries out.
 */
export function carriedOut(
	occurrences: readonly Occurrence[],
	day: PlainDate
): Pick<Figures, 'dueDone' | 'due' | 'allDone' | 'all'> {
	const counted = occurrences.filter(({ stage }) => stage !== 'cancelled');
	const count = (own: readonly Occurrence[]) => {
		const measures = [...Map.groupBy(own, ({ measureId }) => measureId).values()];
		const done = measures.filter((each) => each.every(({ stage }) => stage === 'verified'));
		return [done.length, measures.length] as const;
	};
	const [dueDone, due] = count(counted.filter(({ to }) => to !== null && to <= day));
	const [allDone, all] = count(counted);
	return { dueDone, due, allDone, all };
}
