import type { ColumnRole } from '../draft.ts';
import type { Head } from './head-rows.ts';
import type { HeadGuess, HeadKind } from './heads.ts';
import type { Profile } from './profile.ts';

/** What every column of a measure table holds, and how sure that is. */
export interface Columns {
	roles: ColumnRole[];
	heads: string[];
	/** 0 … 1 by column. */
	confidence: number[];
	/** The lowest words of each head: a lane's own name. */
	names: string[];
	/** Year printed over a month column, where there is one. */
	years: (number | null)[];
}

/** Indices of the columns with this role. */
export function columnsOf(columns: Columns, role: ColumnRole): number[] {
	return columns.roles.flatMap((each, at) => (each === role ? [at] : []));
}

/** Whether any column has this role. */
export function hasRole(columns: Columns, role: ColumnRole): boolean {
	return columns.roles.includes(role);
}

/** Indices of the lane columns in order. */
export function laneColumns(columns: Columns): number[] {
	return columns.roles.flatMap((role, at) => (role.startsWith('lane:') ? [at] : []));
}

class Assignment {
	readonly roles: (ColumnRole | null)[];
	readonly confidence: number[];
	constructor(width: number) {
		this.roles = new Array<ColumnRole | null>(width).fill(null);
		this.confidence = new Array<number>(width).fill(0);
	}
	give(column: number, role: ColumnRole, confidence: number): void {
		this.roles[column] = role;
		this.confidence[column] = confidence;
	}
	free(column: number): boolean {
		return this.roles[column] === null;
	}
	has(role: ColumnRole): boolean {
		return this.roles.includes(role);
	}
}

/** Reads the columns by their heads, and by what stands in them where heads are silent. */
export function readColumns(head: Head | null, profiles: Profile[]): Columns {
	const assignment = new Assignment(profiles.length);
	const guesses = head?.guesses ?? profiles.map(() => []);
	if (head) {
		giveMonths(assignment, guesses, profiles);
		giveLanes(assignment, guesses, profiles);
		giveByHead(assignment, guesses, profiles);
	}
	giveByContent(assignment, guesses, profiles);
	giveRest(assignment, head, profiles);
	return {
		roles: assignment.roles.map((role) => role ?? 'ignore'),
		heads: head?.texts ?? profiles.map(() => ''),
		confidence: assignment.confidence,
		names: head?.names ?? profiles.map(() => ''),
		years: head?.years ?? profiles.map(() => null)
	};
}

function scoreOf(guesses: HeadGuess[], kind: HeadKind): number {
	return guesses.find((guess) => guess.kind === kind)?.score ?? 0;
}

const PERIOD_KINDS: HeadKind[] = ['month', 'quarter', 'year'];

function giveMonths(assignment: Assignment, guesses: HeadGuess[][], profiles: Profile[]): void {
	for (const kind of PERIOD_KINDS) {
		const columns = guesses.flatMap((all, at) => (all[0]?.kind === kind ? [at] : []));
		const needed = kind === 'month' ? 3 : 2;
		if (columns.length < needed) continue;
		const busy = columns.some((column) => profiles[column]!.length > 25);
		if (busy) continue;
		for (const column of columns) {
			const guess = guesses[column]![0]!;
			assignment.give(column, `${kind}:${guess.value!}` as ColumnRole, Math.max(0.85, guess.score));
		}
	}
}

/** Mean letters of cells that speak of measures where the head only hints at a lane. */
const WORDED = 30;
const WORDED_BESIDE_LANE = 15;

function giveLanes(assignment: Assignment, guesses: HeadGuess[][], profiles: Profile[]): void {
	const named = guesses.some((all) => scoreOf(all, 'lane') >= 0.6);
	const least = named ? WORDED_BESIDE_LANE : WORDED;
	const columns = guesses.flatMap((all, at) => (isLane(all, profiles[at]!, least) ? [at] : []));
	const text = Math.max(
		0,
		...guesses.map((all, at) => (columns.includes(at) ? 0 : scoreOf(all, 'text')))
	);
	if (columns.length < 2 || text >= 0.75) return;
	columns.forEach((column, at) =>
		assignment.give(column, `lane:${at}`, Math.max(0.8, scoreOf(guesses[column]!, 'lane')))
	);
}

function isLane(guesses: HeadGuess[], profile: Profile, least: number): boolean {
	const [best] = guesses;
	const score = scoreOf(guesses, 'lane');
	const other = best !== undefined && best.kind !== 'lane' && best.score >= 0.85 && score < 0.9;
	return !other && (score >= 0.6 || (score > 0 && profile.length > least));
}

/** Roles that one column may have, in the order in which they choose their column. */
const SINGLE: { kind: HeadKind; role: ColumnRole; least: number }[] = [
	{ kind: 'number', role: 'number', least: 0.5 },
	{ kind: 'text', role: 'text', least: 0.5 },
	{ kind: 'begin', role: 'begin', least: 0.65 },
	{ kind: 'end', role: 'end', least: 0.65 },
	{ kind: 'term', role: 'term', least: 0.5 },
	{ kind: 'result', role: 'result', least: 0.5 }
];

function giveByHead(assignment: Assignment, guesses: HeadGuess[][], profiles: Profile[]): void {
	giveResponsible(assignment, guesses);
	for (const { kind, role, least } of SINGLE) {
		if (role === 'text' && assignment.roles.some((given) => given?.startsWith('lane:'))) continue;
		const column = bestColumn(assignment, guesses, profiles, kind, least);
		if (column !== null) assignment.give(column, role, scoreOf(guesses[column]!, kind));
	}
	pairBeginAndEnd(assignment);
	giveSections(assignment, guesses, profiles);
	for (let column = 0; column < profiles.length; column++) {
		if (!assignment.free(column)) continue;
		const [best] = guesses[column]!;
		if (best?.kind === 'notes') assignment.give(column, 'notes', best.score);
	}
}

function giveResponsible(assignment: Assignment, guesses: HeadGuess[][]): void {
	const scores = guesses.map((all) => scoreOf(all, 'responsible'));
	const strongest = Math.max(0, ...scores);
	if (strongest < 0.5) return;
	scores.forEach((score, column) => {
		const first = guesses[column]![0]?.kind;
		const own = first === 'responsible' || first === 'who';
		if (assignment.free(column) && own && score >= Math.min(0.75, strongest)) {
			assignment.give(column, 'responsible', score);
		}
	});
}

function bestColumn(
	assignment: Assignment,
	guesses: HeadGuess[][],
	profiles: Profile[],
	kind: HeadKind,
	least: number
): number | null {
	let best: number | null = null;
	let bestScore = 0;
	profiles.forEach((profile, column) => {
		const score = scoreOf(guesses[column]!, kind);
		if (!assignment.free(column) || score < least) return;
		if (guesses[column]![0]!.score > score + 0.15) return;
		const weighed = score + support(kind, profile);
		if (weighed > bestScore) [best, bestScore] = [column, weighed];
	});
	return best;
}

/** How far the column's content speaks for a role that its head allows. */
function support(kind: HeadKind, profile: Profile): number {
	if (kind === 'text') return Math.min(profile.length, 80) / 400 + profile.action * 0.1;
	if (kind === 'term') return profile.term * 0.3;
	if (kind === 'number') return profile.number * 0.3;
	return profile.filled * 0.1;
}

/** A single begin or end column is simply the term. */
function pairBeginAndEnd(assignment: Assignment): void {
	const both = assignment.has('begin') && assignment.has('end');
	if (both) return;
	for (const lone of ['begin', 'end'] as const) {
		const column = assignment.roles.indexOf(lone);
		if (column < 0) continue;
		assignment.give(
			column,
			assignment.has('term') ? 'notes' : 'term',
			assignment.confidence[column]! * 0.9
		);
	}
}

function giveSections(assignment: Assignment, guesses: HeadGuess[][], profiles: Profile[]): void {
	const text = assignment.roles.indexOf('text');
	profiles.forEach((profile, column) => {
		if (!assignment.free(column)) return;
		const section = scoreOf(guesses[column]!, 'section');
		const alsoText = scoreOf(guesses[column]!, 'text');
		if (section < 0.4 && alsoText < 0.5) return;
		if (text < 0 && !assignment.roles.some((role) => role?.startsWith('lane:'))) {
			const onlyText = profile.merged < 0.2 && profile.length >= 15;
			if (onlyText) return assignment.give(column, 'text', 0.6);
		}
		const groups = profile.merged > 0 || profile.filled < 0.7 || profile.distinct < profile.count;
		if (section >= 0.4) assignment.give(column, 'section', groups ? section : section * 0.9);
		else assignment.give(column, column < text && groups ? 'section' : 'notes', 0.6);
	});
}

/** Fills the roles that no head gave from what stands in the free columns. */
function giveByContent(assignment: Assignment, guesses: HeadGuess[][], profiles: Profile[]): void {
	const free = (column: number) =>
		assignment.free(column) && !guesses[column]!.some((guess) => guess.score >= 0.6);
	const pick = (role: ColumnRole, score: (profile: Profile, column: number) => number) => {
		if (assignment.has(role)) return;
		let best = -1;
		let bestScore = 0;
		profiles.forEach((profile, column) => {
			if (!free(column) || profile.count === 0) return;
			const value = score(profile, column);
			if (value > bestScore) [best, bestScore] = [column, value];
		});
		if (best >= 0) assignment.give(best, role, Math.min(0.85, 0.4 + bestScore / 2));
	};
	const lanes = assignment.roles.some((role) => role?.startsWith('lane:'));
	const spans = assignment.roles.some(
		(role) => role !== null && /^(?:month|quarter|begin)/.test(role)
	);
	pick('number', (profile, column) =>
		column <= 1 && profile.number >= 0.6 && profile.length <= 8 ? profile.number : 0
	);
	if (!spans)
		pick('term', (profile) => (profile.term >= 0.5 && profile.length < 70 ? profile.term : 0));
	pick('responsible', (profile) =>
		profile.parties >= 0.5 && profile.length < 130 && profile.action < 0.5 ? profile.parties : 0
	);
	if (lanes) return;
	pick('text', (profile, column) =>
		profile.length >= 12 && profile.merged < 0.5
			? Math.min(profile.length, 100) / 200 + profile.action / 2 + (column <= 2 ? 0.1 : 0)
			: 0
	);
	const text = assignment.roles.indexOf('text');
	const headless = guesses.every((all) => all.length === 0);
	pick('result', (profile, column) =>
		column > text &&
		profile.length >= (headless ? 4 : 12) &&
		profile.number < 0.5 &&
		profile.marks < 0.3
			? 0.3 + profile.filled / 4
			: 0
	);
}

/** What is left: merged cells before the text are stages, other worded columns are notes. */
function giveRest(assignment: Assignment, head: Head | null, profiles: Profile[]): void {
	const text = assignment.roles.indexOf('text');
	profiles.forEach((profile, column) => {
		if (!assignment.free(column) || profile.count === 0) return;
		const stage = column < text && (profile.merged > 0.3 || profile.filled < 0.4);
		const headed = (head?.texts[column] ?? '') !== '';
		if (stage) assignment.give(column, 'section', 0.7);
		else assignment.give(column, headed ? 'notes' : 'ignore', 0.5);
	});
}
