/** Automatic numbers of a Word document: numbers of rows in plans are very often such lists. */

import { limits } from '../../limits.ts';
import { Refusal } from '../../source.ts';
import type { Attributes, XmlHandler } from '../xml.ts';
import { symbolOf } from './symbols.ts';

interface Level {
	start: number;
	format: string;
	/** What is printed: `%1.%2.` where %N stands for the number of level N. */
	text: string;
	/** What parts the number from the text. */
	suffix: 'tab' | 'space' | 'nothing';
	/** Level (from 1) whose step restarts this one; 0 never, null any above. */
	restart: number | null;
	/** All numbers of the text in Arabic figures. */
	legal: boolean;
	style: string | null;
}

interface List {
	levels: (Level | undefined)[];
	/** Style whose list this one borrows. */
	styleLink: string | null;
	/** Style that this list is made for. */
	madeFor: string | null;
}

interface Use {
	list: string;
	overrides: (Level | undefined)[];
	starts: (number | undefined)[];
}

const deepest = 9;
/** Word itself takes no more. */
const longestText = 255;

/** Collects lists from `numbering.xml` (fed to `scanXml`) and then counts paragraphs. */
export class Numbering implements XmlHandler {
	#lists = new Map<string, List>();
	#uses = new Map<string, Use>();
	#list: List | null = null;
	#use: Use | null = null;
	#level: Level | null = null;
	#levelNumber = 0;
	#counters = new Map<string, (number | undefined)[]>();
	#started = new Set<string>();

	open(name: string, attributes: Attributes): unknown {
		const value = attributes.get('w:val') ?? '';
		switch (name) {
			case 'w:abstractNum':
				this.#list = { levels: [], styleLink: null, madeFor: null };
				this.#keep(this.#lists, attributes.get('w:abstractNumId'), this.#list);
				return;
			case 'w:num':
				this.#use = { list: '', overrides: [], starts: [] };
				this.#keep(this.#uses, attributes.get('w:numId'), this.#use);
				return;
			case 'w:abstractNumId':
				if (this.#use) this.#use.list = value;
				return;
			case 'w:numStyleLink':
				if (this.#list) this.#list.styleLink = value;
				return;
			case 'w:styleLink':
				if (this.#list) this.#list.madeFor = value;
				return;
			case 'w:lvlOverride':
				this.#levelNumber = levelOf(attributes.get('w:ilvl'));
				return;
			case 'w:startOverride':
				if (this.#use) this.#use.starts[this.#levelNumber] = countOf(value);
				return;
			case 'w:lvl':
				this.#beginLevel(attributes);
				return;
			case 'mc:Fallback':
			case 'w:numPicBullet':
				return true;
			default:
				if (this.#level) setLevel(this.#level, name, value, attributes);
		}
	}

	#keep<T>(map: Map<string, T>, id: string | undefined, value: T): void {
		if (map.size >= limits.definitions) throw new Refusal('bomb', 'numbering');
		if (id !== undefined) map.set(id, value);
	}

	#beginLevel(attributes: Attributes): void {
		this.#levelNumber = levelOf(attributes.get('w:ilvl'));
		this.#level = {
			start: 0,
			format: 'decimal',
			text: '',
			suffix: 'tab',
			restart: null,
			legal: false,
			style: null
		};
		const levels = this.#use ? this.#use.overrides : this.#list?.levels;
		if (levels) levels[this.#levelNumber] = this.#level;
	}

	close(name: string): void {
		if (name === 'w:lvl') this.#level = null;
		else if (name === 'w:abstractNum') this.#list = null;
		else if (name === 'w:num') this.#use = null;
	}

	text(): void {}

	/**
	 * Counts one more paragraph of a list and gives what is printed before its text,
	 * with the space that parts them; '' where nothing is printed.
	 * `level` from 0, or null: the level that is tied to the paragraph's style.
	 */
	next(useId: string, level: number | null, style: string | null): string {
		const use = this.#uses.get(useId);
		const list = use && this.#listOf(use);
		if (!use || !list) return '';
		const at = Math.min(level ?? levelOfStyle(list.levels, style), deepest - 1);
		const levels = Array.from({ length: at + 1 }, (_, i) => use.overrides[i] ?? list.levels[i]);
		const own = levels[at];
		if (!own) return '';
		const counters = this.#count(useId, use, list, levels, at);
		const printed = print(own, levels, counters);
		return printed && own.suffix !== 'nothing' ? `${printed} ` : printed;
	}

	#listOf(use: Use): List | undefined {
		const list = this.#lists.get(use.list);
		if (!list?.styleLink || list.levels.length > 0) return list;
		const linked = [...this.#lists.values()].find((other) => other.madeFor === list.styleLink);
		return linked ?? list;
	}

	#count(
		useId: string,
		use: Use,
		list: List,
		levels: (Level | undefined)[],
		at: number
	): (number | undefined)[] {
		let counters = this.#counters.get(use.list);
		if (!counters) this.#counters.set(use.list, (counters = []));
		const restart = use.starts[at];
		const key = `${useId} ${at}`;
		if (restart !== undefined && !this.#started.has(key)) {
			this.#started.add(key);
			counters[at] = restart;
		} else {
			const before = counters[at];
			counters[at] = before === undefined ? levels[at]!.start : before + 1;
		}
		for (let above = 0; above < at; above++) counters[above] ??= levels[above]?.start ?? 1;
		for (let below = at + 1; below < deepest; below++) {
			const restartsBy = list.levels[below]?.restart ?? null;
			if (restartsBy === null || (restartsBy !== 0 && at < restartsBy)) {
				counters[below] = undefined;
			}
		}
		return counters;
	}
}

function setLevel(level: Level, name: string, value: string, attributes: Attributes): void {
	if (name === 'w:start') level.start = countOf(value);
	else if (name === 'w:numFmt') level.format = value;
	else if (name === 'w:lvlText') level.text = value.slice(0, longestText);
	else if (name === 'w:lvlRestart') level.restart = countOf(value);
	else if (name === 'w:isLgl') level.legal = !/^(0|false|off)$/.test(value);
	else if (name === 'w:pStyle') level.style = value;
	else if (name === 'w:rFonts' && level.format === 'bullet') {
		level.text = symbolOf(attributes.get('w:ascii') ?? '', level.text);
	} else if (name === 'w:suff' && (value === 'space' || value === 'nothing')) level.suffix = value;
}

function levelOf(value: string | undefined): number {
	const level = Number(value ?? 0);
	return Number.isInteger(level) && level >= 0 && level < deepest ? level : 0;
}

function countOf(value: string): number {
	const count = Number(value);
	return Number.isInteger(count) && count >= 0 && count < 1_000_000 ? count : 0;
}

function levelOfStyle(levels: (Level | undefined)[], style: string | null): number {
	if (style === null) return 0;
	return Math.max(
		0,
		levels.findIndex((level) => level?.style === style)
	);
}

function print(
	own: Level,
	levels: (Level | undefined)[],
	counters: (number | undefined)[]
): string {
	if (own.format === 'bullet') return symbolOf('', own.text);
	return own.text.replace(/%([1-9])/g, (_, figure: string) => {
		const at = Number(figure) - 1;
		const level = levels[at];
		if (!level) return '';
		return formatCount(counters[at] ?? level.start, own.legal ? 'decimal' : level.format);
	});
}

const russianLetters = 'абвгдежзиклмнопрстуфхцчшщэюя';
const latinLetters = 'abcdefghijklmnopqrstuvwxyz';
const roman: [number, string][] = [
	[1000, 'm'],
	[900, 'cm'],
	[500, 'd'],
	[400, 'cd'],
	[100, 'c'],
	[90, 'xc'],
	[50, 'l'],
	[40, 'xl'],
	[10, 'x'],
	[9, 'ix'],
	[5, 'v'],
	[4, 'iv'],
	[1, 'i']
];

function formatCount(count: number, format: string): string {
	switch (format) {
		case 'none':
			return '';
		case 'decimalZero':
			return String(count).padStart(2, '0');
		case 'russianLower':
			return inLetters(count, russianLetters);
		case 'russianUpper':
			return inLetters(count, russianLetters).toUpperCase();
		case 'lowerLetter':
			return inLetters(count, latinLetters);
		case 'upperLetter':
			return inLetters(count, latinLetters).toUpperCase();
		case 'lowerRoman':
			return inRoman(count);
		case 'upperRoman':
			return inRoman(count).toUpperCase();
		default:
			return String(count);
	}
}

/** After the last letter Word doubles it: а … я, аа, бб. */
function inLetters(count: number, letters: string): string {
	if (count < 1 || count > 1_000) return String(count);
	const letter = letters[(count - 1) % letters.length]!;
	return letter.repeat(Math.ceil(count / letters.length));
}

function inRoman(count: number): string {
	if (count < 1 || count > 3_999) return String(count);
	let left = count;
	let text = '';
	for (const [value, figure] of roman) {
		text += figure.repeat(Math.floor(left / value));
		left %= value;
	}
	return text;
}
