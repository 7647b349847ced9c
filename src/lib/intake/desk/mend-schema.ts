/** Corrections as they come from a form: nothing else is taken. */

import { z } from 'zod';
import type { Mend } from './mend.ts';

const key = z.string().min(1).max(200);
const text = z.string().max(20_000);
const line = z.string().trim().max(2_000);
const day = z.iso.date();
const period = z
	.object({ from: day, to: day })
	.refine(({ from, to }) => from <= to, { error: 'backwards' });
const role = z
	.string()
	.regex(
		/^(?:number|text|term|begin|end|responsible|result|section|notes|ignore|(?:lane|month|quarter|year):\d{1,4})$/
	);

const fields = z.strictObject({
	number: line.nullable().optional(),
	text: text.optional(),
	term: line.optional(),
	dates: z.array(period).min(1).max(400).nullable().optional(),
	repeats: z
		.string()
		.regex(/^(?:daily|weekly|monthly|quarterly|half-yearly|yearly|every-\d{1,2}-weeks)$/)
		.optional(),
	responsible: z.array(line.min(1)).max(60).optional(),
	result: text.nullable().optional(),
	notes: text.nullable().optional(),
	lane: line.nullable().optional()
});

const head = z.strictObject({
	title: line.nullable().optional(),
	level: z.enum(['region', 'municipality', 'school']).nullable().optional(),
	ownerId: z.uuid().nullable().optional(),
	period: period.nullable().optional(),
	yearKind: z.enum(['calendar', 'school']).nullable().optional(),
	documentDate: day.nullable().optional(),
	documentNumber: line.nullable().optional(),
	issuer: line.nullable().optional(),
	signatoryPost: line.nullable().optional(),
	signatoryName: line.nullable().optional()
});

const depth = z.int().min(1).max(6);

const schema = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('set'), key, fields }),
	z.strictObject({ kind: z.literal('join'), key, other: key }),
	z.strictObject({
		kind: z.literal('split'),
		key,
		newKey: key,
		first: text,
		second: text,
		repeat: z.boolean()
	}),
	z.strictObject({ kind: z.literal('remove'), key }),
	z.strictObject({ kind: z.literal('restore'), key }),
	z.strictObject({ kind: z.literal('add'), after: key.nullable(), newKey: key, text }),
	z.strictObject({
		kind: z.literal('heading'),
		after: key.nullable(),
		newKey: key,
		title: line,
		depth
	}),
	z.strictObject({ kind: z.literal('to-section'), key, depth }),
	z.strictObject({ kind: z.literal('to-measure'), key }),
	z.strictObject({
		kind: z.literal('section'),
		key,
		title: line.min(1).optional(),
		depth: depth.optional()
	}),
	z.strictObject({
		kind: z.literal('place'),
		cell: key,
		key,
		field: z.enum(['text', 'term', 'responsible', 'result', 'notes'])
	}),
	z.strictObject({ kind: z.literal('place-new'), cell: key, after: key.nullable(), newKey: key }),
	z.strictObject({ kind: z.literal('dismiss'), cell: key }),
	z.strictObject({
		kind: z.literal('settle'),
		doubts: z.array(z.string().max(400)).min(1).max(2_000)
	}),
	z.strictObject({ kind: z.literal('renumber'), key, by: z.int().min(-1000).max(1000) }),
	z.strictObject({ kind: z.literal('party'), from: line.min(1), to: line.min(1) }),
	z.strictObject({ kind: z.literal('head'), head }),
	z.strictObject({
		kind: z.literal('columns'),
		table: z.int().min(1),
		roles: z.array(role).max(256)
	})
]);

/** A correction of unknown origin, or null where it is none. */
export function parseMend(value: unknown): Mend | null {
	const parsed = schema.safeParse(value);
	return parsed.success ? (parsed.data as Mend) : null;
}
