import { createHash } from 'node:crypto';
import type { Draft, DraftMeasure } from '../draft.ts';

/**
 * What a person read in a corpus document, field by field. The documents name real people and
 * places, so the project keeps only fingerprints of what must be read in them.
 */
export interface Annotation {
	document: Record<DocumentField, string>;
	/** In document order. */
	measures: Record<Field, string>[];
}

export const fields = [
	'number',
	'section',
	'lane',
	'text',
	'responsible',
	'result',
	'phrase',
	'kind',
	'window'
] as const;
export type Field = (typeof fields)[number];

export const documentFields = ['title', 'level', 'years', 'order', 'plan', 'sections'] as const;
export type DocumentField = (typeof documentFields)[number];

/** The first letters of a value's SHA-256: enough to compare, useless to read. */
export function fingerprint(value: unknown): string {
	return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
}

/** Stands for a value that is not asked: contracts leave it open. */
export const ANY = '*';

/** The fields of a measure that was read, as fingerprints. */
export function fingerprintMeasure(measure: DraftMeasure): Record<Field, string> {
	const { term } = measure;
	const printed = term.phrase !== '';
	return {
		number: fingerprint(measure.number),
		section: fingerprint(measure.sectionPath),
		lane: fingerprint(measure.lane),
		text: fingerprint(measure.text),
		responsible: fingerprint(measure.responsible),
		result: fingerprint(measure.result),
		phrase: fingerprint(printed ? term.phrase : null),
		kind: fingerprint(printed ? [term.kind, term.recurrence] : null),
		window: fingerprint(printed && term.window ? `${term.window.from}..${term.window.to}` : null)
	};
}

/** The fields of the whole plan that was read, as fingerprints. */
export function fingerprintDraft(draft: Draft): Record<DocumentField, string> {
	return {
		title: fingerprint(draft.title),
		level: fingerprint(draft.level),
		years: fingerprint(draft.years),
		order: fingerprint([draft.documentDate, draft.documentNumber]),
		plan: fingerprint(draft.plan ? `${draft.plan.from}..${draft.plan.to}` : null),
		sections: fingerprint(draft.sections)
	};
}

/** How well a reading agrees with an annotation. */
export interface Accuracy {
	expected: number;
	/** Measures that were found. */
	found: number;
	/** Measures that are not in the document. */
	extra: number;
	/** Fields of all expected measures. */
	asked: number;
	right: number;
	/** By field: how many are wrong. */
	wrong: Partial<Record<Field, number>>;
	/** Each miss as «position, field». */
	misses: { position: number; field: Field }[];
	/** Fields of the whole document that are wrong. */
	documentMisses: DocumentField[];
}

/** Compares a reading with an annotation, field by field. */
export function compare(draft: Draft, annotation: Annotation): Accuracy {
	const read = draft.measures.map(fingerprintMeasure);
	const pairs = align(annotation.measures, read);
	const found = pairs.filter((pair) => pair !== null).length;
	const accuracy: Accuracy = {
		expected: annotation.measures.length,
		found,
		extra: read.length - found,
		asked: 0,
		right: 0,
		wrong: {},
		misses: [],
		documentMisses: documentFields.filter(
			(field) => fingerprintDraft(draft)[field] !== annotation.document[field]
		)
	};
	annotation.measures.forEach((expected, at) => {
		for (const field of fields) {
			if (expected[field] === ANY) continue;
			accuracy.asked++;
			if (pairs[at]?.[field] === expected[field]) accuracy.right++;
			else {
				accuracy.wrong[field] = (accuracy.wrong[field] ?? 0) + 1;
				accuracy.misses.push({ position: at + 1, field });
			}
		}
	});
	return accuracy;
}

/** For each expected measure the one that was read: by place where the counts agree, else by text. */
function align(
	expected: Record<Field, string>[],
	read: Record<Field, string>[]
): (Record<Field, string> | null)[] {
	if (expected.length === read.length) return read;
	const free = new Set(read);
	return expected.map((measure) => {
		const twin = [...free].find((each) => each.text === measure.text && each.lane === measure.lane);
		if (twin) free.delete(twin);
		return twin ?? null;
	});
}
