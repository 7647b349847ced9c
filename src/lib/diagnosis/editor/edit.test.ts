import { describe, expect, it } from 'vitest';
import { itemsOf, type Instrument, type Item } from '../instruments/instrument.ts';
import { findInstrument, instruments } from '../instruments/shipped.ts';
import {
	addItem,
	copyOf,
	editHead,
	editItem,
	headTexts,
	removeItem,
	type Edited,
	type Given
} from './edit.ts';

const pupils = copyOf(findInstrument('pupils')!, 'own');

/** What the form of an item sends when nothing was changed. */
function fieldsOf(item: Item): Given {
	const given: Given = {};
	const add = (name: string, value: unknown) => (given[name] = [String(value ?? '')]);
	const pair = (name: string, text?: { ru: string; en: string }) => {
		add(`${name}.ru`, text?.ru);
		add(`${name}.en`, text?.en);
	};
	const feeds = (prefix: string, list: object[]) =>
		list.forEach((feed, n) =>
			Object.entries(feed).forEach(([name, value]) => add(`${prefix}feed${n}.${name}`, value))
		);
	pair('text', item.text);
	pair('hint', item.hint);
	if (item.when) given.when = item.when.in.map((option) => `${item.when!.item}=${option}`);
	for (const [name, value] of Object.entries(item)) if (typeof value !== 'object') add(name, value);
	if ('ramp' in item && item.ramp) Object.entries(item.ramp).forEach(([name, of]) => add(name, of));
	if ('unit' in item) pair('unit', item.unit);
	if ('feeds' in item) feeds('', item.feeds);
	const parts = item.kind === 'matrix' ? item.rows : 'options' in item ? item.options : [];
	parts.forEach((part, n) => {
		add(`part${n}.code`, part.code);
		pair(`part${n}`, part.text);
		if ('value' in part && part.value !== null) add(`part${n}.value`, part.value);
		if ('alone' in part) add(`part${n}.alone`, 1);
		if ('feeds' in part) feeds(`part${n}.`, part.feeds);
	});
	return given;
}
const instrumentOf = (edited: Edited): Instrument => {
	if ('errors' in edited) throw new Error(JSON.stringify(edited.errors));
	return edited.instrument;
};
const errorsOf = (edited: Edited) => ('errors' in edited ? edited.errors : null);

describe('the editor', () => {
	it('leaves every shipped question as it is when its form is saved unchanged', () => {
		for (const instrument of instruments.filter(({ minutes }) => minutes !== null))
			for (const item of itemsOf(instrument))
				expect(
					instrumentOf(editItem(instrument, item.code, fieldsOf(item))),
					`${instrument.id} ${item.code}`
				).toEqual(instrument);
	});

	it('changes a text, a weight and the answers', () => {
		const item = itemsOf(pupils).find(({ code }) => code === 'grade')!;
		const given = {
			...fieldsOf(item),
			'text.ru': ['В каком ты классе?'],
			// the first answer is taken out, one is added
			'part0.ru': [''],
			'part0.en': [''],
			'part9.ru': ['Другой'],
			'part9.en': ['Another'],
			'part9.code': [''],
			'feed0.factor': ['CLIMATE'],
			'feed0.weight': ['2'],
			'feed0.direction': ['lowers']
		};
		const edited = instrumentOf(editItem(pupils, 'grade', given));
		const [changed] = itemsOf(edited) as [Extract<Item, { kind: 'single' }>];
		expect(changed.text.ru).toBe('В каком ты классе?');
		expect(changed.options[0]!.code).toBe('g6');
		expect(changed.options.at(-1)).toMatchObject({ text: { ru: 'Другой' }, value: null });
		expect(changed.feeds).toEqual([{ factor: 'CLIMATE', weight: 2, direction: 'lowers' }]);
		expect(itemsOf(pupils)[0]!.text.ru).not.toBe('В каком ты классе?');
	});

	it('adds questions of every kind', () => {
		const text = { 'text.ru': ['Вопрос'], 'text.en': ['Question'] };
		const parts = {
			'part0.ru': ['да'],
			'part0.en': ['yes'],
			'part1.ru': ['нет'],
			'part1.en': ['no']
		};
		const ramp = { from: ['0'], to: ['2'] };
		const [scale] = Object.keys(pupils.scales);
		const given = {
			scale: { ...text, scale: [scale!] },
			single: { ...text, ...parts, 'part0.value': ['100'], when: ['grade=g9', 'grade=g11'] },
			several: { ...text, ...parts, ...ramp, 'part1.alone': ['1'] },
			number: { ...text, min: ['0'], max: ['9,5'], decimals: ['1'], ...ramp },
			matrix: { ...text, ...parts, scale: [scale!] },
			text: { ...text, longest: ['300'] }
		} satisfies Record<string, Given>;
		let edited = pupils;
		for (const [kind, fields] of Object.entries(given))
			edited = instrumentOf(
				addItem(edited, pupils.sections[1]!.code, kind as keyof typeof given, fields)
			);
		const added = edited.sections[1]!.items.slice(-6);
		expect(added.map(({ kind }) => kind)).toEqual(Object.keys(given));
		expect(new Set(itemsOf(edited).map(({ code }) => code)).size).toBe(itemsOf(edited).length);
		expect(added[1]!.when).toEqual({ item: 'grade', in: ['g9', 'g11'] });
		expect(added[3]).toMatchObject({ max: 9.5, decimals: 1, ramp: { from: 0, to: 2 } });
	});

	it('says at the field what to mend', () => {
		const add = (kind: Parameters<typeof addItem>[2], fields: Given) =>
			errorsOf(addItem(pupils, pupils.sections[0]!.code, kind, fields));
		const text = { 'text.ru': ['Вопрос'], 'text.en': ['Question'] };
		expect(add('text', { 'text.ru': ['Вопрос'], longest: ['0'] })).toEqual({
			'text.en': 'editor_error_text',
			longest: 'editor_error_longest'
		});
		expect(add('single', text)).toEqual({ part0: 'editor_error_parts' });
		expect(add('scale', { ...text, scale: ['none'] })).toEqual({ scale: 'editor_error_scale' });
		expect(add('number', { ...text, min: ['5'], max: ['1'] })).toEqual({
			max: 'editor_error_order'
		});
		expect(add('number', { ...text, min: ['x'], max: ['1'] })).toEqual({
			min: 'editor_error_number'
		});
		expect(add('text', { ...text, longest: ['9'], when: ['explains=often'] })).toEqual({
			when: 'editor_error_when'
		});
		expect(add('text', { ...text, longest: ['9'], when: ['grade=g5', 'behind=ask'] })).toEqual({
			when: 'editor_error_when_one'
		});
		// an option that is none is seen in the whole
		expect(add('text', { ...text, longest: ['9'], when: ['grade=g99'] })).toEqual({
			'': 'editor_error_whole'
		});
		expect(errorsOf(editItem(pupils, 'none', text))).toEqual({ '': 'editor_error_gone' });
		expect(
			errorsOf(editHead(pupils, { 'name.ru': ['x'.repeat(201)], 'name.en': ['x'], minutes: ['0'] }))
		).toMatchObject({ 'name.ru': 'editor_error_long', minutes: 'editor_error_minutes' });
	});

	it('takes questions out, but not one that another needs, nor the last', () => {
		const without = instrumentOf(removeItem(pupils, 'explains'));
		expect(itemsOf(without)).toHaveLength(itemsOf(pupils).length - 1);
		expect(errorsOf(removeItem(pupils, 'grade'))).toEqual({ '': 'editor_error_needed' });
		let left = pupils;
		for (const { code } of itemsOf(pupils).toReversed().slice(0, -1))
			left = instrumentOf(removeItem(left, code));
		expect(errorsOf(removeItem(left, itemsOf(left)[0]!.code))).toEqual({ '': 'editor_error_last' });
	});

	it('changes what stands around the questions', () => {
		const given: Given = { minutes: ['9'] };
		for (const { field, text } of headTexts(pupils)) {
			given[`${field}.ru`] = [text.ru];
			given[`${field}.en`] = [text.en];
		}
		expect(instrumentOf(editHead(pupils, given))).toEqual({ ...pupils, minutes: 9 });
		const [section] = pupils.sections;
		const edited = instrumentOf(
			editHead(pupils, {
				...given,
				'name.ru': ['Наша анкета'],
				[`section.${section!.code}.ru`]: ['Как мы учимся']
			})
		);
		expect(edited.name.ru).toBe('Наша анкета');
		expect(edited.sections[0]!.title.ru).toBe('Как мы учимся');
		expect(edited.sections[0]!.items).toEqual(section!.items);
	});
});
