/** Instruments of the diagnosis: questionnaires and forms of context data as readable, versioned data. */

import { z } from 'zod';
import { factors } from '../../roadmap/factors.ts';
import { problemsOf } from './whole.ts';

const code = z.string().regex(/^[a-z0-9][a-z0-9-]*$/);
const bilingual = z.strictObject({ ru: z.string().trim().min(1), en: z.string().trim().min(1) });

/** An answer speaks about a factor: more of what is asked raises its risk, or lowers it. */
const feed = z.strictObject({
	factor: z.enum(factors.map((factor) => factor.code)),
	weight: z.int().min(1).max(3),
	direction: z.enum(['raises', 'lowers'])
});
const feeds = z.array(feed);

/** Figures up to `from` are 0 of what is asked, figures from `to` on are 100, between them a straight line. */
const ramp = z
	.strictObject({ from: z.number(), to: z.number() })
	.refine(({ from, to }) => from < to, 'from must be below to');

const asked = {
	code,
	text: bilingual,
	hint: bilingual.optional(),
	/** Asked only of those who chose one of these options of an earlier item. */
	when: z.strictObject({ item: code, in: z.array(code).min(1) }).optional()
};
const option = z.strictObject({ code, text: bilingual });

const item = z.discriminatedUnion('kind', [
	z.strictObject({ ...asked, kind: z.literal('scale'), scale: code, feeds }),
	z.strictObject({
		...asked,
		kind: z.literal('single'),
		/** `value`: how much of what is asked the option means, 0–100; null where it says nothing. */
		options: z.array(option.extend({ value: z.number().min(0).max(100).nullable() })).min(2),
		feeds
	}),
	z.strictObject({
		...asked,
		kind: z.literal('several'),
		/** `alone`: «none of these»; cannot be chosen together with another. */
		options: z.array(option.extend({ alone: z.literal(true).optional() })).min(2),
		/** From how many chosen options to how many. */
		ramp,
		feeds
	}),
	z.strictObject({
		...asked,
		kind: z.literal('number'),
		min: z.number(),
		max: z.number(),
		/** Digits after the comma; a whole number without it. */
		decimals: z.int().min(1).max(4).optional(),
		unit: bilingual.optional(),
		/** Counts people: fewer than a smallest group of them are neither shown nor told apart. */
		people: z.literal(true).optional(),
		ramp: ramp.optional(),
		feeds
	}),
	z.strictObject({
		...asked,
		kind: z.literal('matrix'),
		scale: code,
		rows: z.array(option.extend({ feeds })).min(1)
	}),
	z.strictObject({
		...asked,
		kind: z.literal('text'),
		longest: z.int().positive().max(4000),
		feeds: z.array(feed).max(0)
	})
]);

/** Who answers; `class` and `school` are context data, `results` comes from the room of results. */
export const audiences = [
	'head',
	'teachers',
	'pupils',
	'parents',
	'school',
	'class',
	'results'
] as const;

const instrumentSchema = z
	.strictObject({
		id: code,
		version: z.int().positive(),
		audience: z.enum(audiences),
		/** Nobody may learn who answered what; small groups are not shown. */
		anonymous: z.boolean(),
		/** How long it is said to take; null where data are copied from papers. */
		minutes: z.int().positive().nullable(),
		name: bilingual,
		purpose: bilingual,
		/** Whether one must answer and what happens with the answers. */
		use: bilingual,
		/** Answers from least to most; `unsure` says nothing about the factor. */
		scales: z.record(
			code,
			z.strictObject({ options: z.array(option).min(2), unsure: bilingual.optional() })
		),
		sections: z
			.array(z.strictObject({ code, title: bilingual, items: z.array(item).min(1) }))
			.min(1),
		/** Shares worked out of figures: 100 × the sum of `part` / `whole`. */
		ratios: z.array(
			z.strictObject({
				code,
				text: bilingual,
				part: z.array(code).min(1),
				whole: code,
				/** The parts may be more than the whole: computers for pupils. */
				beyond: z.literal(true).optional(),
				ramp,
				feeds
			})
		)
	})
	.superRefine((instrument, context) => {
		for (const { path, message } of problemsOf(instrument))
			context.addIssue({ code: 'custom', path, message });
	});

export type Instrument = z.output<typeof instrumentSchema>;
export type Audience = (typeof audiences)[number];
export type Item = z.output<typeof item>;
export type ItemOf<Kind extends Item['kind']> = Extract<Item, { kind: Kind }>;
export type Feed = z.output<typeof feed>;
export type Ramp = z.output<typeof ramp>;
export type Scale = Instrument['scales'][string];

/** The answer of a scale that says nothing. */
export const unsure = 'unsure';

/** An instrument from JSON; else what is wrong with it, each with the field's path. */
export function readInstrument(
	value: unknown
): { instrument: Instrument } | { problems: string[] } {
	const parsed = instrumentSchema.safeParse(value);
	if (parsed.success) return { instrument: parsed.data };
	return {
		problems: parsed.error.issues.map(({ path, message }) => `${path.join('.') || '.'}: ${message}`)
	};
}

/** All items in the order in which they are asked. */
export function itemsOf(instrument: Pick<Instrument, 'sections'>): Item[] {
	return instrument.sections.flatMap(({ items }) => items);
}
