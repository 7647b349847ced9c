/** Rule sets: by which results a school is said to need support. They are data, shipped or own. */

import { z } from 'zod';
import rules2020 from './data/rule-sets/847-2020.json' with { type: 'json' };
import rules2025 from './data/rule-sets/2025.json' with { type: 'json' };

/**
 * `many`: low results in at least `minLowProcedures` procedures of the year.
 * `repeated`: a low result in one and the same procedure in `consecutiveYears` years running.
 */
const condition = z.enum(['many', 'repeated']);
const combination = z
	.strictObject({ all: z.array(condition).min(1) })
	.or(z.strictObject({ any: z.array(condition).min(1) }));

const ruleSetSchema = z.strictObject({
	id: z.string().trim().min(1).max(60),
	version: z.int().positive(),
	name: z.strictObject({ ru: z.string().min(1), en: z.string().min(1) }),
	issuer: z.string().min(1),
	/** `official`: the act itself was read; `press`: retold by the press; else general knowledge. */
	source: z.strictObject({
		text: z.string().min(1),
		date: z.iso.date().nullable(),
		certainty: z.enum(['official', 'press', 'general-knowledge', 'own'])
	}),
	/** A result is low from this share of participants on; a fraction, so that nothing is rounded. */
	lowShare: z
		.strictObject({
			numerator: z.int().positive().max(10_000),
			denominator: z.int().positive().max(10_000)
		})
		.refine(({ numerator, denominator }) => numerator <= denominator),
	minLowProcedures: z.int().positive(),
	consecutiveYears: z.int().min(2).max(10),
	lowResults: combination,
	atRisk: combination.nullable(),
	/** A result of fewer participants is not evaluated; null where the rule names no number. */
	minParticipants: z.int().positive().nullable(),
	/** Whether the conditions are asked for each level of education (`level` of a result) apart. */
	perLevel: z.boolean(),
	/** Kinds of schools (`kind` of a school) that the rule leaves out. */
	excludedKinds: z.array(z.string().min(1)),
	/** Procedures that count as one, their participants added up: base and profile, say. */
	countAsOne: z.array(
		z.strictObject({ name: z.string().min(1), procedures: z.array(z.string().min(1)).min(2) })
	)
});

export type Condition = z.output<typeof condition>;
export type Combination = z.output<typeof combination>;
export type RuleSet = z.output<typeof ruleSetSchema>;

const shipped = new Map(
	[rules2020, rules2025].map((rules) => {
		const parsed = ruleSetSchema.parse(rules);
		return [parsed.id, parsed];
	})
);

/** Names of the rule sets that Opora brings. */
export const shippedRuleSets: readonly string[] = [...shipped.keys()];

/** A shipped rule set, or null where there is none of this name. */
export function shippedRules(id: string): RuleSet | null {
	return shipped.get(id) ?? null;
}

/** An own rule set from JSON; else what is wrong with it, each with the field's path. */
export function readRules(value: unknown): { rules: RuleSet } | { problems: string[] } {
	const parsed = ruleSetSchema.safeParse(value);
	if (parsed.success) return { rules: parsed.data };
	return {
		problems: parsed.error.issues.map(({ path, message }) => `${path.join('.') || '.'}: ${message}`)
	};
}
