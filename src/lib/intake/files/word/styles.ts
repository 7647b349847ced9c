/** What the styles of a Word document say about text: bold, hidden, headings, numbering. */

import { limits } from '../../limits.ts';
import { Refusal } from '../../source.ts';
import type { Attributes, XmlHandler } from '../xml.ts';

/** The properties of a style with those of the styles it is based on. */
export interface Style {
	bold: boolean;
	hidden: boolean;
	/** Outline level from 1, or null. */
	heading: number | null;
	/** List of the style, or null; '0' takes numbering away. */
	list: string | null;
	level: number | null;
}

interface OwnStyle {
	basedOn: string | null;
	bold: boolean | null;
	hidden: boolean | null;
	heading: number | null;
	list: string | null;
	level: number | null;
}

const plain: Style = { bold: false, hidden: false, heading: null, list: null, level: null };
const longestChain = 30;

/** Whether an on/off property is on: it is when nothing else is said. */
export function isOn(attributes: Attributes): boolean {
	const value = attributes.get('w:val');
	return value === undefined || !/^(0|false|off|none)$/.test(value);
}

/** Collects styles from `styles.xml`; fed to `scanXml` as its handler. */
export class Styles implements XmlHandler {
	#own = new Map<string, OwnStyle>();
	#resolved = new Map<string, Style>();
	#defaultParagraph: string | null = null;
	#current: OwnStyle | null = null;

	open(name: string, attributes: Attributes): unknown {
		const style = this.#current;
		switch (name) {
			case 'w:latentStyles':
			case 'w:tblStylePr':
				return true;
			case 'w:style':
				return this.#begin(attributes);
			case 'w:basedOn':
				if (style) style.basedOn = attributes.get('w:val') ?? null;
				return;
			case 'w:name':
				if (style) style.heading ??= headingOf(attributes.get('w:val') ?? '');
				return;
			case 'w:b':
				if (style) style.bold = isOn(attributes);
				return;
			case 'w:vanish':
				if (style) style.hidden = isOn(attributes);
				return;
			case 'w:outlineLvl':
				if (style) style.heading = outlineLevel(attributes);
				return;
			case 'w:numId':
				if (style) style.list = attributes.get('w:val') ?? null;
				return;
			case 'w:ilvl':
				if (style) style.level = Number(attributes.get('w:val') ?? 0);
		}
	}

	#begin(attributes: Attributes): unknown {
		const id = attributes.get('w:styleId');
		const type = attributes.get('w:type');
		if (id === undefined || type === 'table' || type === 'numbering') return true;
		if (this.#own.size >= limits.definitions) throw new Refusal('bomb', 'styles');
		this.#current = unset();
		this.#own.set(id, this.#current);
		const isDefault = /^(1|true|on)$/.test(attributes.get('w:default') ?? '');
		if (type === 'paragraph' && isDefault) this.#defaultParagraph = id;
	}

	close(name: string): void {
		if (name === 'w:style') this.#current = null;
	}

	text(): void {}

	/** Style of a paragraph; without an id the document's default. */
	paragraph(id: string | null): Style {
		const named = id !== null && this.#own.has(id) ? id : this.#defaultParagraph;
		return named === null ? plain : this.#resolve(named);
	}

	/** Style of a run, without the document's defaults. */
	run(id: string | null): Style {
		return id !== null && this.#own.has(id) ? this.#resolve(id) : plain;
	}

	#resolve(id: string): Style {
		const known = this.#resolved.get(id);
		if (known) return known;
		const style = { ...plain };
		const chain: OwnStyle[] = [];
		for (let at: string | null = id; at !== null && chain.length < longestChain;) {
			const own = this.#own.get(at);
			if (!own || chain.includes(own)) break;
			chain.unshift(own);
			at = own.basedOn;
		}
		for (const own of chain) {
			style.bold = own.bold ?? style.bold;
			style.hidden = own.hidden ?? style.hidden;
			style.heading = own.heading ?? style.heading;
			style.list = own.list ?? style.list;
			style.level = own.level ?? style.level;
		}
		if (style.heading === 0) style.heading = null;
		this.#resolved.set(id, style);
		return style;
	}
}

function unset(): OwnStyle {
	return { basedOn: null, bold: null, hidden: null, heading: null, list: null, level: null };
}

function headingOf(name: string): number | null {
	const level = /^(?:heading|заголовок)\s*([1-9])$/i.exec(name)?.[1];
	if (level) return Number(level);
	return /^(?:title|название)$/i.test(name) ? 1 : null;
}

/** Outline level from 1; 0 says that the text is none (Word writes 9 for body text). */
export function outlineLevel(attributes: Attributes): number {
	const level = Number(attributes.get('w:val'));
	return Number.isInteger(level) && level >= 0 && level < 9 ? level + 1 : 0;
}
