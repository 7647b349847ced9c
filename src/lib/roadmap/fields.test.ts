import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Invalid } from '../platform/errors.ts';
import {
	emptyFields,
	isDate,
	readFields,
	readMeasureForm,
	splitParties,
	type MeasureFields
} from './fields.ts';

const given = {
	context: { plan: { from: '2026-09-01', to: '2027-08-31' } },
	sections: ['s1'],
	lanes: 0
};
const read = (fields: Partial<MeasureFields>) =>
	readFields({ ...emptyFields, text: 'Сбор данных', ...fields }, given);

function formOf(values: [string, string][]): FormData {
	const form = new FormData();
	for (const [name, value] of values) form.append(name, value);
	return form;
}

describe('readMeasureForm', () => {
	it('takes the fields that the form says it holds, and what they were', () => {
		const sent = readMeasureForm(
			formOf([
				['fields', 'term factors'],
				['revision', '4'],
				['term', ' до 31\r\nмарта '],
				['factors', '14'],
				['factors', '3'],
				['text', 'не из этой формы'],
				['was.term', 'март'],
				['was.result', 'Справка']
			])
		);
		expect(sent).toEqual({
			mine: { term: 'до 31 марта', factors: '3,14' },
			base: { term: 'март', result: 'Справка' },
			revision: 4
		});
	});

	it('knows that no box is ticked from a form that leaves its boxes out', () => {
		expect(readMeasureForm(formOf([['fields', 'factors']])).mine).toEqual({ factors: '' });
		expect(readMeasureForm(formOf([['fields', 'text']])).mine).toEqual({ text: '' });
	});

	it('adds hand-set days to the phrase', () => {
		const sent = formOf([
			['fields', 'term'],
			['term', 'по плану'],
			['by_hand', 'on'],
			['from', '2027-02-01'],
			['to', '2027-02-12']
		]);
		expect(readMeasureForm(sent).mine.term).toBe('по плану\n2027-02-01\n2027-02-12');
	});

	it('leaves out of a conflict what the other version won', () => {
		const choice = formOf([
			['fields', 'text term'],
			['raw.text', 'моё'],
			['raw.term', 'март\n2027-03-01\n2027-03-31'],
			['choose.text', 'theirs'],
			['choose.term', 'mine']
		]);
		expect(readMeasureForm(choice).mine).toEqual({ term: 'март\n2027-03-01\n2027-03-31' });
		choice.append('choose', 'mine');
		expect(Object.keys(readMeasureForm(choice).mine)).toEqual(['text', 'term']);
	});
});

describe('readFields', () => {
	it('reads a phrase, and leaves a stored reading of the same phrase alone', () => {
		expect(read({ term: 'октябрь' }).term.window).toEqual({ from: '2026-10-01', to: '2026-10-31' });
		const term = { ...read({ term: 'октябрь' }).term, confidence: 0.5 };
		const stored = { term, termByHand: false };
		const fields = { ...emptyFields, text: 'x', term: 'октябрь' };
		expect(readFields(fields, { ...given, stored }).term).toBe(term);
	});

	it.each([
		[{ text: ' ' }, 'text'],
		[{ term: 'x\n2027-02-30\n2027-03-01' }, 'term'],
		[{ term: 'x\n2027-03-02\n2027-03-01' }, 'term'],
		[{ section: 's2' }, 'section'],
		[{ lane: '0' }, 'lane'],
		[{ factors: '0' }, 'factors'],
		[{ responsible: 'а'.repeat(501) }, 'responsible'],
		[{ number: '1'.repeat(41) }, 'number']
	])('refuses %o and names the field', (fields, wrong) => {
		try {
			read(fields);
			expect.unreachable();
		} catch (error) {
			expect(Object.keys((error as Invalid).fields)).toEqual([wrong]);
		}
	});

	it('gives values or named faults for any text, never anything else', () => {
		const text = fc.string({ maxLength: 60 });
		fc.assert(
			fc.property(
				fc.record({
					text,
					term: text,
					responsible: text,
					factors: text,
					section: text,
					lane: text
				}),
				(fields) => {
					try {
						read(fields);
					} catch (error) {
						expect(error).toBeInstanceOf(Invalid);
					}
				}
			)
		);
	});
});

it('parts parties by lines and semicolons', () => {
	expect(splitParties('Ясенева В. П.; директор\n\n РМО ')).toEqual([
		'Ясенева В. П.',
		'директор',
		'РМО'
	]);
	expect(splitParties('Ясенева В.П. Липова О.Т.')).toEqual(['Ясенева В.П.', 'Липова О.Т.']);
});

it('knows days that the calendar has', () => {
	expect(['2026-02-28', '2028-02-29'].every(isDate)).toBe(true);
	expect(['2026-02-29', '2026-13-01', '', '26-01-01', '0001-01-01'].some(isDate)).toBe(false);
});
