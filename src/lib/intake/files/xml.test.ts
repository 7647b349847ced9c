import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../source.ts';
import { decodeXml, scanXml } from './xml.ts';

const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** What the scanner tells of a text, one line each. */
function events(source: string, passed: string[] = []): string[] {
	const lines: string[] = [];
	scanXml(source, {
		open(name, attributes) {
			const value = attributes.get('w:val') ?? attributes.get('val');
			lines.push(value === undefined ? `<${name}` : `<${name} ${value}`);
			return passed.includes(name);
		},
		close: (name) => void lines.push(`/${name}`),
		text: (text) => void lines.push(text)
	});
	return lines;
}

describe('scanning XML', () => {
	it('tells elements, attributes and text in order', () => {
		expect(
			events('<?xml version="1.0"?><!-- <x> --><a val="1 &gt; 0">т<b val=\'>\'/>к</a>')
		).toEqual(['<a 1 > 0', 'т', '<b >', '/b', 'к', '/a']);
	});

	it('replaces references and keeps CDATA as it is', () => {
		expect(events('<a>&amp;&#1052;&#x43c;&nbsp;&#0;<![CDATA[<b>&amp;]]></a>')).toEqual([
			'<a',
			'&Мм&nbsp;',
			'<b>&amp;',
			'/a'
		]);
	});

	it('passes over an element with all in it', () => {
		expect(events('<a><b>x<b>y</b><c/></b><b/>z</a>', ['b'])).toEqual([
			'<a',
			'<b',
			'<b',
			'z',
			'/a'
		]);
	});

	it('gives every namespace its usual prefix, where it holds', () => {
		const source = `<d xmlns="${word}" xmlns:q="${word}"><q:p q:val="1"/><x xmlns="other"><p/></x><p/></d>`;
		expect(events(source)).toEqual([
			'<w:d',
			'<w:p 1',
			'/w:p',
			'<x',
			'<p',
			'/p',
			'/x',
			'<w:p',
			'/w:p',
			'/w:d'
		]);
	});

	it.each([
		['<!DOCTYPE a><a/>', 'entities'],
		['<a><b></a>', 'truncated'],
		['<a>', 'truncated'],
		['<a', 'truncated'],
		['<><a/></', 'truncated'],
		['<a></a', 'truncated'],
		['</a>', 'truncated'],
		['<a><!-- </a>', 'truncated'],
		['<a>'.repeat(500), 'too-deep'],
		[`<a><b>${'<c>'.repeat(500)}`, 'too-deep']
	])('refuses %.20s', (source, code) => {
		expect(() => events(source, ['b'])).toThrow(expect.objectContaining({ name: 'Refusal', code }));
	});

	it('answers any text with events or a refusal', () => {
		const piece = fc.constantFrom(
			'<',
			'>',
			'/',
			'!',
			'--',
			'[CDATA[',
			']]>',
			'?',
			'a',
			'"',
			'=',
			'&',
			';',
			' xmlns="'
		);
		fc.assert(
			fc.property(
				fc.array(piece).map((pieces) => pieces.join('')),
				(source) => {
					try {
						events(source);
					} catch (error) {
						expect(error).toBeInstanceOf(Refusal);
					}
				}
			),
			{ numRuns: 2_000 }
		);
	});

	it('reads parts in UTF-8, UTF-16 and a declared Russian encoding', () => {
		const wide = Buffer.from('\ufeff<a>да</a>', 'utf16le');
		const old = [...Buffer.from('<?xml version="1.0" encoding="windows-1251"?><a>'), 0xe4, 0xe0];
		expect(decodeXml(wide)).toBe('<a>да</a>');
		expect(decodeXml(new TextEncoder().encode('<a>да</a>'))).toBe('<a>да</a>');
		expect(decodeXml(Uint8Array.from(old))).toContain('<a>да');
	});
});
