/** What a person can do to an occurrence now. Pure; the doors ask again when it is done. */
import type { PlainDate } from '../../calendar/term.ts';
import type { Occurrence } from './model.ts';

export type Act =
	'verify' | 'report' | 'amend' | 'begin' | 'date' | 'not-done' | 'cancel' | 'reopen';

/** Who looks, as far as acts depend on it. */
export interface Hand {
	/** Reports there by role. */
	byRole: boolean;
	/** Is responsible for the measure. */
	own: boolean;
	/** Wrote the report that the occurrence stands by. */
	wrote: boolean;
	/** Verifies there, and this report is not his own of a school. */
	verifies: boolean;
	/** The roadmap is closed or withdrawn: nothing is done there any more. */
	shut: boolean;
}

const unfinished = ['open', 'begun', 'returned'];

/** In the order in which a page offers them. */
export function actsOn(
	{ kind, stage }: Occurrence,
	{ byRole, own, wrote, verifies, shut }: Hand
): Act[] {
	const toVerify: Act[] = verifies && !shut && stage === 'reported' ? ['verify'] : [];
	if (shut || !(byRole || own)) return toVerify;
	const acts: [Act, boolean][] = [
		['amend', wrote && (stage === 'reported' || stage === 'returned')],
		['report', ['open', 'begun', 'not-done'].includes(stage) || (stage === 'returned' && !wrote)],
		['begin', stage === 'open'],
		['date', (kind === 'undated' || kind === 'added') && unfinished.includes(stage)],
		['not-done', unfinished.includes(stage)],
		['cancel', byRole && (unfinished.includes(stage) || stage === 'not-done')],
		['reopen', stage === 'begun' || stage === 'not-done' || (stage === 'cancelled' && byRole)]
	];
	return [...toVerify, ...acts.flatMap(([act, can]) => (can ? [act] : []))];
}

/** Beyond so many occurrences a page folds away what is to come and what is over. */
const FOLD_FROM = 7;

export interface Grouped<T> {
	/** What asks for somebody, and the next one to come. */
	now: T[];
	next: T[];
	over: T[];
}

/** Occurrences in order of days, as a page folds them. */
export function groupOccurrences<T extends Pick<Occurrence, 'stage' | 'from'>>(
	occurrences: readonly T[],
	today: PlainDate
): Grouped<T> {
	if (occurrences.length < FOLD_FROM) return { now: [...occurrences], next: [], over: [] };
	const isOver = ({ stage }: T) => ['verified', 'not-done', 'cancelled'].includes(stage);
	const isNext = ({ stage, from }: T) => stage === 'open' && from !== null && from > today;
	const coming = occurrences.filter(isNext);
	return {
		now: occurrences.filter((one) => !isOver(one) && (!isNext(one) || one === coming[0])),
		next: coming.slice(1),
		over: occurrences.filter(isOver)
	};
}
