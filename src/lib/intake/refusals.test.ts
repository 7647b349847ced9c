import { describe, expect, it } from 'vitest';
import { wordNote, wordRefusal } from './refusals.ts';
import type { RefusalCode, SourceNote } from './source.ts';

const codes: RefusalCode[] = [
	'too-large',
	'too-many-rows',
	'bomb',
	'too-deep',
	'entities',
	'encrypted',
	'truncated',
	'wrong-ending',
	'unknown-format',
	'picture',
	'empty',
	'needs-libreoffice',
	'conversion-failed',
	'time-out',
	'out-of-memory',
	'crashed'
];
const notes: SourceNote['code'][] = [
	'tracked-changes',
	'hidden-text',
	'encoding',
	'images-only',
	'macros',
	'nested-table',
	'formula-without-value',
	'truncated',
	'converted'
];

describe.each(['ru', 'en'] as const)('words in %s', (locale) => {
	it.each(codes)('say what happened and what to do: %s', (code) => {
		for (const detail of ['', 'docx', 'text', 'archive']) {
			const { what, remedy } = wordRefusal(code, detail, locale);
			for (const sentence of [what, remedy]) {
				expect(sentence).toMatch(/^\p{Lu}.{15,}\.$/u);
				expect(/[а-я]/i.test(sentence)).toBe(locale === 'ru');
			}
		}
	});

	it.each(notes)('say what is special about the file: %s', (code) => {
		expect(wordNote({ code, detail: '3' }, locale)).toMatch(/^\p{Lu}.{15,}\.$/u);
	});
});

it('names the archive and the presentation for what they are', () => {
	expect(wordRefusal('unknown-format', 'archive', 'ru').what).toContain('архив');
	expect(wordRefusal('unknown-format', 'presentation', 'en').what).toContain('presentation');
});
