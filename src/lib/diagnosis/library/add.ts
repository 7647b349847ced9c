/** From the library into a roadmap: the form of a new measure, filled and not saved. Pure. */
import { newMeasureAddress } from '../../roadmap/prefill.ts';
import type { LibraryLevel, LibraryMeasure } from './measures.ts';

const laneWords: Record<LibraryLevel, RegExp> = {
	authority: /орган|управлени|отдел|муниципалитет|район|authority/i,
	service: /методич|service/i,
	school: /школ|образовательн\S* организац|учрежден|school/i
};

/** Address of the roadmap's form with the measure's words; in its lane where the roadmap has lanes. */
export function addAddress(
	measure: LibraryMeasure,
	roadmap: { id: string; lanes: readonly string[] }
): string {
	return newMeasureAddress(roadmap.id, {
		text: measure.text,
		term: measure.term,
		responsible: measure.responsible.join('\n'),
		result: measure.result,
		factors: measure.factors.join(','),
		...(roadmap.lanes.length > 0 && { lane: String(laneOf(measure.level, roadmap.lanes)) })
	});
}

/** The lane whose name speaks of the level, else by order; a service is asked for first. */
export function laneOf(level: LibraryLevel, lanes: readonly string[]): number {
	const order: LibraryLevel[] = ['service', 'authority', 'school'];
	const levels = lanes.map((lane) => order.find((each) => laneWords[each].test(lane)));
	const found = levels.indexOf(level);
	if (found >= 0) return found;
	return Math.min(['authority', 'service', 'school'].indexOf(level), lanes.length - 1);
}
