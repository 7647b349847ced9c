/** Adding reports up. Pure. */
import { shareOf } from '../progress.ts';
import type { Figures } from './model.ts';

export const figureNames = [
	'planned',
	'done',
	'doneLate',
	'waiting',
	'returned',
	'late',
	'notDone',
	'doneAhead',
	'underWay',
	'undated',
	'cancelled',
	'dueDone',
	'due',
	'allDone',
	'all'
] as const satisfies readonly (keyof Figures)[];

export function sumFigures(given: readonly Figures[]): Figures {
	return Object.fromEntries(
		figureNames.map((name) => [name, given.reduce((sum, each) => sum + (each[name] ?? 0), 0)])
	) as Record<(typeof figureNames)[number], number>;
}

/** Whole per cent of measures carried out of those that were due; null where nothing was. */
export function dueShare({ dueDone, due }: Pick<Figures, 'dueDone' | 'due'>): number | null {
	const share = shareOf(dueDone, due);
	return share === null ? null : Math.round(100 * share);
}
