/** Front door of the import of results: what pages may call. */
export { openMended, openOriginal, writeTemplate } from './files.ts';
export { importLimits } from './limits.ts';
export { listImports, listPlaces } from './list.ts';
export type { ImportRow } from './model.ts';
export { resumeImports } from './reading.ts';
export {
	applyImport,
	dropImport,
	mapColumns,
	readAgain,
	tellSchools,
	undoImport
} from './steps.ts';
export { startImport } from './upload.ts';
export { openImport, type ImportView } from './view.ts';
