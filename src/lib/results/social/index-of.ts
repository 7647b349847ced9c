/** The index of a school's social conditions: shares of pupils, weighed as data say. Pure. */
import { z } from 'zod';
import given from '../data/social-index.json' with { type: 'json' };

const text = z.strictObject({ ru: z.string().min(1), en: z.string().min(1) });
const indexSchema = z.strictObject({
	version: z.int().positive(),
	name: text,
	source: z.strictObject({
		text: z.string().min(1),
		certainty: z.enum(['official', 'press', 'own'])
	}),
	factors: z
		.array(
			z.strictObject({
				code: z.string().regex(/^[a-z-]+$/),
				name: text,
				weight: z.number().positive(),
				/** More of them means better conditions. */
				isGood: z.boolean()
			})
		)
		.min(1)
});
export type SocialIndex = z.output<typeof indexSchema>;
/** The shipped index. */
export const socialIndex: SocialIndex = indexSchema.parse(given);

/** Shares of pupils by the factor's code, in per cent. */
export type SocialShares = Record<string, number>;

/** From 0, the hardest conditions, to 100; null where a factor is not known. */
export function indexOf(shares: SocialShares, by: SocialIndex = socialIndex): number | null {
	let sum = 0;
	let weights = 0;
	for (const { code, weight, isGood } of by.factors) {
		const share = shares[code];
		if (share === undefined) return null;
		sum += weight * (isGood ? share : 100 - share);
		weights += weight;
	}
	return sum / weights;
}

/** What a form tells; else the message code of each bad field. */
export function readShares(
	form: Partial<Record<string, string>>,
	by: SocialIndex = socialIndex
): { shares: SocialShares } | { errors: Record<string, string> } {
	const shares: SocialShares = {};
	const errors: Record<string, string> = {};
	for (const { code } of by.factors) {
		const written = (form[code] ?? '').trim().replace(',', '.');
		const value = /^\d{1,3}(\.\d{1,2})?$/.test(written) ? Number(written) : NaN;
		if (value >= 0 && value <= 100) shares[code] = value;
		else errors[code] = 'social_error_share';
	}
	return Object.keys(errors).length > 0 ? { errors } : { shares };
}
