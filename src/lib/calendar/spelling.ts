import { FORGIVEN_FORMS, LEXICON, REAL_WORDS } from './lexicon.ts';
import type { Word } from './lexicon.ts';

/** Latin, Greek, Ukrainian letters and digits that look like Cyrillic ones, in lower case. */
const LOOK_ALIKES: Record<string, string> = {
	a: 'а',
	b: 'в',
	c: 'с',
	e: 'е',
	h: 'н',
	k: 'к',
	m: 'м',
	n: 'п',
	o: 'о',
	p: 'р',
	r: 'г',
	t: 'т',
	u: 'и',
	x: 'х',
	y: 'у',
	i: 'і',
	l: 'л',
	g: 'д',
	'0': 'о',
	'3': 'з',
	α: 'а',
	ε: 'е',
	ο: 'о',
	ρ: 'р',
	τ: 'т',
	κ: 'к',
	ν: 'у',
	χ: 'х',
	і: 'и',
	ї: 'и',
	є: 'е'
};

/** The same word with Cyrillic letters only, where its foreign letters look like Cyrillic ones. */
export function inCyrillic(word: string): string {
	if (/^[а-я]+$/.test(word) || word === 'і') return word;
	return Array.from(word, (letter) => LOOK_ALIKES[letter] ?? letter).join('');
}

const ROMAN: Record<string, number> = {
	i: 1,
	ii: 2,
	iii: 3,
	iv: 4,
	v: 5,
	vi: 6,
	vii: 7,
	viii: 8,
	ix: 9,
	x: 10,
	xi: 11,
	xii: 12,
	iiii: 4
};

/** Letters that stand for Roman digits, also those of a Cyrillic keyboard («ІУ», «Х», «ш», «п»). */
const ROMAN_LETTERS: Record<string, string> = {
	і: 'i',
	ι: 'i',
	l: 'i',
	у: 'v',
	y: 'v',
	ν: 'v',
	х: 'x',
	п: 'ii',
	ш: 'iii',
	'1': 'i'
};

/** The letters above and the real ones, as many as in «VIII». */
const ROMAN_SHAPE = /^[ivxlіιуyνхпш1]{1,4}$/;

/** Value of a Roman number written with any look-alikes, or null. */
export function romanValue(word: string): number | null {
	if (!ROMAN_SHAPE.test(word)) return null;
	const latin = Array.from(word, (letter) => ROMAN_LETTERS[letter] ?? letter).join('');
	return ROMAN[latin] ?? null;
}

/** The furthest a misspelt word of this length may lie from the form it is taken for. */
function allowance(length: number): number {
	if (length >= 8) return 2;
	return length >= 4 ? 1 : 0;
}

const formsByLength = new Map<number, string[]>();
for (const form of FORGIVEN_FORMS) {
	formsByLength.set(form.length, [...(formsByLength.get(form.length) ?? []), form]);
}

/** Known words by spelling; holds the last misspelt ones too, as tables repeat their mistakes. */
const remembered = new Map<string, Word | null>();
const REMEMBERED_AT_MOST = 2000;

/**
 * The known word that a misspelt one stands for, or null. It must begin alike (or lack or swap its
 * first letter), and no other word may be as near: a different word is never taken for a month.
 */
export function forgive(word: string): Word | null {
	if (word.length < 4 || word.length > 20 || REAL_WORDS.has(word)) return null;
	const known = remembered.get(word);
	if (known !== undefined) return known;
	const found = nearest(word);
	if (remembered.size >= REMEMBERED_AT_MOST) remembered.clear();
	remembered.set(word, found);
	return found;
}

function nearest(word: string): Word | null {
	let best = Infinity;
	let found: Word | null = null;
	let tied = false;
	for (let length = word.length - 2; length <= word.length + 2; length++) {
		const most = allowance(Math.max(length, word.length));
		for (const form of formsByLength.get(length) ?? []) {
			if (!beginsAlike(word, form)) continue;
			const distance = editDistance(word, form, Math.min(most, best));
			if (distance > most || distance > best) continue;
			const meaning = LEXICON.get(form)!;
			if (distance < best) {
				best = distance;
				found = meaning;
				tied = false;
			} else if (found && (found.class !== meaning.class || found.value !== meaning.value)) {
				tied = true;
			}
		}
	}
	return tied ? null : found;
}

function beginsAlike(word: string, form: string): boolean {
	if (word[0] === form[0]) return word.length > 5 || word[1] === form[1] || word[2] === form[1];
	return word === form.slice(1) || (word[0] === form[1] && word[1] === form[0]);
}

/**
 * Insertions, losses, changes and swaps of neighbours between two words (optimal string
 * alignment). Anything above `most` comes back as `most + 1`.
 */
export function editDistance(a: string, b: string, most: number): number {
	if (Math.abs(a.length - b.length) > most) return most + 1;
	let beforeLast: number[] = [];
	let last = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		let least = i;
		for (let j = 1; j <= b.length; j++) {
			const change = a[i - 1] === b[j - 1] ? 0 : 1;
			let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + change);
			const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			if (swapped) cost = Math.min(cost, beforeLast[j - 2]! + 1);
			row.push(cost);
			least = Math.min(least, cost);
		}
		if (least > most) return most + 1;
		beforeLast = last;
		last = row;
	}
	return Math.min(last[b.length]!, most + 1);
}
