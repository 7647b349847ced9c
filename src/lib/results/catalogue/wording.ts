import { m } from '#lib/paraglide/messages.js';
import type { Procedure } from '../procedures.ts';

/** What counts as low in a procedure. */
export function wordLow({ kind, value }: Procedure['low']): string {
	return kind === 'mark-at-most'
		? m.procedures_low_mark({ value })
		: m.procedures_low_score({ value });
}

/** How sure an entry of the catalogue is. */
export function wordCertainty(certainty: Procedure['certainty']): string {
	const words = {
		official: m.procedures_official,
		press: m.procedures_press,
		'general-knowledge': m.procedures_general,
		own: m.procedures_official
	};
	return words[certainty]();
}

/** Kinds of procedures in the order in which they are offered. */
export const exams: { key: Procedure['exam']; word: () => string }[] = [
	{ key: 'vpr', word: m.procedures_exam_vpr },
	{ key: 'oge', word: m.procedures_exam_oge },
	{ key: 'ege', word: m.procedures_exam_ege },
	{ key: 'regional', word: m.procedures_exam_regional },
	{ key: 'diagnostic', word: m.procedures_exam_diagnostic },
	{ key: 'niko', word: m.procedures_exam_niko }
];
