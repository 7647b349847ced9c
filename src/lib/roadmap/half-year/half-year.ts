/** Half-year reports of roadmaps (November, April): the front door of this folder. */
export { addOpinion, decideReport } from './decide.ts';
export { listHalfYear, listSize, openSummary, readHalfYearFilter, setTerm } from './list.ts';
export type { HalfYearFilter, HalfYearSummary, ListedReport } from './list.ts';
export { listedStages } from './model.ts';
export type * from './model.ts';
export { openFill, openReport, openReports } from './page.ts';
export { periodKey, readPeriod } from './period.ts';
export { beginReport, recallReport, refillReport, saveReport, sendReport } from './report.ts';
export { readReportForm } from './texts.ts';
