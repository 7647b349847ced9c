/** The schools of a place by the names that lists and tables give them. Pure. */

export interface KnownSchool {
	id: string;
	code: string | null;
	name: string;
	shortName: string;
}

/** Schools that are offered for a name that none is sure for. */
const mostLikely = 5;

/** Finds a school by code, short or full name, where only one is meant. */
export function schoolFinder(known: readonly KnownSchool[]): (written: string) => string | null {
	const ids = new Map<string, Set<string>>();
	for (const { id, code, name, shortName } of known)
		for (const key of [code ?? '', name, shortName])
			if (key !== '') ids.set(fold(key), (ids.get(fold(key)) ?? new Set()).add(id));
	return (written) => {
		const found = ids.get(fold(written));
		return found?.size === 1 ? [...found][0]! : null;
	};
}

/** Schools whose names share beginnings of words with `written`, the likeliest first. */
export function likelySchools(known: readonly KnownSchool[], written: string): string[] {
	const words = beginnings(written);
	return known
		.map(({ id, name, shortName }) => {
			const own = new Set([...beginnings(name), ...beginnings(shortName)]);
			return { id, shared: words.filter((word) => own.has(word)).length };
		})
		.filter(({ shared }) => shared > 0)
		.sort((a, b) => b.shared - a.shared)
		.slice(0, mostLikely)
		.map(({ id }) => id);
}

/** Case, ё and quotes are written in many ways. */
export function fold(text: string): string {
	return text
		.toLowerCase()
		.replaceAll('ё', 'е')
		.replace(/[«»"“”„\s]+/g, ' ')
		.trim();
}

/** «Песчанская» and «Песчанской» begin alike; kinds of schools tell nothing. */
function beginnings(text: string): string[] {
	return fold(text)
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '' && !/^(?:[мгкб]{0,3}оу|[соснш]{2,3}|школ\p{L}*)$/u.test(word))
		.map((word) => word.slice(0, 6));
}
