/** What a kept draft holds, and how its form is read. Pure. */
import { z } from 'zod';
import { Invalid } from '../../platform/errors.ts';
import { longest, splitParties } from '../../roadmap/fields.ts';
import { readTerm } from '../../calendar/calendar.ts';
import type { Window } from '../../calendar/term.ts';
import { libraryLevels } from '../library/measures.ts';

const line = z.string().max(longest.line);
const block = z.string().max(longest.text);

const measureSchema = z.object({
	/** Once in a draft; in the names of its form's fields. */
	key: z.string().regex(/^[\w-]{1,60}$/),
	/** The library's entry it came from. */
	library: z.string().max(60),
	lane: z.enum(libraryLevels),
	/** The factor it stands under, and all that it answers. */
	factor: z.int(),
	factors: z.array(z.int()).max(17),
	text: block,
	term: line,
	responsible: z.array(line).max(longest.parties),
	result: block,
	evidence: z.array(z.string()),
	keep: z.boolean(),
	/** Why it is here and why then. */
	level: z.enum(['high', 'medium', 'low', 'unknown']),
	score: z.number().nullable(),
	reasons: z.array(z.enum(['typical', 'moved', 'after', 'load', 'holidays', 'tight', 'before'])),
	/** Keys of those in this draft that come first. */
	after: z.array(z.string()),
	/** Text of the measure that cannot do without it. */
	neededFor: z.string().nullable(),
	/** The role whose work was handed on. */
	instead: z.string().nullable(),
	/** Of a municipality's draft: in which row of lanes, and the schools' measures it serves. */
	row: z.int().nullable(),
	serves: z.array(z.object({ id: z.uuid(), school: z.string() })),
	/** Short names of the schools that need it. */
	schools: z.array(z.string())
});
export type DraftMeasure = z.output<typeof measureSchema>;

export const contentSchema = z.object({
	title: line,
	goal: block,
	tasks: z.array(z.object({ factor: z.int(), text: block })).max(17),
	indicators: z
		.array(z.object({ factor: z.int().nullable(), name: block, baseline: line, target: line }))
		.max(80),
	measures: z.array(measureSchema).max(300),
	/** The profile that it was made from. */
	profile: z.object({ id: z.uuid(), year: z.int(), version: z.int() }).nullable()
});
export type DraftContent = z.output<typeof contentSchema>;

/** What a form sent: every field as text. */
export type DraftForm = Record<string, string>;

/** The draft as its form says; fields that were not sent stay. What is wrong is told by `problemsOf`. */
export function withForm(content: DraftContent, form: DraftForm): DraftContent {
	const sent = (name: string, stored: string, most: number): string =>
		(form[name] ?? stored).replaceAll('\r\n', '\n').trim().slice(0, most);
	return {
		...content,
		title: sent('title', content.title, longest.line),
		goal: sent('goal', content.goal, longest.text),
		tasks: content.tasks.map(({ factor, text }) => ({
			factor,
			text: sent(`task.${factor}`, text, longest.text)
		})),
		indicators: content.indicators.map((one, i) => ({
			...one,
			name: sent(`indicator.${i}`, one.name, longest.text),
			baseline: sent(`baseline.${i}`, one.baseline, longest.line),
			target: sent(`target.${i}`, one.target, longest.line)
		})),
		measures: content.measures.map((one) => {
			const isSent = form[`text.${one.key}`] !== undefined;
			return {
				...one,
				// an unchecked box sends nothing
				keep: isSent ? form[`keep.${one.key}`] !== undefined : one.keep,
				text: sent(`text.${one.key}`, one.text, longest.text),
				term: sent(`term.${one.key}`, one.term, longest.line).replace(/\s*\n\s*/g, ' '),
				result: sent(`result.${one.key}`, one.result, longest.text),
				responsible: isSent
					? splitParties(form[`responsible.${one.key}`] ?? '').slice(0, longest.parties)
					: one.responsible
			};
		})
	};
}

/** The message code of each field that keeps the draft from becoming a roadmap. */
export function problemsOf(content: DraftContent, plan: Window): Record<string, string> {
	const wrong: Record<string, string> = {};
	if (content.title === '') wrong.title = 'draft_error_title';
	if (content.goal === '') wrong.goal = 'draft_error_goal';
	const kept = content.measures.filter(({ keep }) => keep);
	if (kept.length === 0) wrong.measures = 'draft_error_none';
	for (const { key, text, term, responsible } of kept) {
		if (text === '') wrong[`text.${key}`] = 'draft_error_text';
		if (responsible.length === 0) wrong[`responsible.${key}`] = 'draft_error_responsible';
		if (responsible.some((party) => party.length > longest.line))
			wrong[`responsible.${key}`] = 'error_too_long';
		if (readTerm(term, { plan }).kind === 'unknown') wrong[`term.${key}`] = 'draft_error_term';
	}
	return wrong;
}

/** Throws `Invalid` with fields where the draft cannot become a roadmap. */
export function mustBeWhole(content: DraftContent, plan: Window): void {
	const wrong = problemsOf(content, plan);
	if (Object.keys(wrong).length > 0) throw new Invalid('draft_error', wrong);
}
