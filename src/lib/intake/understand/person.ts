import { fold } from './words.ts';
import { beginsParty } from './content.ts';

/** A person's name as found in a text. */
export interface Person {
	start: number;
	end: number;
	/** As printed. */
	text: string;
	surname: string;
	/** Letters of the given name and patronymic, capital. */
	initials: string;
}

const SURNAME = '[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?';
const LAST = new RegExp(
	`(${SURNAME})\\s{0,2}([А-ЯЁ])\\s?\\.(?:\\s?([А-ЯЁ])(?:\\s?\\.(?:\\s?[-‑–]\\s?[А-ЯЁ]\\.)?|[-‑][А-ЯЁ]\\.|(?![А-Яа-яё.])))?`,
	'y'
);
const FIRST = new RegExp(`([А-ЯЁ])\\.\\s?(?:([А-ЯЁ])\\.\\s?)?(${SURNAME})`, 'y');
const PATRONYMIC = '[А-ЯЁ][а-яё]+(?:вн|вич|ичн|ьич|мич|кызы|оглы)(?:а|ы|е|у|ой|ем|ом)?';
const FULL = new RegExp(`(${SURNAME})\\s([А-ЯЁ][а-яё]+)\\s(${PATRONYMIC})(?![а-яё])`, 'y');

/** All names of people in a text: «Иванова И.И.», «И.И. Иванова», «Иванова Ирина Ивановна». */
export function findPersons(text: string): Person[] {
	const persons: Person[] = [];
	let at = 0;
	while (at < text.length) {
		const before = text[at - 1] ?? ' ';
		const person =
			/[А-ЯЁа-яё.]/.test(before) && at > (persons.at(-1)?.end ?? 0) ? null : personAt(text, at);
		if (person) {
			persons.push(person);
			at = person.end;
		} else at++;
	}
	return persons;
}

function personAt(text: string, at: number): Person | null {
	if (!/[А-ЯЁ]/.test(text[at]!)) return null;
	FULL.lastIndex = LAST.lastIndex = FIRST.lastIndex = at;
	const full = FULL.exec(text);
	if (full && !beginsParty(full[1]!)) {
		return toPerson(at, full[0], full[1]!, full[2]![0]! + full[3]![0]!);
	}
	const last = LAST.exec(text);
	if (last && !beginsParty(last[1]!) && last[1]!.length > 2) {
		return toPerson(at, last[0], last[1]!, last[2]! + (last[3] ?? ''));
	}
	const first = FIRST.exec(text);
	if (first && !beginsParty(first[3]!)) {
		return toPerson(at, first[0], first[3]!, first[1]! + (first[2] ?? ''));
	}
	return null;
}

function toPerson(start: number, text: string, surname: string, initials: string): Person {
	return { start, end: start + text.length, text, surname, initials };
}

/** Two spellings that are probably one person, as printed. */
interface SameName {
	one: string;
	other: string;
}

/**
 * Finds people who are probably one person spelled in two ways: other initials, a missing dot,
 * ё for е, a slip in the surname, a full name beside initials.
 */
export function sameNames(texts: string[]): SameName[] {
	const spellings = new Map<string, Person>();
	for (const text of texts) {
		for (const person of findPersons(text)) {
			const key = person.text.replace(/\s+/g, '');
			if (!spellings.has(key)) spellings.set(key, person);
		}
	}
	const all = [...spellings.values()].slice(0, MOST_PEOPLE);
	const same: SameName[] = [];
	all.forEach((one, at) => {
		for (const other of all.slice(at + 1)) {
			if (isSame(one, other)) same.push({ one: one.text, other: other.text });
		}
	});
	return same.slice(0, MOST_PAIRS);
}

/** A plan names dozens of people; beyond this comparing each with each helps nobody. */
const MOST_PEOPLE = 1_000;
const MOST_PAIRS = 50;

function isSame(one: Person, other: Person): boolean {
	const [a, b] = [fold(one.surname), fold(other.surname)];
	const first = one.initials[0] === other.initials[0];
	const second =
		one.initials.length < 2 || other.initials.length < 2 || one.initials[1] === other.initials[1];
	if (a === b) return first || (second && one.initials.length > 1 && other.initials.length > 1);
	if (!first || !second) return false;
	return isSlip(a, b);
}

/** One letter more, less, other or two swapped, or another case's ending. */
function isSlip(a: string, b: string): boolean {
	if (Math.abs(a.length - b.length) > 2) return false;
	let begin = 0;
	while (begin < a.length && a[begin] === b[begin]) begin++;
	let end = 0;
	while (
		end < Math.min(a.length, b.length) - begin &&
		a[a.length - 1 - end] === b[b.length - 1 - end]
	)
		end++;
	const left = a.length - begin - end;
	const right = b.length - begin - end;
	if (begin >= 4 && end === 0) return left <= 2 && right <= 3;
	if (a.length < 5) return false;
	return left <= 1 && right <= 1 ? true : left === 2 && right === 2 && a[begin] === b[begin + 1];
}
