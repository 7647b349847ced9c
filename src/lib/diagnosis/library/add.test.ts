import { describe, expect, it } from 'vitest';
import { prefilledFields } from '../../roadmap/prefill.ts';
import { addAddress, laneOf } from './add.ts';
import { findLibraryMeasure, libraryMeasures } from './measures.ts';

const three = [
	'Муниципальный орган управления образованием',
	'Муниципальная методическая служба',
	'Школа, функционирующая в неблагоприятных условиях'
];

describe('from the library into a roadmap', () => {
	it('fills every field that the library knows', () => {
		const measure = findLibraryMeasure('climate-antibullying')!;
		const address = new URL(
			addAddress(measure, { id: 'r', lanes: three }),
			'https://opora.example'
		);
		expect(prefilledFields(address.searchParams)).toMatchObject({
			text: measure.text,
			term: measure.term,
			responsible: 'Директор школы\nпедагог-психолог',
			result: measure.result,
			factors: '13,16',
			lane: '2'
		});
	});

	it('puts each level in its lane, however lanes are named and ordered', () => {
		expect(
			['authority', 'service', 'school'].map((level) => laneOf(level as never, three))
		).toEqual([0, 1, 2]);
		expect(laneOf('service', ['Школа', 'Методическая служба отдела образования'])).toBe(1);
		expect(laneOf('school', ['А', 'Б'])).toBe(1);
	});

	it('never makes an address too long for a browser', () => {
		for (const measure of libraryMeasures)
			expect(addAddress(measure, { id: 'x'.repeat(36), lanes: three }).length).toBeLessThan(8000);
	});
});
