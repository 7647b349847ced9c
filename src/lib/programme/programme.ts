/** A municipality's or a region's programme of support: the room's front door. */
export { approveYear } from './approve.ts';
export { beginProgramme, beginYear, openNew } from './begin.ts';
export { dueIn, readPhrase } from './due.ts';
export { saveProgrammePart, saveYearPart, yearsOf } from './edit.ts';
export { openHistory } from './history.ts';
export { openPaper, openPassport, openProgramme, openProgrammes, openYear } from './open.ts';
export type { ProgrammePage, YearPage } from './open.ts';
export { programmeParts, readPartForm, yearParts } from './parts.ts';
export type { ProgrammePart, YearPart } from './parts.ts';
export { scheduledNow } from './today.ts';
export type { Scheduled, ScheduledNow } from './today.ts';
export type * from './model.ts';
