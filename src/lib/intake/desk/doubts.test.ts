import { describe, expect, it } from 'vitest';
import { readTerm } from '../../calendar/calendar.ts';
import { missingFor, snapshotOf } from './accepted.ts';
import { termChoices } from './choices.ts';
import { doubtsOf } from './doubts.ts';
import { applyMend, replay, type Mend } from './mend.ts';
import { guessOwner } from './owner.ts';
import { draftRead, measureRead } from './sample.testing.ts';
import { sheetOf } from './sheet.ts';
import { trimMend } from './trim.ts';

const codes = (mends: Mend[] = [], draft = draftRead()): string[] =>
	doubtsOf(draft, replay(sheetOf(draft), mends).sheet).map(
		({ code, key }) => `${key ?? ''} ${code}`
	);

describe('doubtsOf', () => {
	it('asks about the gap, the empty cell and the stray one, the whole first', () => {
		const asked = codes();
		expect(asked[0]).toBe(' unplaced');
		expect(asked).toContain('t1r4 number-gap');
		expect(asked).toContain('t1r5 no-responsible');
	});

	it('does not ask again about what was answered', () => {
		expect(codes([{ kind: 'settle', doubts: ['number-gap:t1r4'] }])).not.toContain(
			't1r4 number-gap'
		);
		expect(codes([{ kind: 'renumber', key: 't1r4', by: -1 }]).join()).not.toContain('number');
		const named: Mend = { kind: 'set', key: 't1r5', fields: { responsible: ['РМО'] } };
		expect(codes([named])).not.toContain('t1r5 no-responsible');
	});

	it('asks for the period before it asks about every term', () => {
		const asked = codes([{ kind: 'head', head: { period: null } }]);
		expect(asked).toContain(' no-period');
		expect(asked.filter((code) => code.includes('term'))).toEqual([]);
	});

	it('does not ask for terms where the plan has none', () => {
		const without = { term: readTerm('', { plan: { from: '2026-09-01', to: '2027-08-31' } }) };
		const draft = draftRead({ measures: [measureRead(1, without), measureRead(2, without)] });
		expect(codes([], draft).join()).not.toContain('term');
	});
});

describe('termChoices', () => {
	const head = sheetOf(draftRead()).head;
	const choices = (phrase: string) =>
		termChoices(readTerm(phrase, { plan: head.period! }), head).map(
			({ occurrences }) => occurrences
		);

	it('offers two different readings with dates', () => {
		const [one, other] = choices('Май - Сентябрь');
		expect(one).toBeDefined();
		expect(other).toBeDefined();
		expect(one).not.toEqual(other);
	});

	it('offers the nearest day where there is no such day', () => {
		expect(choices('до 31 апреля')[0]?.at(-1)?.to).toBe('2027-04-30');
	});

	it('offers the whole plan where nothing was understood', () => {
		expect(choices('как получится')).toEqual([[head.period]]);
	});
});

describe('trimMend', () => {
	it('keeps only what a form changed', () => {
		const sheet = sheetOf(draftRead());
		const fields = {
			number: '1',
			text: 'Провести семинар 1',
			term: 'до 20 ноября',
			dates: null,
			responsible: ['РМО'],
			result: 'Справка',
			notes: null
		};
		expect(trimMend({ kind: 'set', key: 't1r1', fields }, sheet)).toEqual({
			kind: 'set',
			key: 't1r1',
			fields: { responsible: ['РМО'] }
		});
		const same = { ...fields, responsible: ['Методический центр'] };
		expect(trimMend({ kind: 'set', key: 't1r1', fields: same }, sheet)).toBeNull();
	});

	it('keeps dates by hand when the phrase is corrected', () => {
		const dates = [{ from: '2027-05-01', to: '2027-05-31' }];
		const sheet = applyMend(sheetOf(draftRead()), { kind: 'set', key: 't1r1', fields: { dates } })!;
		const mend: Mend = { kind: 'set', key: 't1r1', fields: { term: 'май', dates } };
		expect(trimMend(mend, sheet)).toEqual(mend);
	});
});

describe('snapshotOf', () => {
	const assumed = { owner: 'МКОУ Лесная СОШ', level: 'school', yearKind: 'school' } as const;

	it('carries every live measure with its sections', () => {
		const { sheet } = replay(sheetOf(draftRead()), [{ kind: 'remove', key: 't1r2' }]);
		const { snapshot, sources } = snapshotOf(sheet, assumed);
		expect(snapshot.measures.map(({ number }) => number)).toEqual(['1', '4', '5', '6', '7']);
		expect(snapshot.measures[1]!.sectionPath).toEqual(['1. Кадры', '1.1. Наставники']);
		expect(snapshot.sections.map(({ path }) => path.at(-1))).toEqual([
			'1. Кадры',
			'1.1. Наставники',
			'2. Родители'
		]);
		expect(sources).toHaveLength(5);
	});

	it('says what is missing', () => {
		const sheet = sheetOf(draftRead({ title: null, plan: null, measures: [] }));
		expect(missingFor(sheet)).toEqual({ title: true, period: true, measures: true });
		expect(() => snapshotOf(sheet, assumed)).toThrow(RangeError);
	});
});

describe('guessOwner', () => {
	const candidates = [
		{ id: '1', shortName: 'Заречный район', kind: 'municipality' },
		{ id: '2', shortName: 'Заречная СОШ № 2', kind: 'school' },
		{ id: '3', shortName: 'Нижнелуговская СОШ', kind: 'school' },
		{ id: '4', shortName: 'Берёзовская СОШ', kind: 'school' }
	];

	it('finds the school in any case form', () => {
		expect(guessOwner('План Нижнелуговской СОШ', candidates, 'school')?.id).toBe('3');
		expect(guessOwner('План Березовской СОШ.xlsx', candidates, 'school')?.id).toBe('4');
	});

	it('asks for the number of a numbered school', () => {
		expect(guessOwner('План Заречной СОШ № 2', candidates, 'school')?.id).toBe('2');
		expect(guessOwner('План Заречной СОШ № 5', candidates, 'school')).toBeNull();
	});

	it('stays silent where several could be meant', () => {
		expect(guessOwner('Планы Берёзовской и Нижнелуговской СОШ', candidates, 'school')).toBeNull();
	});
});
