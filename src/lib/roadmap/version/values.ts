/** What a version says, part by part, as text; apart from the words that name the parts. Pure. */
import type { Term, Window } from '../../calendar/term.ts';
import { comparedFields, type MeasureChange, type Part } from './compare.ts';
import type { ContentMeasure, VersionContent } from './content.ts';

/** One changed part on both sides; empty where it says nothing. */
export interface ShownPart {
	part: Part;
	before: string;
	after: string;
}

/** Parts that people read; whether measures stand side by side is told by their place. */
const readParts = comparedFields.filter((part) => part !== 'row');

/**
 * The parts that differ; of what was added or removed all that say anything, but for its place,
 * which its heading tells.
 */
export function shownParts(
	{ before, after, fields }: MeasureChange,
	older: VersionContent,
	newer: VersionContent
): ShownPart[] {
	const differ = readParts.filter((part) =>
		before && after ? fields.includes(part) : part !== 'number' && part !== 'sectionId'
	);
	return differ
		.map((part) => ({
			part,
			before: before ? partText(before, part, older, after) : '',
			after: after ? partText(after, part, newer, before) : ''
		}))
		.filter((shown) => shown.before !== '' || shown.after !== '');
}

function partText(
	measure: ContentMeasure,
	part: Part,
	content: VersionContent,
	other: ContentMeasure | null
): string {
	switch (part) {
		case 'sectionId':
			return sectionPath(content, measure.sectionId).join(' → ');
		case 'term':
			return termText(measure.term, other?.term ?? null);
		case 'responsible':
			return measure.responsible.join('\n');
		case 'factors':
			return measure.factors.join(', ');
		default:
			return String(measure[part] ?? '');
	}
}

/** The phrase, with its days where the phrase alone does not tell the two apart. */
function termText({ phrase, occurrences }: Term, other: Term | null): string {
	if (other?.phrase !== phrase) return phrase;
	const days = occurrences.map(windowText).join(', ');
	return days ? `${phrase} (${days})` : phrase;
}

/** «01.10.2026–31.10.2026», one day alone. */
export function windowText({ from, to }: Window): string {
	const dotted = (date: string) => date.split('-').reverse().join('.');
	return from === to ? dotted(from) : `${dotted(from)}–${dotted(to)}`;
}

/** Headings from the outermost to the section's own; empty outside any. */
export function sectionPath(
	content: Pick<VersionContent, 'sections'>,
	id: string | null
): string[] {
	const section = id === null ? undefined : content.sections.find((each) => each.id === id);
	return section ? [...sectionPath(content, section.parentId), section.title] : [];
}

/** The measure above it in its section, by number or text; null: it stands first. */
export function standsAfter(content: VersionContent, id: string): ContentMeasure | null {
	const at = content.measures.findIndex((each) => each.id === id);
	const above = content.measures[at - 1];
	return above && above.sectionId === content.measures[at]!.sectionId ? above : null;
}
