/** Whose roadmap a document probably is, by its own words. */

import type { Level } from '../../roadmap/snapshot.ts';

export interface Candidate {
	id: string;
	shortName: string;
	kind: string;
}

const levels: Record<string, Level> = {
	region: 'region',
	'regional-operator': 'region',
	municipality: 'municipality',
	authority: 'municipality',
	'methodical-service': 'municipality'
};

/** The level of roadmap that an organisation of this kind has. */
export function levelOf(kind: string): Level {
	return levels[kind] ?? 'school';
}

/**
 * The one organisation whose name stands in the text in any case form («Нижнелуговской СОШ»), or
 * null where none or several do. `level` narrows the choice where the document says it.
 */
export function guessOwner(
	text: string,
	candidates: Candidate[],
	level: Level | null
): Candidate | null {
	const words = foldWords(text);
	const named = candidates.filter(
		({ shortName, kind }) =>
			(level === null || levelOf(kind) === level) && isNamed(foldWords(shortName), words)
	);
	if (named.length < 2) return named[0] ?? null;
	const own = named.filter(({ kind }) => kind === level);
	return own.length === 1 ? own[0]! : null;
}

/** Every word of the name stands in the text, by its beginning; numbers must be equal. */
function isNamed(name: string[], words: string[]): boolean {
	return (
		name.length > 0 &&
		name.every((part) => {
			if (part.length < 5) return words.includes(part) || !/^\d/.test(part);
			const stem = part.slice(0, Math.max(4, part.length - 3));
			return words.some((word) => word.startsWith(stem));
		}) &&
		name.some((part) => part.length >= 5)
	);
}

function foldWords(text: string): string[] {
	return (
		text
			.toLowerCase()
			.replaceAll('ё', 'е')
			.match(/[\p{L}\d]+/gu) ?? []
	);
}
