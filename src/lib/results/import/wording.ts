import { m } from '#lib/paraglide/messages.js';
import type { MarkState } from '../../ui/icons.ts';
import type { ImportState } from './model.ts';

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
