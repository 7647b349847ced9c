import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesIn, piecesOf } from './text.ts';
import { meantBy, NOBODY } from './who.ts';
import type { Reader } from './model.ts';

describe('names in a comment', () => {
	it('are read with and without initials, each once, е for ё', () => {
		expect(namesIn('@Ермакова, вместе с @Алёхин\u00a0П. и (@Ермакова) @Ким А.Б.: срок?')).toEqual([
			{ text: '@Ермакова', surname: 'ермакова', initials: [] },
			{ text: '@Алёхин П.', surname: 'алехин', initials: ['п'] },
			{ text: '@Ким А.Б.', surname: 'ким', initials: ['а', 'б'] }
		]);
	});

	it('are none in addresses', () => {
		expect(namesIn('пишите на klimova@school.example или https://a.example/@user')).toEqual([
			{ text: '@user', surname: 'user', initials: [] }
		]);
		expect(namesIn('@ и @1 и a@@b')).toEqual([]);
	});
});

describe('a text in pieces', () => {
	it('links addresses without the sentence around them', () => {
		expect(piecesOf('См. https://school.example/a_(1), там «@Ким».', ['@Ким'])).toEqual([
			{ kind: 'text', text: 'См. ' },
			{ kind: 'link', text: 'https://school.example/a_(1)', url: 'https://school.example/a_(1)' },
			{ kind: 'text', text: ', там «' },
			{ kind: 'mention', text: '@Ким' },
			{ kind: 'text', text: '».' }
		]);
	});

	it('links nothing that could run or hides where it leads', () => {
		for (const text of [
			'javascript:alert(1)',
			'https://bank.ru@evil.example/',
			'http://',
			'data:x'
		])
			expect(piecesOf(text, []).every(({ kind }) => kind === 'text')).toBe(true);
	});

	it('loses no letter, whatever is written', () => {
		const part = fc.constantFrom(
			'@Ким',
			'@Ким А. ',
			'https://a.example/@Ким',
			' ',
			'<b>',
			'(',
			')',
			'.',
			'ё',
			'\n'
		);
		fc.assert(
			fc.property(fc.array(fc.oneof(part, fc.string())), (parts) => {
				const text = parts.join('');
				const pieces = piecesOf(text, ['@Ким', '@Ким А.']);
				expect(pieces.map((piece) => piece.text).join('')).toBe(text);
				for (const piece of pieces)
					if (piece.kind === 'link') expect(new URL(piece.url).protocol).toMatch(/^https?:$/);
			})
		);
	});
});

describe('who is meant', () => {
	const reader = (id: string, surname: string, given: string): Reader => ({
		...{ id, surname, given, patronymic: '', post: null, organisation: 'Школа', responsible: false }
	});
	const first = reader('1', 'Ермакова', 'Нина');
	const second = reader('2', 'Ермакова', 'Ольга');
	const other = reader('3', 'Ким', 'Анна');

	it('is the only one that the name fits', () => {
		const found = { fitting: [first, second], near: [] };
		expect(meantBy(namesIn('@Ермакова Н.'), found, {})).toEqual({
			mentions: [{ personId: '1', text: '@Ермакова Н.' }],
			questions: []
		});
	});

	it('is asked where several fit, and where none does', () => {
		const found = { fitting: [first, second], near: [other] };
		const names = namesIn('@Ермакова и @Петрова');
		expect(meantBy(names, found, {}).questions).toEqual([
			{ text: '@Ермакова', fits: true, readers: [first, second] },
			{ text: '@Петрова', fits: false, readers: [other] }
		]);
		expect(meantBy(names, found, { '@Ермакова': '2', '@Петрова': NOBODY })).toEqual({
			mentions: [{ personId: '2', text: '@Ермакова' }],
			questions: []
		});
	});

	it('is not whoever a forged form names', () => {
		const found = { fitting: [first, second], near: [] };
		expect(meantBy(namesIn('@Ермакова'), found, { '@Ермакова': '3' }).questions).toHaveLength(1);
	});
});
