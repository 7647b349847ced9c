import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merge } from './conflict.ts';

const base = { text: 'Сбор данных', term: 'Октябрь', responsible: 'Ясенева В. П.' };

describe('merge', () => {
	it('takes the own change where nobody else changed anything', () => {
		expect(merge(base, { ...base, term: 'Ноябрь' }, base)).toEqual({
			merged: { ...base, term: 'Ноябрь' },
			conflicts: [],
			taken: []
		});
	});

	it('keeps both changes where they are in different fields', () => {
		const stored = { ...base, responsible: 'Директор' };
		expect(merge(base, { ...base, term: 'Ноябрь' }, stored)).toEqual({
			merged: { ...base, term: 'Ноябрь', responsible: 'Директор' },
			conflicts: [],
			taken: ['responsible']
		});
	});

	it('asks where both changed one field differently, and keeps what was typed', () => {
		const result = merge(base, { ...base, term: 'Ноябрь' }, { ...base, term: 'Декабрь' });
		expect(result.conflicts).toEqual(['term']);
		expect(result.merged.term).toBe('Ноябрь');
	});

	it('sees no conflict where both wrote the same, or differ by white space only', () => {
		const both = merge(base, { term: 'Ноябрь' }, { ...base, term: 'Ноябрь' });
		expect(both.conflicts).toEqual([]);
		expect(merge({ text: 'а\nб' }, { text: 'а\r\nб ' }, { text: 'в' }).conflicts).toEqual([]);
	});

	it('overwrites nothing unasked where the form does not tell what was seen', () => {
		expect(merge({}, { term: 'Май' }, base).conflicts).toEqual(['term']);
		expect(merge({}, { term: base.term }, base).conflicts).toEqual([]);
		expect(merge(null, { term: 'Май' }, base)).toEqual({
			merged: { ...base, term: 'Май' },
			conflicts: [],
			taken: []
		});
	});

	it('leaves fields that a form of one cell does not send', () => {
		const stored = { ...base, text: 'Другой текст' };
		expect(merge({ term: 'Октябрь' }, { term: 'Май' }, stored)).toEqual({
			merged: { ...stored, term: 'Май' },
			conflicts: [],
			taken: []
		});
	});

	it('never loses a change of either side unless both changed that field', () => {
		const fields = fc.record({ a: fc.constantFrom('1', '2', '3'), b: fc.constantFrom('1', '2') });
		fc.assert(
			fc.property(fields, fields, fields, (seen, mine, stored) => {
				const { merged, conflicts } = merge(seen, mine, stored);
				for (const field of ['a', 'b'] as const) {
					const own = mine[field] !== seen[field];
					const other = stored[field] !== seen[field];
					expect(merged[field]).toBe(own ? mine[field] : stored[field]);
					expect(conflicts.includes(field)).toBe(own && other && mine[field] !== stored[field]);
				}
			})
		);
	});
});
