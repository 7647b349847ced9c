import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measure, Section } from './model.ts';
import {
	applyFilter,
	filterQuery,
	monthsOf,
	noFilter,
	peopleOf,
	readFilter,
	views
} from './filters.ts';
import { countPicks } from './progress/pick.ts';
import { sampleTerm } from './sample.testing.ts';
import { timeStates } from './state.ts';

const section = (id: string, parentId: string | null = null): Section => ({
	id,
	parentId,
	position: 1,
	title: id,
	originId: null,
	withdrawn: false,
	revision: 1
});

const measure = (id: string, given: Partial<Measure> = {}): Measure => ({
	id,
	sectionId: null,
	position: 1,
	lane: null,
	row: null,
	number: null,
	text: id,
	term: sampleTerm('Октябрь', '2026-10-01', '2026-10-31'),
	termByHand: false,
	responsible: [],
	result: null,
	notes: null,
	factors: [],
	source: null,
	originId: null,
	checkIn: 'half-yearly',
	evidenceKinds: [],
	withdrawn: false,
	revision: 1,
	...given
});

const party = (text: string, personId: string | null = null) => ({
	text,
	personId,
	organisationId: null,
	role: null
});

const today = '2026-11-24';
const nothing = noFilter;
const ids = (measures: Measure[]) => measures.map(({ id }) => id);

describe('applyFilter', () => {
	const sections = [section('s1'), section('s2', 's1'), section('s3')];
	const measures = [
		measure('a', { sectionId: 's2', responsible: [party('Титова О. П.', 'p1')] }),
		measure('b', {
			sectionId: 's3',
			term: sampleTerm('по отдельному графику'),
			responsible: [party('директор')]
		}),
		measure('c', { term: sampleTerm('Ноябрь – январь', '2026-11-01', '2027-01-31') }),
		measure('d', { term: sampleTerm('Март', '2027-03-01', '2027-03-31') })
	];
	const shown = (filter: Partial<typeof nothing> | object) =>
		ids(applyFilter({ sections, measures }, { ...nothing, ...filter }, today));

	it('shows everything without a filter', () => {
		expect(shown({})).toEqual(['a', 'b', 'c', 'd']);
	});
	it('takes a section with what lies under it', () => {
		expect(shown({ section: 's1' })).toEqual(['a']);
	});
	it('knows a person by link and an unlinked party by its text', () => {
		expect(shown({ person: 'p1' })).toEqual(['a']);
		expect(shown({ person: '=директор' })).toEqual(['b']);
	});
	it('finds what falls into a month, also in the middle of a range', () => {
		expect(shown({ month: '2026-12' })).toEqual(['c']);
	});
	it('tells states by time only; what others date is undated, never past', () => {
		expect(shown({ state: 'past' })).toEqual(['a']);
		expect(shown({ state: 'current' })).toEqual(['c']);
		expect(shown({ state: 'ahead' })).toEqual(['d']);
		expect(shown({ state: 'undated' })).toEqual(['b']);
	});
});

describe('the address', () => {
	it('is read back as it was written', () => {
		const value = fc.option(fc.string({ minLength: 1, maxLength: 12 }));
		fc.assert(
			fc.property(
				fc.constantFrom(...views),
				fc.record({
					section: value,
					person: value,
					lane: fc.option(fc.constantFrom('0', '2', 'none')),
					factor: fc.option(fc.constantFrom('3', '17', 'none')),
					month: fc.option(fc.constantFrom('2026-11', '2027-01')),
					state: fc.option(fc.constantFrom(...timeStates)),
					count: fc.option(fc.constantFrom(...countPicks)),
					until: fc.option(fc.constantFrom('2026-11', '2027-01'))
				}),
				(view, filter) => {
					const read = readFilter(new URLSearchParams(filterQuery(view, filter)));
					expect(read).toEqual({ view, filter });
				}
			)
		);
	});

	it('filters nothing by what it does not understand', () => {
		const read = readFilter(
			new URLSearchParams(
				'view=cards&month=2026-13&state=finished&section=&lane=-1&factor=x&count=all&until=2026'
			)
		);
		expect(read).toEqual({ view: 'table', filter: nothing });
	});
});

it('names everybody responsible once, by the alphabet', () => {
	const measures = [
		measure('a', { responsible: [party('Титова О. П.', 'p1'), party('директор')] }),
		measure('b', { responsible: [party('О. П. Титова', 'p1'), party('Ясенева')] })
	];
	expect(peopleOf(measures)).toEqual([
		{ key: '=директор', text: 'директор' },
		{ key: 'p1', text: 'Титова О. П.' },
		{ key: '=Ясенева', text: 'Ясенева' }
	]);
});

it('counts the months of a period over New Year', () => {
	expect(monthsOf({ from: '2026-11-15', to: '2027-02-01' })).toEqual([
		'2026-11',
		'2026-12',
		'2027-01',
		'2027-02'
	]);
});
