import { expect, test } from 'vitest';
import { isWithin, ownPath } from './shell.ts';

test('a page belongs to the entry whose address it lies under', () => {
	expect(isWithin('/', '/')).toBe(true);
	expect(isWithin('/schools', '/')).toBe(false);
	expect(isWithin('/schools/abc', '/schools')).toBe(true);
	expect(isWithin('/schoolsandmore', '/schools')).toBe(false);
});

test('nothing leads to another host', () => {
	expect(ownPath('/people?q=а#x')).toBe('/people?q=а#x');
	for (const wanted of [
		'//evil.example',
		'/\\evil.example',
		'https://evil.example',
		'/a\nb',
		'',
		null,
		5
	])
		expect(ownPath(wanted), String(wanted)).toBe('/');
});
