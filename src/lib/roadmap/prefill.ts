/** A new measure's form filled from its address, so that other rooms can offer a measure. Pure. */
import { emptyFields, longest, type MeasureField, type MeasureFields } from './fields.ts';

const given = ['text', 'term', 'responsible', 'result', 'factors', 'section', 'lane'] as const;

/** The address of a roadmap's form for a new measure, with fields filled and nothing saved. */
export function newMeasureAddress(
	roadmapId: string,
	fields: Partial<Record<(typeof given)[number], string>>
): string {
	const address = new URLSearchParams();
	for (const name of given) if (fields[name]) address.set(name, fields[name]);
	return `/roadmaps/${roadmapId}/measures/new?${address}`;
}

/** What an address fills in; each text no longer than its field, the rest as an empty form has it. */
export function prefilledFields(address: URLSearchParams): MeasureFields {
	const fields: Record<MeasureField, string> = { ...emptyFields };
	for (const name of given) {
		const most = name === 'text' || name === 'result' ? longest.text : longest.line;
		fields[name] = (address.get(name) ?? '').slice(0, most);
	}
	fields.term = fields.term.replace(/\s*\n\s*/g, ' ');
	return fields;
}
