/** The catalogue of assessment procedures: what was held in a year, and what counts as low. */

import { z } from 'zod';
import year2019 from './data/procedures/2019.json' with { type: 'json' };
import year2020 from './data/procedures/2020.json' with { type: 'json' };
import year2021 from './data/procedures/2021.json' with { type: 'json' };
import year2022 from './data/procedures/2022.json' with { type: 'json' };
import year2023 from './data/procedures/2023.json' with { type: 'json' };
import year2024 from './data/procedures/2024.json' with { type: 'json' };
import year2025 from './data/procedures/2025.json' with { type: 'json' };
import year2026 from './data/procedures/2026.json' with { type: 'json' };

const procedureSchema = z.strictObject({
	/** The same in every year: `ege-math-base`. */
	code: z.string().regex(/^[a-z0-9-]+$/),
	name: z.string().min(1),
	exam: z.enum(['vpr', 'oge', 'ege', 'regional', 'diagnostic', 'niko']),
	/** `rus`, `math`, or the subject in words. */
	subject: z.string().min(1),
	grade: z.int().min(1).max(12).nullable(),
	variant: z.enum(['base', 'profile']).nullable(),
	/** Level of education: НОО, ООО, СОО. */
	level: z.enum(['НОО', 'ООО', 'СОО']),
	low: z.strictObject({
		/** A mark of two to five, or points of a hundred. */
		kind: z.enum(['mark-at-most', 'score-below']),
		value: z.int().positive()
	}),
	/** `own`: a region or municipality says so. */
	certainty: z.enum(['official', 'press', 'general-knowledge', 'own']),
	source: z.string().min(1)
});

const yearSchema = z.strictObject({
	year: z.int(),
	/** Day on which the sources were looked through. */
	compiled: z.iso.date(),
	notes: z.array(z.string().min(1)),
	procedures: z.array(procedureSchema)
});

export type Procedure = z.output<typeof procedureSchema>;
/** Finds the procedure that a text means, as held in a year. */
export type FindProcedure = (text: string, year: number) => Procedure | null;
export type ProcedureYear = z.output<typeof yearSchema>;

const catalogue = new Map(
	[year2019, year2020, year2021, year2022, year2023, year2024, year2025, year2026].map((year) => {
		const parsed = yearSchema.parse(year);
		return [parsed.year, parsed];
	})
);

/** Years that the shipped catalogue covers. */
export const catalogueYears: readonly number[] = [...catalogue.keys()];

/** The procedures of a year with their sources, or null where the catalogue has none. */
export function proceduresOf(year: number): ProcedureYear | null {
	return catalogue.get(year) ?? null;
}

/** The procedure that a text means («ЕГЭ по математике, профиль», `ege-rus`), as held in `year`. */
export function findProcedure(text: string, year: number): Procedure | null {
	const said = text.toLowerCase();
	const exam = wordIn(said, { vpr: /впр|vpr/, oge: /огэ|oge/, ege: /егэ|ege/ });
	const subject = wordIn(said, { rus: /русск|\brus/, math: /математ|\bmath/ });
	const variant = wordIn(said, { base: /баз|base/, profile: /проф|profile/ });
	const grade = exam === 'vpr' ? /(?:^|\D)(\d{1,2})(?:\D|$)/.exec(said)?.[1] : undefined;
	const found = catalogue.get(year)?.procedures.filter((one) => {
		const isGrade = exam !== 'vpr' || String(one.grade) === grade;
		return one.exam === exam && one.subject === subject && one.variant === variant && isGrade;
	});
	return found?.[0] ?? null;
}

/**
 * The same with the procedures that a place added, each of a year; an own one of a shipped code
 * stands for the shipped one. The first of two with the same code counts: the nearer place's.
 */
export function finderWith(own: readonly (Procedure & { year: number })[]): FindProcedure {
	const known = new Map<string, Procedure>();
	for (const one of own) {
		for (const key of [one.code, one.name]) {
			const place = `${one.year} ${fold(key)}`;
			if (!known.has(place)) known.set(place, one);
		}
	}
	return (text, year) => {
		const said = known.get(`${year} ${fold(text)}`);
		if (said) return said;
		const shipped = findProcedure(text, year);
		return shipped ? (known.get(`${year} ${fold(shipped.code)}`) ?? shipped) : null;
	};
}

function fold(text: string): string {
	return text
		.toLowerCase()
		.replaceAll('ё', 'е')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/** The one name whose pattern the text holds; null for none and for more than one. */
function wordIn<T extends string>(text: string, patterns: Record<T, RegExp>): T | null {
	const found = (Object.keys(patterns) as T[]).filter((name) => patterns[name].test(text));
	return found.length === 1 ? found[0]! : null;
}
