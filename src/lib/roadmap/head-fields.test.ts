import { describe, expect, it } from 'vitest';
import { emptyHead } from './begin.ts';
import type { Invalid } from '../platform/errors.ts';
import { headFieldsOf, readHeadFields, readHeadForm, type HeadFields } from './head-fields.ts';
import { sampleSnapshot } from './sample.testing.ts';

const fields = headFieldsOf(sampleSnapshot());

describe('readHeadFields', () => {
	it('gives back what the fields were made of', () => {
		const { title, level, period, yearKind, order, signatory, lanes } = sampleSnapshot();
		const head = { title, level, period, yearKind, order, signatory, lanes };
		expect(readHeadFields(headFieldsOf(head))).toEqual(head);
		const bare = { ...head, order: null, signatory: null, lanes: ['Школа', 'Район'] };
		expect(readHeadFields(headFieldsOf(bare))).toEqual(bare);
	});

	it.each<[Partial<HeadFields>, string]>([
		[{ title: ' ' }, 'title'],
		[{ level: 'country' }, 'level'],
		[{ from: '2026-09-31' }, 'from'],
		[{ to: '2025-08-31' }, 'to'],
		[{ to: '2099-08-31' }, 'to'],
		[{ order_number: '' }, 'order_number'],
		[{ order_date: '' }, 'order_date'],
		[{ signatory_name: '' }, 'signatory_name'],
		[{ lanes: 'Школа\nШкола' }, 'lanes']
	])('refuses %o and names the field', (change, wrong) => {
		try {
			readHeadFields({ ...fields, ...change });
			expect.unreachable();
		} catch (error) {
			expect(Object.keys((error as Invalid).fields)).toEqual([wrong]);
		}
	});
});

it('leaves out of a conflict what the other version won', () => {
	const form = new FormData();
	form.set('title', 'моё');
	form.set('level', 'school');
	form.set('choose.title', 'theirs');
	expect(readHeadForm(form).mine).toEqual({ level: 'school' });
});

it('begins with the school year that people plan on the day', () => {
	expect(emptyHead('2026-05-31').from).toBe('2025-09-01');
	expect(emptyHead('2026-06-01')).toMatchObject({ from: '2026-09-01', to: '2027-08-31' });
});
