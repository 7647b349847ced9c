/** Which of the people that Opora knows may bear a written name. */
import type { FullName } from '../../people/names.ts';
import { fold, formsOf } from './declension.ts';
import type { WrittenName } from './names.ts';
import { nominativePost } from './titles.ts';

export interface KnownPerson extends FullName {
	id: string;
	post: string;
	organisationId: string;
	/** Short name of that organisation. */
	organisation: string;
	/**
	 * Works where the roadmap's people come from: its organisation and those under it, above it
	 * with their offices, or curates it. Of anybody else a name is only a guess.
	 */
	near: boolean;
}

export type NameReason =
	/** Surname, given name and patronymic stand in full. */
	| 'full-name'
	| 'initials'
	/** Some part of the name is not printed or not known. */
	| 'part-of-name'
	| 'declined'
	/** May be another person: «Громова И. И.» beside Громов Иван. */
	| 'maybe-declined'
	/** The person's given name is not known. */
	| 'surname-only'
	/** One of the two initials is another. */
	| 'other-initials'
	/** A letter of the surname is another. */
	| 'slip'
	/** The only one of this name, but works elsewhere. */
	| 'far'
	/** Several bear the name; this one works in the roadmap's organisation or has the post. */
	| 'nearest-of-several'
	| 'several-bear';

export interface Candidate {
	personId: string;
	/** 0 … 1; from `SURE` on nobody need be asked. */
	confidence: number;
	reason: NameReason;
}

/** Confidence from which a link is made without asking. */
export const SURE = 0.9;
const MAX_OTHERS = 5;

/** People who may be meant, the likeliest first. */
export function candidatesFor(
	name: WrittenName,
	known: readonly KnownPerson[],
	place: { ownerId: string; post: string }
): Candidate[] {
	const found = known
		.flatMap((person) => {
			const fit = fitOf(name, person);
			return fit ? [{ person, ...fit }] : [];
		})
		.sort((a, b) => b.confidence - a.confidence || a.person.id.localeCompare(b.person.id));
	const best = found[0];
	if (!best) return [];
	const level = best.confidence >= SURE ? SURE : best.confidence;
	const equals = found.filter(({ confidence }) => confidence >= level);
	const pool = equals.some(({ person }) => person.near)
		? equals.filter(({ person }) => person.near)
		: equals;
	const chosen = pool.length > 1 ? nearest(pool, place) : pool[0]!;
	const rank = (each: (typeof found)[number]): Candidate => {
		const { person, confidence, reason } = each;
		if (pool.length > 1 && pool.includes(each))
			return each === chosen
				? { personId: person.id, confidence: 0.8, reason: 'nearest-of-several' }
				: { personId: person.id, confidence: 0.5, reason: 'several-bear' };
		if (!person.near && confidence >= SURE)
			return { personId: person.id, confidence: each === chosen ? 0.7 : 0.4, reason: 'far' };
		return { personId: person.id, confidence, reason };
	};
	return found
		.map(rank)
		.sort((a, b) => b.confidence - a.confidence)
		.slice(0, MAX_OTHERS);
}

/** The only one who works in the roadmap's own organisation, or who has the printed post. */
function nearest<T extends { person: KnownPerson }>(
	pool: T[],
	place: { ownerId: string; post: string }
): T | null {
	const post = nominativePost(place.post);
	const withPost = post ? pool.filter(({ person }) => nominativePost(person.post) === post) : [];
	if (withPost.length === 1) return withPost[0]!;
	const own = pool.filter(({ person }) => person.organisationId === place.ownerId);
	return own.length === 1 ? own[0]! : null;
}

/** How well a person fits a written name, or null. */
export function fitOf(
	name: Pick<WrittenName, 'surname' | 'given' | 'patronymic'>,
	person: FullName
): { confidence: number; reason: NameReason } | null {
	const surname = fold(person.surname);
	// cheap, and asked of everybody that Opora knows; no form changes a name's first letters
	if (!surname.startsWith(name.surname.slice(0, 2))) return null;
	const given = partFit(name.given, person.given);
	const patronymic = partFit(name.patronymic, person.patronymic);
	if (given === 'no' && patronymic !== 'yes' && patronymic !== 'full') return null;
	if (patronymic === 'no' && given !== 'yes' && given !== 'full') return null;
	const contradicts = given === 'no' || patronymic === 'no';
	const exact = surname === name.surname;
	const declined = !exact && formsOf(surname).has(name.surname);
	if (!exact && !declined) {
		const agree = given !== 'unknown' && patronymic !== 'unknown' && !contradicts;
		return agree && isSlip(surname, name.surname) ? { confidence: 0.5, reason: 'slip' } : null;
	}
	if (contradicts) return { confidence: 0.45, reason: 'other-initials' };
	if (given === 'unknown') return { confidence: 0.6, reason: 'surname-only' };
	if (declined) {
		const told = given === 'full' && name.given !== fold(person.given);
		if (!told && isNominativeOfWoman(name.surname) && !isNominativeOfWoman(surname))
			return { confidence: 0.6, reason: 'maybe-declined' };
		return { confidence: 0.92, reason: 'declined' };
	}
	if (patronymic === 'unknown') return { confidence: 0.92, reason: 'part-of-name' };
	return given === 'full' && patronymic === 'full'
		? { confidence: 1, reason: 'full-name' }
		: { confidence: 0.97, reason: 'initials' };
}

/** Whether a printed part («Т», «татьяне») agrees with the known one; what is not said contradicts nothing. */
function partFit(printed: string, known: string): 'full' | 'yes' | 'no' | 'unknown' {
	const whole = fold(known);
	if (printed === '' || whole === '') return 'unknown';
	if (printed.length === 1 || whole.replace('.', '').length === 1)
		return whole[0] === printed[0] ? 'yes' : 'no';
	return formsOf(whole).has(printed) ? 'full' : 'no';
}

/** «Громова» is a woman's nominative before it is a man's genitive. */
function isNominativeOfWoman(surname: string): boolean {
	return /(?:ова|ева|ина|ына|ая)$/.test(surname);
}

/** One letter more, less, another, or two swapped. */
function isSlip(one: string, other: string): boolean {
	if (Math.min(one.length, other.length) < 5 || Math.abs(one.length - other.length) > 1)
		return false;
	let begin = 0;
	while (begin < one.length && one[begin] === other[begin]) begin++;
	const [a, b] = [one.slice(begin), other.slice(begin)];
	if (a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1)) return true;
	return a.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
}
