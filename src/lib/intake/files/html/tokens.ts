/** Cuts HTML into tags and text; tolerant as browsers are, and linear in the length. */

import { limits } from '../../limits.ts';
import { Refusal } from '../../source.ts';
import { decodeReferences } from './entities.ts';

export type Token =
	| { kind: 'text'; text: string }
	| { kind: 'open'; name: string; attributes: string; closed: boolean }
	| { kind: 'close'; name: string };

/** Elements whose content is no markup; all but the first two are never shown. */
const raw = new Set([
	'textarea',
	'xmp',
	'script',
	'style',
	'title',
	'noframes',
	'iframe',
	'noembed'
]);
const nameStart = /[a-z]/i;
const tagName = /[a-z][^\s/>]*/iy;

/**
 * Tokens in order; comments, declarations and the content of scripts are left out.
 * @throws Refusal too-large
 */
export function* tokens(source: string): Generator<Token> {
	let at = 0;
	while (at < source.length) {
		const tag = nextTag(source, at);
		if (tag - at > limits.rawText) throw new Refusal('too-large', 'text');
		if (tag > at) yield { kind: 'text', text: decodeReferences(source.slice(at, tag)) };
		if (tag >= source.length) return;
		if (source[tag + 1] === '!' || source[tag + 1] === '?') {
			at = afterDeclaration(source, tag);
			continue;
		}
		const closing = source[tag + 1] === '/';
		tagName.lastIndex = tag + (closing ? 2 : 1);
		const name = tagName.exec(source)![0].toLowerCase();
		const end = endOfTag(source, tag + 1);
		const attributes = source.slice(tagName.lastIndex, end);
		at = end + 1;
		if (closing) {
			yield { kind: 'close', name };
			continue;
		}
		yield { kind: 'open', name, attributes, closed: attributes.endsWith('/') };
		if (raw.has(name)) {
			const stop = endOfRaw(source, name, at);
			if (name === 'textarea' || name === 'xmp') {
				yield { kind: 'text', text: source.slice(at, stop) };
			}
			at = stop;
		}
	}
}

/** Where the next tag begins; a `<` that no name follows is text. */
function nextTag(source: string, from: number): number {
	for (let at = source.indexOf('<', from); at >= 0; at = source.indexOf('<', at + 1)) {
		const next = source[at + 1] ?? '';
		if (next === '!' || next === '?' || nameStart.test(next)) return at;
		if (next === '/' && nameStart.test(source[at + 2] ?? '')) return at;
	}
	return source.length;
}

function afterDeclaration(source: string, tag: number): number {
	const comment = source.startsWith('<!--', tag);
	const end = source.indexOf(comment ? '-->' : '>', tag + 2);
	if (end < 0) return source.length;
	return end + (comment ? 3 : 1);
}

function endOfTag(source: string, from: number): number {
	let quote = '';
	for (let at = from; at < source.length; at++) {
		const sign = source[at]!;
		if (quote) {
			if (sign === quote) quote = '';
		} else if (sign === '>') return at;
		else if ((sign === '"' || sign === "'") && source[at - 1] === '=') quote = sign;
	}
	return source.length;
}

function endOfRaw(source: string, name: string, from: number): number {
	const pattern = new RegExp(`</${name}[\\s/>]`, 'gi');
	pattern.lastIndex = from;
	return pattern.exec(source)?.index ?? source.length;
}

const attributePattern = /([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** Attributes of a tag by their names in lower case. */
export function attributesOf(text: string): Map<string, string> {
	const values = new Map<string, string>();
	for (const [, name, double, single, bare] of text.matchAll(attributePattern)) {
		const key = name!.toLowerCase();
		if (!values.has(key)) values.set(key, decodeReferences(double ?? single ?? bare ?? ''));
	}
	return values;
}
