/**
 * A bounded, fast scanner of XML: no document types, no entities but the five of XML and
 * character references, limited depth. Names come with the usual prefix of their namespace,
 * whatever prefix the file itself uses.
 */

import { limits } from '../limits.ts';
import { Refusal } from '../source.ts';

/** Receives what the scanner meets, in document order. */
export interface XmlHandler {
	/** Returns true where the element and all in it shall be passed over. */
	open(name: string, attributes: Attributes): unknown;
	close(name: string): void;
	text(text: string): void;
}

const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const strict = 'http://purl.oclc.org/ooxml/';

/** The prefix that readers use for each namespace; '' for spreadsheets and relationships. */
const prefixes = new Map([
	[word, 'w'],
	[`${strict}wordprocessingml/main`, 'w'],
	['http://schemas.openxmlformats.org/spreadsheetml/2006/main', ''],
	[`${strict}spreadsheetml/main`, ''],
	['http://schemas.openxmlformats.org/package/2006/relationships', ''],
	['http://schemas.openxmlformats.org/officeDocument/2006/relationships', 'r'],
	[`${strict}officeDocument/relationships`, 'r'],
	['http://schemas.openxmlformats.org/officeDocument/2006/math', 'm'],
	[`${strict}officeDocument/math`, 'm'],
	['http://schemas.openxmlformats.org/markup-compatibility/2006', 'mc'],
	['http://schemas.openxmlformats.org/drawingml/2006/main', 'a'],
	[`${strict}drawingml/main`, 'a'],
	['http://schemas.openxmlformats.org/drawingml/2006/picture', 'pic'],
	[`${strict}drawingml/picture`, 'pic'],
	['urn:schemas-microsoft-com:vml', 'v']
]);

/** Reads names with the prefixes that hold at the place. */
class Names {
	#declared: Map<string, string>;
	#known = new Map<string, string>();
	constructor(declared = new Map<string, string>()) {
		this.#declared = declared;
	}

	/** The scope inside an element that declares namespaces, or this one where it does not. */
	inside(declarations: Map<string, string>): Names {
		let changed: Map<string, string> | null = null;
		for (const [attribute, uri] of declarations) {
			const own = attribute === 'xmlns' ? '' : attribute.slice(6);
			const usual = prefixes.get(uri) ?? own;
			if ((this.#declared.get(own) ?? own) === usual) continue;
			changed ??= new Map(this.#declared);
			changed.set(own, usual);
		}
		return changed ? new Names(changed) : this;
	}

	element(raw: string): string {
		let name = this.#known.get(raw);
		if (name === undefined) {
			const colon = raw.indexOf(':');
			const own = colon < 0 ? '' : raw.slice(0, colon);
			const usual = this.#declared.get(own) ?? own;
			name = usual ? `${usual}:${raw.slice(colon + 1)}` : raw.slice(colon + 1);
			this.#known.set(raw, name);
		}
		return name;
	}

	/** An attribute without a prefix has no namespace, so the default one does not touch it. */
	attribute(raw: string): string {
		return raw.includes(':') ? this.element(raw) : raw;
	}
}

/** Attributes of the element at hand, taken apart only where somebody asks. */
export class Attributes {
	#raw = '';
	#names = new Names();
	#values: Map<string, string> | null = null;

	set(raw: string, names: Names): void {
		this.#raw = raw;
		this.#names = names;
		this.#values = null;
	}

	/** The value of an attribute (`w:val`, `r`), or undefined. */
	get(name: string): string | undefined {
		if (!this.#raw) return undefined;
		this.#values ??= splitAttributes(this.#raw, this.#names);
		return this.#values.get(name);
	}
}

/** Takes attributes apart by hand: a pattern would go back and forth over hostile ones. */
function splitAttributes(raw: string, names: Names | null): Map<string, string> {
	const values = new Map<string, string>();
	let at = 0;
	for (;;) {
		const equals = raw.indexOf('=', at);
		if (equals < 0) return values;
		const name = raw.slice(at, equals).trim();
		const begin = firstAfterBlanks(raw, equals + 1);
		const quote = raw[begin];
		const end = quote === '"' || quote === "'" ? raw.indexOf(quote, begin + 1) : -1;
		if (end < 0) return values;
		values.set(names ? names.attribute(name) : name, decodeEntities(raw.slice(begin + 1, end)));
		at = end + 1;
	}
}

function firstAfterBlanks(text: string, from: number): number {
	let at = from;
	while (at < text.length && text.charCodeAt(at) <= 32) at++;
	return at;
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos);/gi, (whole, name) => {
		if (name[0] !== '#') return named[name.toLowerCase()] ?? whole;
		const hex = name[1] === 'x' || name[1] === 'X';
		const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
		const usable = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
		return usable ? String.fromCodePoint(code) : '';
	});
}

/** Bytes of an XML part as text, by its byte order mark or its declaration. */
export function decodeXml(bytes: Uint8Array): string {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
	const head = new TextDecoder('latin1').decode(bytes.subarray(0, 120));
	const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/.exec(head)?.[1] ?? 'utf-8';
	// A part that names a wide encoding without its mark is in truth UTF-8.
	const label = /^(windows-125\d|koi8-[ru]|iso-8859-\d+)$/i.test(declared) ? declared : 'utf-8';
	return new TextDecoder(label).decode(bytes);
}

/**
 * Reads XML text from its beginning to its end and tells the handler what stands in it.
 * @throws Refusal entities (a document type), too-deep, truncated (not well-formed)
 */
export function scanXml(source: string, handler: XmlHandler): void {
	const attributes = new Attributes();
	const stack: string[] = [];
	const scopes: { depth: number; names: Names }[] = [];
	let names = new Names();
	let passed = 0;
	let at = 0;

	const leave = (): void => {
		if (stack.length < (scopes.at(-1)?.depth ?? 0)) names = scopes.pop()!.names;
	};

	while (at < source.length) {
		const tag = source.indexOf('<', at);
		if (tag < 0) break;
		if (tag > at && passed === 0 && stack.length > 0) {
			if (tag - at > limits.rawText) throw new Refusal('too-large', 'text');
			handler.text(decodeEntities(source.slice(at, tag)));
		}
		const mark = source.charCodeAt(tag + 1);

		if (mark === 47 /* </ */) {
			const end = source.indexOf('>', tag);
			const raw = source.slice(tag + 2, end).trimEnd();
			if (end < 0 || stack.pop() !== raw) throw new Refusal('truncated');
			if (passed > 0) passed--;
			else handler.close(names.element(raw));
			leave();
			at = end + 1;
			continue;
		}
		if (mark === 33 /* <! */ || mark === 63 /* <? */) {
			if (source.startsWith('<![CDATA[', tag)) {
				const end = endOf(source, ']]>', tag);
				if (passed === 0) handler.text(source.slice(tag + 9, end - 3));
				at = end;
			} else if (source.startsWith('<!--', tag)) at = endOf(source, '-->', tag + 4);
			else if (mark === 63) at = endOf(source, '?>', tag);
			else throw new Refusal('entities');
			continue;
		}

		const end = endOfTag(source, tag);
		const nameEnd = endOfName(source, tag + 1, end);
		const closed = source.charCodeAt(end - 1) === 47;
		const raw = source.slice(tag + 1, nameEnd);
		if (raw === '') throw new Refusal('truncated');
		stack.push(raw);
		if (stack.length > limits.depth) throw new Refusal('too-deep');
		at = end + 1;
		if (passed > 0) {
			if (closed) stack.pop();
			else passed++;
			continue;
		}
		const own = source.slice(nameEnd, closed ? end - 1 : end);
		if (own.includes('xmlns')) {
			const inner = names.inside(declarationsOf(own));
			if (inner !== names) {
				scopes.push({ depth: stack.length, names });
				names = inner;
			}
		}
		attributes.set(own, names);
		const name = names.element(raw);
		const pass = handler.open(name, attributes) === true;
		if (closed) {
			if (!pass) handler.close(name);
			stack.pop();
			leave();
		} else if (pass) passed = 1;
	}
	if (stack.length > 0) throw new Refusal('truncated');
}

function declarationsOf(raw: string): Map<string, string> {
	const all = splitAttributes(raw, null);
	for (const name of all.keys()) if (!name.startsWith('xmlns')) all.delete(name);
	return all;
}

function endOf(source: string, mark: string, from: number): number {
	const at = source.indexOf(mark, from);
	if (at < 0) throw new Refusal('truncated');
	return at + mark.length;
}

/** The `>` that ends a tag; one inside of quotes does not. */
function endOfTag(source: string, tag: number): number {
	let quote = 0;
	for (let at = tag + 1; at < source.length; at++) {
		const code = source.charCodeAt(at);
		if (quote !== 0) {
			if (code === quote) quote = 0;
		} else if (code === 62) return at;
		else if (code === 34 || code === 39) quote = code;
		else if (code === 60) break;
	}
	throw new Refusal('truncated');
}

function endOfName(source: string, begin: number, end: number): number {
	for (let at = begin; at < end; at++) {
		const code = source.charCodeAt(at);
		if (code <= 32 || code === 47) return at;
	}
	return end;
}
