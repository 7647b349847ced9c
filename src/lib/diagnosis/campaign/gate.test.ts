import { describe, expect, it } from 'vitest';
import { drawCode, hashCode } from './codes.ts';
import { Counter, drawMark, leastSeconds, mostOfAddress, stopOf, trap } from './gate.ts';

const token = 'abcdefghjkmnpqrs';
const begin = Date.UTC(2026, 10, 24, 9);
const later = begin + leastSeconds * 1000;
const sender = (now = later, secret = 's') => ({ address: '192.0.2.1', secret, now });
const form = (fields: Record<string, string> = {}) => {
	const sent = new FormData();
	const mark = drawMark('s', token, 'sheet', begin);
	for (const [name, value] of Object.entries({ sheet: 'sheet', mark, ...fields }))
		sent.append(name, value);
	return sent;
};

describe('the gate', () => {
	it('takes a form that was shown, even days later', () => {
		expect(stopOf(form(), token, sender())).toBeNull();
		expect(stopOf(form(), token, sender(begin + 9 * 86_400_000))).toBeNull();
	});

	it('stops what no person sends', () => {
		expect(stopOf(form(), token, sender(later - 1))).toBe('soon');
		expect(stopOf(form({ [trap]: 'x' }), token, sender())).toBe('trap');
		for (const mark of ['', 'x.y', '0.0.0'])
			expect(stopOf(form({ mark }), token, sender())).toBe('stale');
		expect(stopOf(form({ sheet: 'another' }), token, sender())).toBe('stale');
		expect(stopOf(form(), 'another-link-0000', sender())).toBe('stale');
		expect(stopOf(form(), token, sender(later, 'another secret'))).toBe('stale');
		// the second cannot be changed without the signature
		const [second, signature] = drawMark('s', token, 'sheet', begin).split('.');
		const earlier = `${(Number.parseInt(second!, 36) - 60).toString(36)}.${signature}`;
		expect(stopOf(form({ mark: earlier }), token, sender(begin))).toBe('stale');
	});

	it('lets whole classes of one address pass, and stops a flood for a minute', () => {
		const counter = new Counter(mostOfAddress, 1000);
		const take = (address: string, count: number, now = begin) =>
			Array.from({ length: count }, () => counter.take(address, now)).filter(Boolean).length;
		expect(take('192.0.2.1', 30)).toBe(30);
		expect(take('192.0.2.1', 1000)).toBe(mostOfAddress - 30);
		expect(take('192.0.2.2', 30)).toBe(30);
		expect(take('192.0.2.1', 1, begin + 60_000)).toBe(1);
		// all addresses together
		expect(take('127.0.0.1', 2000, begin + 60_000)).toBe(999);
		expect(take('192.0.2.3', 1, begin + 60_000)).toBe(0);
	});

	it('holds no address', () => {
		const counter = new Counter(1);
		counter.take('192.0.2.1', begin);
		expect(JSON.stringify(counter)).not.toContain('192');
		expect(Object.values(counter)).toEqual([]);
	});
});

describe('codes', () => {
	it('are found however they are copied, and by whoever has the secret alone', () => {
		const code = drawCode();
		expect(code).toMatch(/^[a-hjkmnp-z2-9]{4}-[a-hjkmnp-z2-9]{4}$/);
		const hash = hashCode('s', code);
		expect(hash).toHaveLength(16);
		expect(hashCode('s', ` ${code.toUpperCase().replace('-', ' ')} `)).toEqual(hash);
		expect(hashCode('t', code)).not.toEqual(hash);
	});
});
