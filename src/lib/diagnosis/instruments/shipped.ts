/** The instruments that Opora brings. */

import contextClass from './data/context-class.json' with { type: 'json' };
import contextSchool from './data/context-school.json' with { type: 'json' };
import parents1 from './data/earlier/parents.1.json' with { type: 'json' };
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
].map(shippedOf);

/** Versions that answers may still come by, and stay understood by: `data/earlier/ID.VERSION.json`. */
const earlier: readonly Instrument[] = [parents1].map(shippedOf);

function shippedOf(given: { id: string; version: number }): Instrument {
	const read = readInstrument(given);
	if ('problems' in read)
		throw new Error(`${given.id}.${given.version}: ${read.problems.join('; ')}`);
	return read.instrument;
}

/** A shipped instrument, today's or of a version; null where there is none. */
export function findInstrument(id: string, version?: number): Instrument | null {
	const known = version === undefined ? instruments : [...instruments, ...earlier];
	return (
		known.find((one) => one.id === id && (version === undefined || one.version === version)) ?? null
	);
}
