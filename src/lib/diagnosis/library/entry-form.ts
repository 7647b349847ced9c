/** The form of an own entry, read and filled. Pure. */
import { splitParties } from '../../roadmap/fields.ts';
import type { LibraryMeasure } from './measures.ts';

/** What the form sent as the schema takes it. */
export function readEntryForm(form: FormData): Record<string, unknown> {
	const text = (name: string): string => String(form.get(name) ?? '');
	return {
		level: text('level'),
		factors: form.getAll('factors').map(Number),
		text: text('text').replace(/\s+/g, ' '),
		term: text('term'),
		responsible: splitParties(text('responsible')),
		result: text('result').replace(/\s+/g, ' '),
		evidence: form.getAll('evidence').map(String),
		effort: text('effort')
	};
}

/** What was typed, as the form shows it again. */
export function typedOf(form: FormData): Record<string, string> {
	const joined = (name: string): string => form.getAll(name).map(String).join(',');
	const single = ['place', 'level', 'text', 'term', 'responsible', 'result', 'effort', 'revision'];
	return {
		...Object.fromEntries(single.map((name) => [name, String(form.get(name) ?? '')])),
		factors: joined('factors'),
		evidence: joined('evidence')
	};
}

/** A stored entry as its form shows it. */
export function entryFields(entry: LibraryMeasure): Record<string, string> {
	return {
		level: entry.level,
		factors: entry.factors.join(','),
		text: entry.text,
		term: entry.term,
		responsible: entry.responsible.join('\n'),
		result: entry.result,
		evidence: entry.evidence.join(','),
		effort: entry.effort
	};
}
