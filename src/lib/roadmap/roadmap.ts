/** The room's front door: what pages and other rooms may call. */
export { createRoadmap, type CreateRoadmap } from './create.ts';
export { readSnapshot, snapshotOf } from './read.ts';
export {
	listEditableRoadmaps,
	listOwners,
	listQuery,
	listRoadmaps,
	listSize,
	readListFilter
} from './list.ts';
export type { EditableRoadmap, ListedRoadmap, ListFilter, RoadmapList } from './list.ts';
export { beginRoadmap, copyRoadmap, emptyHead, readCopyHead } from './begin.ts';
export {
	explainPhrase,
	openHead,
	openLinkChoices,
	openMeasure,
	openNewMeasure,
	openParts,
	openRoadmap,
	openSnapshot
} from './page.ts';
export type { LinkChoices, May, MeasurePage, RoadmapPage } from './page.ts';
export {
	addMeasure,
	moveMeasure,
	restoreMeasure,
	saveMeasure,
	withdrawMeasure
} from './measure.ts';
export type { EditConflict, Move, SavedMeasure } from './measure.ts';
export {
	addSection,
	moveSection,
	renumberRoadmap,
	restoreSection,
	saveSection,
	withdrawSection
} from './section.ts';
export { restoreRoadmap, saveHead, withdrawRoadmap } from './head.ts';
export { addLink, removeLink, tieMeasures } from './links.ts';
export { markFactors } from './mark.ts';
export { undo } from './undo.ts';
export type { Changed } from './change.ts';
export type * from './model.ts';
