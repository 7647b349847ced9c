import { expect, it } from 'vitest';
import { responsesOf, type Link } from './model.ts';

const link = (audience: Link['audience'], sheets: number | null, expected: number | null) =>
	({ audience, sheets, expected }) as Link;

it('adds up what came by audience, and tells no school of fewer than five by a difference', () => {
	expect(
		responsesOf([
			link('pupils', 40, 80),
			link('pupils', null, 20),
			link('pupils', 0, 50),
			link('head', 1, null),
			link('head', 0, 1)
		])
	).toEqual([
		{ audience: 'head', sheets: 1, isLeast: false, expected: null, silent: 1 },
		{ audience: 'pupils', sheets: 40, isLeast: true, expected: 150, silent: 1 }
	]);
});
