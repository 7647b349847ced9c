import { describe, expect, it } from 'vitest';
import { readTerm } from './calendar.ts';
import { DATE_PHRASES } from './testing/date-phrases.ts';
import { PLANS, comparable, expectation } from './testing/expectation.ts';
import type { PlanName } from './testing/expectation.ts';
import { OTHER_PHRASES } from './testing/other-phrases.ts';

/** One working day count for a whole plan differs by year: only the calendar plan is compared. */
const ONLY_CALENDAR = new Set(['каждый рабочий день', 'по будням']);

const rows = Object.entries({ ...DATE_PHRASES, ...OTHER_PHRASES }).map(([topic, text]) => ({
	topic,
	phrases: text
		.split('\n')
		.map((line) => line.trim().split(' => '))
		.filter((pair): pair is [string, string] => pair.length === 2)
}));

describe.each(rows)('$topic', ({ phrases }) => {
	describe.each(Object.keys(PLANS) as PlanName[])('in a %s plan', (name) => {
		const compared = phrases.filter(
			([phrase]) => name === 'calendar' || !ONLY_CALENDAR.has(phrase)
		);
		it.each(compared)('%s => %s', (phrase, meaning) => {
			const expected = expectation(meaning, name);
			expect(comparable(readTerm(phrase, { plan: PLANS[name] }), expected)).toEqual(expected);
		});
	});
});
