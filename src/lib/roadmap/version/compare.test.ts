import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleTerm } from '../sample.testing.ts';
import { compare, isSame, summaryOf } from './compare.ts';
import { digestOf, type ContentMeasure, type VersionContent } from './content.ts';

const head: VersionContent['head'] = {
	title: 'Дорожная карта',
	level: 'school',
	owner: 'МКОУ Ясеневская СОШ',
	period: { from: '2026-09-01', to: '2027-08-31' },
	yearKind: 'school',
	signatory: null,
	lanes: []
};

function measure(id: string, given: Partial<ContentMeasure> = {}): ContentMeasure {
	return {
		id,
		sectionId: null,
		number: id,
		lane: null,
		row: null,
		text: `Дело ${id}`,
		term: sampleTerm('Октябрь', '2026-10-01', '2026-10-31'),
		responsible: ['Ясенева В. П.'],
		result: null,
		notes: null,
		factors: [],
		...given
	};
}

const content = (measures: ContentMeasure[], sections: VersionContent['sections'] = []) => ({
	head,
	sections,
	measures
});

describe('two versions', () => {
	it('differ by what was added, removed, changed and moved', () => {
		const older = content(['1', '2', '3', '4'].map((id) => measure(id)));
		const newer = content([
			measure('1'),
			measure('5'),
			measure('4'),
			measure('2', { term: sampleTerm('Ноябрь', '2026-11-01', '2026-11-30'), notes: 'Срочно' })
		]);
		const { measures } = compare(older, newer);
		expect(
			measures.map(({ before, after, fields, moved }) => [
				before?.id ?? null,
				after?.id ?? null,
				fields,
				moved
			])
		).toEqual([
			[null, '5', [], false],
			['4', '4', [], true],
			['2', '2', ['term', 'notes'], false],
			['3', null, [], false]
		]);
	});

	it('tell a section that was renamed, put elsewhere, added or removed', () => {
		const section = (id: string, parentId: string | null = null, title = id) => ({
			id,
			parentId,
			title
		});
		const { sections, measures } = compare(
			content([measure('1', { sectionId: 'b' })], [section('a'), section('b'), section('c')]),
			content(
				[measure('1', { sectionId: 'b' })],
				[section('b', null, 'Б'), section('a', 'b'), section('d')]
			)
		);
		expect(measures).toEqual([]);
		expect(
			sections.map(({ before, after, renamed, moved }) => [
				before?.id ?? after?.id,
				before !== null,
				after !== null,
				renamed,
				moved
			])
		).toEqual([
			['b', true, true, true, false],
			['c', true, false, false, false],
			['a', true, true, false, true],
			['d', false, true, false, false]
		]);
	});

	it('are summed up by numbers; new numbers alone are counted apart', () => {
		const older = content([measure('1'), measure('2'), measure('3')]);
		const newer = content([
			measure('1'),
			measure('9', { number: '2' }),
			measure('2', { number: '3' }),
			measure('3', { number: '4', result: 'Справка' })
		]);
		expect(summaryOf(compare(older, newer))).toEqual({
			head: [],
			sections: 0,
			added: ['2'],
			addedCount: 1,
			removed: [],
			removedCount: 0,
			changed: [{ number: '4', fields: ['result'] }],
			changedCount: 1,
			reordered: 1
		});
	});
});

const anyContent: fc.Arbitrary<VersionContent> = fc
	.record({
		ids: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 10 }),
		texts: fc.array(fc.constantFrom('Курсы', 'Семинар', 'Диагностика'), {
			minLength: 12,
			maxLength: 12
		}),
		terms: fc.array(fc.constantFrom('Октябрь', 'постоянно'), { minLength: 12, maxLength: 12 }),
		sections: fc.array(fc.constantFrom('a', 'b', null), { minLength: 12, maxLength: 12 }),
		order: fc.constantFrom(['a', 'b'], ['b', 'a']),
		title: fc.constantFrom('Дорожная карта', 'План')
	})
	.map(({ ids, texts, terms, sections, order, title }) => ({
		head: { ...head, title },
		sections: order.map((id) => ({ id, parentId: null, title: `Раздел ${id}` })),
		// print order: those outside first, then by section
		measures: [null, ...order].flatMap((sectionId) =>
			ids
				.filter((id) => sections[id - 1] === sectionId)
				.map((id) =>
					measure(String(id), {
						sectionId,
						text: texts[id - 1]!,
						term: sampleTerm(terms[id - 1]!, '2026-10-01')
					})
				)
		)
	}));

describe('any two versions', () => {
	it('differ exactly where their digests do', () => {
		fc.assert(
			fc.property(anyContent, anyContent, (one, other) => {
				expect(isSame(compare(one, other))).toBe(digestOf(one) === digestOf(other));
				expect(isSame(compare(one, JSON.parse(JSON.stringify(one)) as VersionContent))).toBe(true);
			})
		);
	});

	it('differ the other way round by the opposite', () => {
		const ids = (pairs: { before: { id: string } | null; after: { id: string } | null }[]) =>
			pairs.map(({ before, after }) => [before?.id ?? null, after?.id ?? null].join('>')).sort();
		fc.assert(
			fc.property(anyContent, anyContent, (one, other) => {
				const there = compare(one, other).measures;
				const back = compare(other, one).measures;
				const gone = there.filter(({ after }) => !after).map(({ before }) => before!.id);
				const come = back.filter(({ before }) => !before).map(({ after }) => after!.id);
				expect(gone.sort()).toEqual(come.sort());
				const changed = (pairs: typeof there) =>
					ids(pairs.filter(({ fields }) => fields.length > 0));
				expect(changed(there)).toEqual(changed(back));
			})
		);
	});

	it('move no more measures than must stand elsewhere', () => {
		fc.assert(
			fc.property(anyContent, fc.nat(20), (one, pick) => {
				const outside = one.measures.filter(({ sectionId }) => sectionId === null);
				const taken = outside[pick % Math.max(1, outside.length)];
				if (!taken || outside.length < 2) return;
				const others = one.measures.filter((each) => each !== taken);
				const moved = { ...one, measures: [taken, ...others] };
				const { measures } = compare(one, moved);
				expect(measures.length).toBeLessThanOrEqual(1);
			})
		);
	});
});
