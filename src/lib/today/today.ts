/** The room's front door: «Сегодня», the frame of every page, and the views of a team. */
export { monthNow, readFrame, type Frame } from './frame.ts';
export { readKeptFrame } from './kept-frame.ts';
export { readToday, type TodayPage } from './list.ts';
export { readOverview, type Overview } from './overview.ts';
export { readSchoolWork, type SchoolWork } from './school.ts';
export { readTeam, readTeamAddress, teamBys, TOO_MUCH, type Team } from './team.ts';
export { readWork, readWorkAddress, whens, WORK_PER_PAGE, workQuery } from './work.ts';
