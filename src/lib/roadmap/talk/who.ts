/** Whom the names in a comment mean. Pure. */
import type { Question, Reader } from './model.ts';
import { sameLetters, type Named } from './text.ts';

/** The answer to a question that says: nobody. */
export const NOBODY = 'nobody';

export interface Meant {
	mentions: { personId: string; text: string }[];
	questions: Question[];
}

/**
 * Finds the reader whom each name means: the one it fits, or the one who was `chosen` for it (person
 * by name as written). What fits several readers or none comes back as a question; a choice of
 * somebody who was not among its readers is asked again.
 */
export function meantBy(
	names: readonly Named[],
	{ fitting, near }: { fitting: readonly Reader[]; near: readonly Reader[] },
	chosen: Readonly<Record<string, string>>
): Meant {
	const mentions = new Map<string, string>();
	const questions: Question[] = [];
	for (const name of names) {
		const fits = fitting.filter((reader) => isMeant(name, reader));
		const readers = fits.length > 0 ? fits : [...near];
		const choice = chosen[name.text];
		const one =
			readers.find(({ id }) => id === choice) ?? (fits.length === 1 ? fits[0] : undefined);
		if (one) mentions.set(one.id, mentions.get(one.id) ?? name.text);
		else if (choice !== NOBODY) questions.push({ text: name.text, fits: fits.length > 0, readers });
	}
	return { mentions: [...mentions].map(([personId, text]) => ({ personId, text })), questions };
}

function isMeant({ surname, initials }: Named, reader: Reader): boolean {
	const own = [reader.given, reader.patronymic].map((name) => sameLetters(name).slice(0, 1));
	return (
		sameLetters(reader.surname) === surname &&
		initials.every((letter, place) => own[place] === '' || own[place] === letter)
	);
}
