/** The formula of the risk profile as data: weights of audiences, what is enough, cut-offs. */

import { z } from 'zod';
import { factors } from '../../roadmap/factors.ts';
import { audiences } from '../instruments/instrument.ts';
import shipped from './data/formula.json' with { type: 'json' };

const levels = z
	.strictObject({ medium: z.number().min(0).max(100), high: z.number().min(0).max(100) })
	.refine(({ medium, high }) => medium < high, 'medium must be below high');

const formulaSchema = z.strictObject({
	id: z.string().regex(/^[a-z][a-z0-9-]*$/),
	version: z.int().positive(),
	source: z.strictObject({ text: z.string().min(1), certainty: z.enum(['official', 'own']) }),
	audienceWeights: z.record(z.enum(audiences), z.number().positive()),
	/** Answers of fewer people are not used and not shown. */
	smallestGroup: z.int().min(3),
	/** A score needs this many audiences and this part of the weight that could speak (0–1). */
	enough: z.strictObject({
		audiences: z.int().positive(),
		coverage: z.number().min(0).max(1)
	}),
	/** From which score on a risk is medium, and high. */
	levels,
	levelsByFactor: z.partialRecord(z.enum(factors.map(({ code }) => code)), levels),
	/** Audiences this many points apart are said to disagree. */
	disagreement: z.number().positive()
});

export type Formula = z.output<typeof formulaSchema>;

/** The shipped formula. */
export const shippedFormula: Formula = formulaSchema.parse(shipped);

/** A formula from JSON; else what is wrong with it, each with the field's path. */
export function readFormula(value: unknown): { formula: Formula } | { problems: string[] } {
	const parsed = formulaSchema.safeParse(value);
	if (parsed.success) return { formula: parsed.data };
	return {
		problems: parsed.error.issues.map(({ path, message }) => `${path.join('.') || '.'}: ${message}`)
	};
}
