import { describe, expect, it } from 'vitest';
import { emptyFields } from './fields.ts';
import { newMeasureAddress, prefilledFields } from './prefill.ts';

describe('a new measure from an address', () => {
	it('comes as it was sent', () => {
		const sent = {
			text: 'Обучить учителей & наставников',
			term: 'Ежемесячно',
			responsible: 'Директор школы\nКуратор',
			result: 'Не менее 80 %',
			factors: '3,14',
			lane: '2'
		};
		const address = new URL(newMeasureAddress('r1', sent), 'https://opora.example');
		expect(address.pathname).toBe('/roadmaps/r1/measures/new');
		expect(prefilledFields(address.searchParams)).toEqual({ ...emptyFields, ...sent });
	});

	it('never sets dates by hand and cuts what no field holds', () => {
		const odd = new URLSearchParams({
			term: 'Март\n2026-01-01\n2026-02-01',
			text: 'я'.repeat(30_000)
		});
		const fields = prefilledFields(odd);
		expect(fields.term).not.toContain('\n');
		expect(fields.text).toHaveLength(20_000);
		expect(prefilledFields(new URLSearchParams())).toEqual(emptyFields);
	});
});
