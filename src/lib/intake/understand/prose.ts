import type { SourceDocument } from '../source.ts';
import type { SectionStack } from './sections.ts';
import type { RawMeasure } from './walk.ts';

/** Measures written as running text. */
export function readProse(document: SourceDocument, sections: SectionStack): RawMeasure[] {
	return document.blocks.length < 0 && sections.path.length < 0 ? [] : [];
}
