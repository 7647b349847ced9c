import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyMend, replay, type Mend } from './mend.ts';
import { parseMend } from './mend-schema.ts';
import { draftRead, measureRead } from './sample.testing.ts';
import { liveMeasures, sectionPaths, sheetOf, type Item, type Sheet } from './sheet.ts';

const original = () => sheetOf(draftRead());
const keys = original().items.map(({ key }) => key);
const measureKeys = original().items.flatMap((item) => (item.kind === 'measure' ? [item.key] : []));

function mended(mend: Mend, sheet = original()): Sheet {
	const next = applyMend(sheet, mend);
	if (!next) throw new Error(`does not fit: ${mend.kind}`);
	return next;
}

function measure(sheet: Sheet, key: string) {
	const item = sheet.items.find((each) => each.key === key);
	if (item?.kind !== 'measure') throw new Error(`no measure ${key}`);
	return item;
}

describe('sheetOf', () => {
	it('lays the measures under their headings', () => {
		const paths = sectionPaths(original().items);
		expect(paths.get('t1r1')).toEqual(['1. Кадры']);
		expect(paths.get('t1r5')).toEqual(['1. Кадры', '1.1. Наставники']);
		expect(paths.get('t1r7')).toEqual(['2. Родители']);
	});

	it('keeps headings without measures', () => {
		const sheet = sheetOf(
			draftRead({ sections: ['1. Кадры', '1.1. Наставники', '2. Родители', '3. Итоги'] })
		);
		expect(sheet.items.at(-1)).toMatchObject({ kind: 'section', title: '3. Итоги' });
	});

	it('tells the lanes of one row apart', () => {
		const lane = (name: string, column: number) =>
			measureRead(1, { lane: name, source: { page: 1, table: 1, row: 1, column } });
		const sheet = sheetOf(draftRead({ lanes: ['а', 'б'], measures: [lane('а', 1), lane('б', 2)] }));
		expect(new Set(liveMeasures(sheet).map(({ key }) => key)).size).toBe(2);
	});
});

describe('applyMend', () => {
	it('reads a new phrase inside the plan', () => {
		const sheet = mended({ kind: 'set', key: 't1r1', fields: { term: 'до 4 декабря' } });
		expect(measure(sheet, 't1r1').term.window?.to).toBe('2026-12-04');
		expect(measure(sheet, 't1r1').touched).toContain('term');
	});

	it('lets dates by hand outlive a new period, and read phrases follow it', () => {
		const dates = [{ from: '2027-05-01', to: '2027-05-31' }];
		const byHand = mended({ kind: 'set', key: 't1r7', fields: { dates } });
		const moved = mended(
			{ kind: 'head', head: { period: { from: '2027-09-01', to: '2028-08-31' } } },
			byHand
		);
		expect(measure(moved, 't1r7').term.occurrences).toEqual(dates);
		expect(measure(moved, 't1r1').term.window?.to).toBe('2027-11-20');
	});

	it('lets the phrase decide again', () => {
		const dates = [{ from: '2027-05-01', to: '2027-05-31' }];
		const byHand = mended({ kind: 'set', key: 't1r1', fields: { dates } });
		const again = mended({ kind: 'set', key: 't1r1', fields: { dates: null } }, byHand);
		expect(measure(again, 't1r1')).toMatchObject({
			byHand: null,
			term: measure(original(), 't1r1').term
		});
	});

	it('joins rows in their order, whichever was asked, and mends a cut word', () => {
		const cut = sheetOf(
			draftRead({
				measures: [
					measureRead(1, { text: 'Семинар для педаго-' }),
					measureRead(2, { number: null, text: 'гов района', responsible: ['РМО'] })
				]
			})
		);
		const sheet = mended({ kind: 'join', key: 't1r2', other: 't1r1' }, cut);
		expect(liveMeasures(sheet)).toHaveLength(1);
		expect(measure(sheet, 't1r1')).toMatchObject({
			text: 'Семинар для педагогов района',
			responsible: ['Методический центр', 'РМО'],
			parts: ['t1r1', 't1r2']
		});
	});

	it('splits a row and takes the number of the second part', () => {
		const sheet = mended({
			kind: 'split',
			key: 't1r1',
			newKey: 'n1',
			first: 'Провести',
			second: 'семинар 1',
			repeat: true
		});
		expect(measure(sheet, 't1r1').text).toBe('Провести');
		expect(measure(sheet, 'n1')).toMatchObject({
			text: 'семинар 1',
			responsible: ['Методический центр']
		});
	});

	it('does not let a split replace other words', () => {
		const mend: Mend = {
			kind: 'split',
			key: 't1r1',
			newKey: 'n1',
			first: 'Нечто',
			second: 'иное',
			repeat: false
		};
		expect(applyMend(original(), mend)).toBeNull();
	});

	it('turns a row into a section over the rows below it, and back whole', () => {
		const sheet = mended({ kind: 'to-section', key: 't1r4', depth: 2 });
		expect(sectionPaths(sheet.items).get('t1r5')).toEqual(['1. Кадры', 'Провести семинар 4']);
		const back = mended({ kind: 'to-measure', key: 't1r4' }, sheet);
		expect(back.items).toEqual(original().items);
	});

	it('shifts numbers until the numbering begins anew', () => {
		const sheet = mended({ kind: 'renumber', key: 't1r4', by: -1 });
		expect(liveMeasures(sheet).map(({ number }) => number)).toEqual(['1', '2', '3', '4', '5', '6']);
	});

	it('moves a stray cell once', () => {
		const cell = original().unplaced[0]!.key;
		const sheet = mended({ kind: 'place', cell, key: 't1r5', field: 'responsible' });
		expect(measure(sheet, 't1r5').responsible).toEqual(['Итоговый педсовет']);
		expect(applyMend(sheet, { kind: 'dismiss', cell })).toBeNull();
	});

	it('gives one spelling to all', () => {
		const sheet = mended({ kind: 'party', from: 'Методический центр', to: 'МЦ' });
		expect(liveMeasures(sheet).flatMap(({ responsible }) => responsible)).not.toContain(
			'Методический центр'
		);
	});
});

const key = fc.constantFrom(...keys, 'n1', 'n2');
const row = fc.constantFrom(...measureKeys, 'n1', 'n2');
const phrase = fc.constantFrom('до 20 мая', 'Ежемесячно', 'март', '', 'когда получится');
const newKey = fc.constantFrom('n1', 'n2');
const cell = fc.constant(original().unplaced[0]!.key);

const anyMend: fc.Arbitrary<Mend> = fc.oneof(
	fc.record({
		kind: fc.constant('set' as const),
		key: row,
		fields: fc.record({ text: fc.string({ minLength: 1 }), term: phrase }, { requiredKeys: [] })
	}),
	fc.record({ kind: fc.constant('join' as const), key: row, other: row }),
	fc.record({
		kind: fc.constant('split' as const),
		key: row,
		newKey,
		first: fc.constant('Провести'),
		second: fc.constantFrom('семинар 1', 'семинар 2', 'семинар 5'),
		repeat: fc.boolean()
	}),
	fc.record({ kind: fc.constantFrom('remove' as const, 'restore' as const), key }),
	fc.record({
		kind: fc.constant('add' as const),
		after: fc.option(key),
		newKey,
		text: fc.constant('Новое')
	}),
	fc.record({
		kind: fc.constant('to-section' as const),
		key: row,
		depth: fc.integer({ min: 1, max: 3 })
	}),
	fc.record({ kind: fc.constant('to-measure' as const), key }),
	fc.record({
		kind: fc.constant('place' as const),
		cell,
		key: row,
		field: fc.constantFrom('text' as const, 'term' as const, 'notes' as const)
	}),
	fc.record({ kind: fc.constant('place-new' as const), cell, after: fc.constant(null), newKey }),
	fc.record({ kind: fc.constant('dismiss' as const), cell }),
	fc.record({
		kind: fc.constant('renumber' as const),
		key: row,
		by: fc.integer({ min: -2, max: 2 })
	}),
	fc.record({
		kind: fc.constant('head' as const),
		head: fc.constantFrom({ title: 'Иное' }, { period: { from: '2021-01-01', to: '2021-12-31' } })
	})
);

describe('any corrections', () => {
	it('are undone by replaying the remaining', () => {
		fc.assert(
			fc.property(
				fc.array(fc.oneof(anyMend, fc.constant('undo' as const)), { maxLength: 25 }),
				(steps) => {
					const kept: Mend[] = [];
					let history: Sheet[] = [original()];
					for (const step of steps) {
						if (step === 'undo') {
							if (kept.pop()) history = history.slice(0, -1);
						} else {
							const next = applyMend(history.at(-1)!, step);
							if (!next) continue;
							kept.push(step);
							history.push(next);
						}
					}
					expect(replay(original(), kept)).toEqual({ sheet: history.at(-1), unfit: [] });
				}
			)
		);
	});

	it('never lose a row that was read, nor the cell that strayed', () => {
		fc.assert(
			fc.property(fc.array(anyMend, { maxLength: 30 }), (mends) => {
				const { sheet } = replay(original(), mends);
				const held = sheet.items.flatMap(partsOf);
				for (const each of measureKeys)
					expect(held.filter((part) => part === each)).toHaveLength(1);
				expect(sheet.unplaced).toHaveLength(1);
			})
		);
	});

	it('leave the sheet that was given as it was', () => {
		fc.assert(
			fc.property(fc.array(anyMend, { maxLength: 10 }), (mends) => {
				const sheet = original();
				replay(sheet, mends);
				expect(sheet).toEqual(original());
			})
		);
	});

	it('pass the check of forms as they are', () => {
		fc.assert(
			fc.property(anyMend, (mend) => {
				expect(parseMend(JSON.parse(JSON.stringify(mend)))).toEqual(
					JSON.parse(JSON.stringify(mend))
				);
			})
		);
	});
});

/** Read rows that an item holds, also while it is a heading. */
function partsOf(item: Item): string[] {
	if (item.kind === 'measure') return item.parts;
	return item.was?.parts ?? [];
}
