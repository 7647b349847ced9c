/**
 * The dictionaries of what hinders a school: the 17 deficits of the programme's form, and the risk
 * factors of «500+» beside them. Data with a source and a version, not an enum: factors change by
 * year. Pure.
 */
import { z } from 'zod';
import deficitsData from './data/deficits.json' with { type: 'json' };
import year2021 from './data/500-plus-2021.json' with { type: 'json' };
import year2022 from './data/500-plus-2022.json' with { type: 'json' };

const text = z.string().trim().min(1);
const bothLanguages = z.strictObject({ ru: text, en: text });
const head = {
	id: z.string().regex(/^[a-z0-9-]+$/),
	/** Raised whenever wording or content of the file changes. */
	version: z.int().positive(),
	title: bothLanguages,
	source: z.strictObject({ text, certainty: z.enum(['document', 'general-knowledge']) })
};
const code = z.string().regex(/^[A-Z_]+$/);

const deficitSchema = z.strictObject({
	/** 1 … 17, as papers name it: «Дефицит 3». */
	number: z.int().positive(),
	code,
	name: bothLanguages,
	/** What it is about, without a verdict: heads of columns. */
	short: bothLanguages,
	/** The form's own words, in full. */
	wording: text,
	/** What it looks like in a school, in plain words. */
	explanation: bothLanguages
});
const riskFactorSchema = z.strictObject({
	code,
	name: bothLanguages,
	/** Numbers of the deficits that it answers to. */
	deficits: z.array(z.int().positive()).min(1)
});

export type Deficit = z.output<typeof deficitSchema>;
export type RiskFactor = z.output<typeof riskFactorSchema>;

/** The dictionary that profiles, roadmaps and the library speak in. */
export const deficitDictionary = z
	.strictObject({ ...head, factors: z.array(deficitSchema).min(1) })
	.parse(deficitsData);

/** Other dictionaries, each factor with the deficits that it answers to. */
export const riskDictionaries = [year2021, year2022].map((given) =>
	z.strictObject({ ...head, factors: z.array(riskFactorSchema).min(1) }).parse(given)
);

export const deficits: readonly Deficit[] = deficitDictionary.factors;

/** What other dictionaries call the deficit, with the dictionary's title. */
export function alikeOf(
	number: number
): { factor: RiskFactor; dictionary: Deficit['name']; certainty: string }[] {
	return riskDictionaries.flatMap(({ factors, title, source }) =>
		factors
			.filter((factor) => factor.deficits.includes(number))
			.map((factor) => ({ factor, dictionary: title, certainty: source.certainty }))
	);
}
