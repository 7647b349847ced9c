import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Invalid } from '../../platform/errors.ts';
import { addRow, missingKinds, readEvidence, rowsOf } from './form.ts';
import { evidenceKinds, isPersonal, kindOfName } from './kinds.ts';

function formOf(fields: Record<string, string>): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.set(name, value);
	return form;
}

function errorsOf(fields: Record<string, string>): Record<string, string> {
	try {
		readEvidence(formOf(fields));
	} catch (error) {
		if (error instanceof Invalid) return error.fields;
		throw error;
	}
	return {};
}

describe('readEvidence', () => {
	it('reads a file, a link and a paper, and leaves out what nobody filled in', () => {
		const items = readEvidence(
			formOf({
				'evidence-1-upload': 'a',
				'evidence-1-kind': 'order',
				'evidence-2-url': 'школа.рф/новости',
				'evidence-2-kind': 'publication',
				'evidence-2-personal': 'on',
				'evidence-3-number': '118',
				'evidence-3-date': '24.11.2026',
				'evidence-3-issuer': 'школа № 3',
				'evidence-3-kind': 'protocol',
				'evidence-4-url': ' ',
				'evidence-4-kind': 'publication',
				text: 'провели'
			})
		);
		expect(items).toMatchObject([
			{ row: 1, kind: 'order', uploadId: 'a', url: null, personalData: false },
			{ row: 2, url: 'https://xn--80atdl2c.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8' },
			{ row: 3, number: '118', date: '2026-11-24', issuer: 'школа № 3' }
		]);
		expect(items).toHaveLength(3);
		expect(items[1]!.personalData).toBe(true);
	});

	it('marks papers that name people, whatever the form says', () => {
		for (const kind of evidenceKinds) {
			const [item] = readEvidence(formOf({ 'evidence-1-upload': 'a', 'evidence-1-kind': kind }));
			expect(item!.personalData).toBe(isPersonal(kind));
		}
	});

	it('leaves out a file that was taken back, and takes one sent twice once', () => {
		const row = (n: number, more = {}) => ({
			[`evidence-${n}-upload`]: 'a',
			[`evidence-${n}-kind`]: 'other',
			...more
		});
		expect(readEvidence(formOf({ ...row(1), ...row(2) }))).toHaveLength(1);
		expect(readEvidence(formOf(row(1, { 'evidence-1-removed': 'on' })))).toEqual([]);
	});

	it('names the field that is wrong', () => {
		const kind = { 'evidence-7-kind': 'order' };
		expect(errorsOf({ ...kind, 'evidence-7-number': '1' })).toEqual({
			'evidence-7-date': 'evidence_date_needed'
		});
		expect(errorsOf({ ...kind, 'evidence-7-date': '2026-02-30' })).toEqual({
			'evidence-7-number': 'evidence_number_needed',
			'evidence-7-date': 'error_date'
		});
		expect(errorsOf({ 'evidence-7-kind': 'bribe', 'evidence-7-upload': 'a' })).toEqual({
			'evidence-7-kind': 'evidence_kind_choose'
		});
		for (const url of ['javascript:alert(1)', 'file:///etc/passwd', 'http://a:b@c.ru', 'слово'])
			expect(errorsOf({ ...kind, 'evidence-7-url': url }), url).toEqual({
				'evidence-7-url': 'evidence_url_bad'
			});
	});

	it('takes twenty files and not one more', () => {
		const files = (count: number) =>
			formOf(
				Object.fromEntries(
					Array.from({ length: count }, (_, n) => [
						[`evidence-${n}-upload`, `id ${n}`],
						[`evidence-${n}-kind`, 'other']
					]).flat()
				)
			);
		expect(readEvidence(files(20))).toHaveLength(20);
		expect(() => readEvidence(files(21))).toThrow('evidence_too_many');
	});

	it('never throws anything but Invalid, whatever was sent', () => {
		const name = fc.tuple(
			fc.nat(12_000),
			fc.constantFrom('upload', 'url', 'kind', 'date', 'number', 'note', 'x')
		);
		fc.assert(
			fc.property(fc.array(fc.tuple(name, fc.string({ unit: 'binary' }))), (fields) => {
				const form = new FormData();
				for (const [[row, field], value] of fields) form.set(`evidence-${row}-${field}`, value);
				try {
					for (const item of readEvidence(form))
						expect(item.uploadId ?? item.url ?? item.number).toBeTruthy();
				} catch (error) {
					expect(error).toBeInstanceOf(Invalid);
				}
			})
		);
	});
});

it('writes a file into the form after the rows that are there', () => {
	const form = formOf({ 'evidence-3-url': 'a.ru', 'evidence-3-kind': 'publication' });
	addRow(form, { id: 'u', name: 'Приказ.pdf', size: 5, type: 'application/pdf' }, 'order');
	expect(rowsOf(form)).toMatchObject([
		{ row: 3, url: 'a.ru' },
		{ row: 4, upload: 'u', name: 'Приказ.pdf', size: '5', kind: 'order' }
	]);
});

it('says which kinds that were asked for are missing', () => {
	expect(missingKinds([{ kind: 'order' }], ['order', 'protocol', 'unheard-of'])).toEqual([
		'protocol'
	]);
});

it('guesses kinds from names as people write them', () => {
	const guesses = {
		'Приказ № 118 от 12.09.docx': 'order',
		'протокол_педсовета_4.pdf': 'protocol',
		'Положение о ВСОКО.docx': 'regulation',
		'договор о сотрудничестве.pdf': 'agreement',
		'Аналитическая справка.docx': 'note',
		'Отчёт за полугодие.xlsx': 'report',
		'ИОМ учителя.docx': 'path',
		'Удостоверение КПК 72 ч.jpg': 'certificate',
		'IMG_20261124_101500.jpg': 'participants',
		'список участников семинара.xlsx': 'participants',
		'План-график посещений.xlsx': 'plan',
		'scan0001.pdf': null
	};
	for (const [name, kind] of Object.entries(guesses)) expect(kindOfName(name), name).toBe(kind);
});
