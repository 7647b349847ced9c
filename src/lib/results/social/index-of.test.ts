import { expect, it } from 'vitest';
import { indexOf, readShares, socialIndex } from './index-of.ts';

it('weighs shares, good and bad, to a number from 0 to 100', () => {
	const shares = { 'higher-education': 20, 'one-parent': 30, register: 4 };
	expect(indexOf(shares)).toBeCloseTo((20 + 70 + 96) / 3, 10);
	expect(indexOf({ 'higher-education': 0, 'one-parent': 100, register: 100 })).toBe(0);
	expect(indexOf({ 'higher-education': 100, 'one-parent': 0, register: 0 })).toBe(100);
	expect(indexOf({ register: 4 })).toBeNull();
	const weighed = {
		...socialIndex,
		factors: socialIndex.factors.map((one) => ({ ...one, weight: one.code === 'register' ? 2 : 1 }))
	};
	expect(indexOf(shares, weighed)).toBeCloseTo((20 + 70 + 2 * 96) / 4, 10);
});

it('reads per cent as people write them, and names what it cannot', () => {
	expect(readShares({ 'higher-education': '12,5', 'one-parent': ' 30 ', register: '0' })).toEqual({
		shares: { 'higher-education': 12.5, 'one-parent': 30, register: 0 }
	});
	expect(readShares({ 'higher-education': '101', 'one-parent': '' })).toEqual({
		errors: {
			'higher-education': 'social_error_share',
			'one-parent': 'social_error_share',
			register: 'social_error_share'
		}
	});
});
