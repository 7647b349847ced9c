/**
 * Which school a table, a list or an order means: pure. By its code, by what was confirmed before, then
 * by its name.
 */

export interface KnownSchool {
	id: string;
	code: string | null;
	name: string;
	shortName: string;
}

export interface WrittenSchool {
	/** Code or name, as the file writes it. */
	written: string;
	/** The name beside a code; '' where there is none. */
	name: string;
}

export interface Match {
	schoolId: string | null;
	how: 'code' | 'alias' | 'name' | null;
	/** Where nothing is sure: schools with a similar name, the likeliest first. */
	suggestions: string[];
}

const mostSuggestions = 5;
/** A word that so many schools have tells nothing, */
const commonWord = 400;
/** nor does a kind of school alone. */
const kinds: ReadonlySet<string> = new Set(['сош', 'оош', 'нош', 'школа']);
/** The least likeness of a suggestion, of one. */
const leastLikeness = 0.3;

const forms: [RegExp, string][] = [
	[/муниципальн\p{L}*|государственн\p{L}*|областн\p{L}*|автономн\p{L}*/gu, ' '],
	[/бюджетн\p{L}*|казенн\p{L}*|учреждени\p{L}*|организаци\p{L}*/gu, ' '],
	[/средн\p{L}+ общеобразовательн\p{L}+ школ\p{L}+|средн\p{L}+ школ\p{L}+/gu, ' сош '],
	[/основн\p{L}+ общеобразовательн\p{L}+ школ\p{L}+|основн\p{L}+ школ\p{L}+/gu, ' оош '],
	[/начальн\p{L}+ общеобразовательн\p{L}+ школ\p{L}+|начальн\p{L}+ школ\p{L}+/gu, ' нош '],
	[/общеобразовательн\p{L}*/gu, ' '],
	[/(?<!\p{L})[мг](?:б|к|а)?оу(?!\p{L})/gu, ' '],
	[/(?<!\p{L})сш(?!\p{L})/gu, ' сош '],
	[/(?<!\p{L})ош(?!\p{L})/gu, ' оош ']
];

/** A name without what is written in many ways: case, marks, ё, legal forms. */
export function foldName(text: string): string {
	let folded = text
		.toLowerCase()
		.replaceAll('ё', 'е')
		.replace(/[^\p{L}\p{N}]+/gu, ' ');
	for (const [pattern, short] of forms) folded = folded.replace(pattern, short);
	return folded.replace(/\s+/g, ' ').trim();
}

/** A code without what a spreadsheet does to it: blanks, zeros in front. */
export function foldCode(text: string): string {
	return text
		.replace(/[\s\u00a0]+/g, '')
		.replace(/^0+(?=\d)/, '')
		.toLowerCase();
}

/** By what an alias is kept: what the file writes, folded lightly. */
export function foldWritten({ written, name }: WrittenSchool): string {
	const text = name === '' ? written : `${written} ${name}`;
	return text.toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim();
}

/** Schools of a file for which similar names are sought: more are seldom a matter of names. */
const mostSought = 300;

/**
 * Finds each school of a file; `aliases` holds what persons confirmed, by `foldWritten`. Similar
 * names are sought for the first three hundred that nothing else tells.
 */
export function matchSchools(
	files: readonly WrittenSchool[],
	known: readonly KnownSchool[],
	aliases: ReadonlyMap<string, string>
): Match[] {
	let sought = 0;
	const ids = new Set(known.map(({ id }) => id));
	const byCode = groups(known, ({ code }) => (code === null ? [] : [foldCode(code)]));
	const byName = groups(known, ({ name, shortName }) => [
		...new Set([plain(name), plain(shortName)])
	]);
	let likeness: Likeness | null = null;
	const sure = (schoolId: string, how: Match['how']): Match => ({ schoolId, how, suggestions: [] });
	return files.map((school) => {
		const code = byCode.get(foldCode(school.written));
		if (code?.length === 1) return sure(code[0]!.id, 'code');
		const alias = aliases.get(foldWritten(school));
		if (alias !== undefined && ids.has(alias)) return sure(alias, 'alias');
		const text = school.name === '' ? school.written : school.name;
		const name = byName.get(plain(text));
		if (name?.length === 1 && (code === undefined || school.name === ''))
			return sure(name[0]!.id, 'name');
		const found = [...(code ?? []), ...(name ?? [])].map(({ id }) => id);
		if (sought++ < mostSought) found.push(...(likeness ??= new Likeness(known)).find(text));
		const suggestions = [...new Set(found)];
		return { schoolId: null, how: null, suggestions: suggestions.slice(0, mostSuggestions) };
	});
}

/** A name without case, ё, quotes and doubled blanks. */
export function plain(text: string): string {
	return text
		.toLowerCase()
		.replaceAll('ё', 'е')
		.replace(/[«»"“”„\s]+/g, ' ')
		.trim();
}

function groups<T>(all: readonly T[], keysOf: (one: T) => string[]): Map<string, T[]> {
	const found = new Map<string, T[]>();
	for (const one of all)
		for (const key of keysOf(one)) {
			const before = found.get(key);
			if (before) before.push(one);
			else found.set(key, [one]);
		}
	return found;
}

/** Schools by the words of their names; rare words weigh more, and numbers must not differ. */
class Likeness {
	#words = new Map<string, number[]>();
	#known: { id: string; words: Set<string>; weight: number }[];
	#count: number;

	constructor(known: readonly KnownSchool[]) {
		this.#count = known.length;
		const all = known.map(({ id, name, shortName }) => ({
			id,
			words: new Set([...wordsOf(shortName), ...wordsOf(name)])
		}));
		all.forEach(({ words }, at) => {
			for (const word of words) {
				const before = this.#words.get(word);
				if (before) before.push(at);
				else this.#words.set(word, [at]);
			}
		});
		this.#known = all.map(({ id, words }) => ({ id, words, weight: this.#weigh(words) }));
	}

	find(text: string): string[] {
		const words = wordsOf(text);
		const shared = new Map<number, number>();
		if ([...words].every((word) => kinds.has(word))) return [];
		for (const word of words) {
			const at = this.#words.get(word) ?? [];
			if (at.length > commonWord) continue;
			for (const one of at) shared.set(one, (shared.get(one) ?? 0) + this.#rarity(word));
		}
		const weight = this.#weigh(words);
		const numbers = numbersOf(words);
		return [...shared]
			.map(([at, common]) => {
				const school = this.#known[at]!;
				const own = numbersOf(school.words);
				const isOther = numbers.length > 0 && own.length > 0 && String(numbers) !== String(own);
				const likeness = common / (weight + school.weight - common);
				return { id: school.id, likeness: isOther ? 0 : likeness };
			})
			.filter(({ likeness }) => likeness >= leastLikeness)
			.sort((one, other) => other.likeness - one.likeness)
			.slice(0, mostSuggestions)
			.map(({ id }) => id);
	}

	#rarity(word: string): number {
		return Math.log(1 + this.#count / (this.#words.get(word)?.length ?? 1));
	}

	#weigh(words: ReadonlySet<string>): number {
		let sum = 0;
		for (const word of words) sum += this.#rarity(word);
		return sum || 1;
	}
}

/** Words by their first six letters: «Песчанская», «Песчанской». */
function wordsOf(text: string): Set<string> {
	return new Set(
		foldName(text)
			.split(' ')
			.filter((word) => word.length > 1 || /\d/.test(word))
			.map((word) => word.slice(0, 6))
	);
}

function numbersOf(words: ReadonlySet<string>): string[] {
	return [...words].filter((word) => /^\d+$/.test(word)).sort();
}
