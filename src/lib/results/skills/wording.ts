/** What is wrong with a file of tasks, with its place, in the page's language. */
import { m } from '#lib/paraglide/messages.js';
import type { ImportProblem } from './import.ts';
import type { Column } from './read.ts';

const columns: Record<Column, () => string> = {
	school: m.skills_col_school,
	year: m.skills_col_year,
	procedure: m.skills_col_procedure,
	class: m.skills_col_class,
	task: m.skills_col_task,
	skill: m.skills_col_skill,
	participants: m.skills_col_participants,
	share: m.skills_col_share,
	points: m.skills_col_points,
	max: m.skills_col_max
};

/** «Строка 12, столбец «Участников»: «десять» – не целое число.» */
export function problemText(problem: ImportProblem): string {
	const place = [
		problem.sheet === '' ? '' : `«${problem.sheet}»`,
		m.skills_row({ row: problem.row }),
		'column' in problem ? m.skills_column({ column: columns[problem.column]() }) : ''
	]
		.filter((part) => part !== '')
		.join(', ');
	return `${place}: ${whatIsWrong(problem)}`;
}

function whatIsWrong(problem: ImportProblem): string {
	switch (problem.code) {
		case 'no-head':
			return m.skills_wrong_no_head();
		case 'no-rows':
			return m.skills_wrong_no_rows();
		case 'missing':
			return m.skills_wrong_missing({
				columns: problem.columns.map((column) => columns[column]()).join(', ')
			});
		case 'empty':
			return m.skills_wrong_empty();
		case 'bad-number':
			return m.skills_wrong_number({ value: problem.value });
		case 'bad-year':
			return m.skills_wrong_year({ value: problem.value });
		case 'bad-share':
			return m.skills_wrong_share({ value: problem.value });
		case 'points-above':
			return m.skills_wrong_points({ value: problem.value, most: problem.most });
		case 'twice':
			return m.skills_wrong_twice({ row: problem.before });
		case 'unknown-school':
			return m.skills_wrong_school({ value: problem.value });
		case 'unknown-procedure':
			return m.skills_wrong_procedure({ value: problem.value });
	}
}
