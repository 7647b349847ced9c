/** The instruments that Opora brings. */

import contextClass from './data/context-class.json' with { type: 'json' };
import contextSchool from './data/context-school.json' with { type: 'json' };
import head from './data/head.json' with { type: 'json' };
import parents from './data/parents.json' with { type: 'json' };
import pupils from './data/pupils.json' with { type: 'json' };
import results from './data/results.json' with { type: 'json' };
import teachers from './data/teachers.json' with { type: 'json' };
import { readInstrument, type Instrument } from './instrument.ts';

/** Every shipped instrument, questionnaires first. */
export const instruments: readonly Instrument[] = [
	head,
	teachers,
	pupils,
	parents,
	contextSchool,
	contextClass,
	results
].map((given) => {
	const read = readInstrument(given);
	if ('problems' in read) throw new Error(`${given.id}: ${read.problems.join('; ')}`);
	return read.instrument;
});

/** A shipped instrument, or null where there is none of this name. */
export function findInstrument(id: string): Instrument | null {
	return instruments.find((instrument) => instrument.id === id) ?? null;
}
