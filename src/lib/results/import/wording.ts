import { m } from '#lib/paraglide/messages.js';
import type { MarkState } from '../../ui/icons.ts';
import type { ColumnName } from '../read/columns.ts';
import type { ImportKind, ImportState } from './model.ts';

const states: Record<ImportState, [MarkState, () => string]> = {
	waiting: ['going', m.results_state_waiting],
	reading: ['going', m.results_state_reading],
	mapping: ['wait', m.results_state_mapping],
	faulty: ['late', m.results_state_faulty],
	matching: ['wait', m.results_state_matching],
	ready: ['wait', m.results_state_ready],
	applied: ['done', m.results_state_applied],
	undone: ['back', m.results_state_undone],
	failed: ['late', m.results_state_failed],
	dropped: ['idle', m.results_state_dropped]
};

/** The state of an import in words, and the shape beside them. */
export function stateOf(state: ImportState): { mark: MarkState; word: string } {
	const [mark, word] = states[state];
	return { mark, word: word() };
}

const kinds: Record<ImportKind, () => string> = {
	counts: m.results_kind_counts,
	marks: m.results_kind_marks,
	'marks-sheet': m.results_kind_marks_sheet,
	pupils: m.results_kind_pupils
};

/** What a file counts, in words. */
export function kindOf(kind: ImportKind): string {
	return kinds[kind]();
}

const columns: Record<ColumnName, () => string> = {
	school: m.results_column_school,
	name: m.results_column_name,
	year: m.results_column_year,
	procedure: m.results_column_procedure,
	participants: m.results_column_participants,
	low: m.results_column_low,
	mark2: m.results_column_mark2,
	mark3: m.results_column_mark3,
	mark4: m.results_column_mark4,
	mark5: m.results_column_mark5,
	mark: m.results_column_mark,
	score: m.results_column_score,
	level: m.results_column_level,
	kind: m.results_column_kind
};

/** What a column of an unknown table may hold, in words. */
export function columnName(column: ColumnName): string {
	return columns[column]();
}
