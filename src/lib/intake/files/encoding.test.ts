import { describe, expect, it } from 'vitest';
import { decode } from './encoding.ts';

const plan = `№ п/п;Мероприятие;Срок
1;Разработать «дорожную карту» поддержки школ – до 1 сентября 2026 г.;в течение года
2;СОВЕЩАНИЕ С РУКОВОДИТЕЛЯМИ ОБРАЗОВАТЕЛЬНЫХ ОРГАНИЗАЦИЙ;ежеквартально`;

/** Bytes of a text in a one-byte encoding, found by what each byte decodes to. */
function encode(text: string, encoding: string): Uint8Array {
	const decoder = new TextDecoder(encoding);
	const codes = new Map<string, number>();
	for (let byte = 0; byte < 256; byte++) codes.set(decoder.decode(new Uint8Array([byte])), byte);
	return Uint8Array.from([...text].map((sign) => codes.get(sign) ?? 63));
}

const letters = (text: string) => text.replace(/[^А-Яа-яЁё\d\n; ]/g, '');

describe('the encoding of a text', () => {
	it.each(['windows-1251', 'koi8-r', 'ibm866', 'x-mac-cyrillic', 'iso-8859-5'])(
		'%s is told by its letters',
		(name) => {
			const { text, encoding } = decode(encode(plan, name));
			expect(encoding).toBe(name);
			expect(letters(text).replaceAll('?', '')).toBe(letters(plan));
		}
	);

	it.each(['windows-1251', 'koi8-r', 'ibm866'])('%s is told from one short line', (name) => {
		for (const line of [
			'Срок',
			'ПЛАН',
			'Дорожная карта',
			'май',
			'УТВЕРЖДАЮ',
			'Иванова А.А., директор'
		]) {
			expect(decode(encode(line, name)).text).toBe(line);
		}
	});

	it('is UTF-8 where the bytes are', () => {
		expect(decode(new TextEncoder().encode(plan))).toEqual({ text: plan, encoding: 'utf-8' });
		expect(decode(new TextEncoder().encode(`\ufeff${plan}`)).text).toBe(plan);
		expect(decode(new TextEncoder().encode('plain')).encoding).toBe('utf-8');
	});

	it('is UTF-8 even where a byte is spoilt', () => {
		const bytes = new TextEncoder().encode(plan);
		bytes[40] = 0xff;
		expect(decode(bytes).encoding).toBe('utf-8');
	});

	it.each([
		['with a mark', '\ufeff'],
		['without a mark', '']
	])('is UTF-16 of both orders, %s', (_, mark) => {
		const little = new Uint8Array(Buffer.from(mark + plan, 'utf16le'));
		const big = new Uint8Array(Buffer.from(mark + plan, 'utf16le').swap16());
		expect(decode(little)).toEqual({ text: plan, encoding: 'utf-16le' });
		expect(decode(big)).toEqual({ text: plan, encoding: 'utf-16be' });
	});

	it('is what a page declares, but only where that reads as well', () => {
		expect(decode(encode(plan, 'windows-1251'), 'koi8-r').encoding).toBe('windows-1251');
		expect(decode(encode('café – naïve', 'windows-1252'), 'windows-1252').text).toBe(
			'café – naïve'
		);
		expect(decode(encode(plan, 'koi8-r'), 'no-such-thing').encoding).toBe('koi8-r');
	});
});
