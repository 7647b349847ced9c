import { clean } from './clean.ts';
import { LEXICON } from './lexicon.ts';
import { readNumeric } from './numeric.ts';
import { forgive, inCyrillic, romanValue } from './spelling.ts';
import type { Mark, Piece, Token } from './token.ts';

const MARKS: Record<string, Mark> = {
	'-': 'dash',
	',': 'comma',
	';': 'comma',
	'|': 'comma',
	'•': 'comma',
	'·': 'comma',
	'+': 'comma',
	'&': 'comma',
	':': 'colon',
	'(': 'open',
	'[': 'open',
	'{': 'open',
	')': 'close',
	']': 'close',
	'}': 'close',
	'/': 'slash',
	'\\': 'slash',
	'#': 'sign'
};

const GAP = /_(?:[_\s.]*_)+/y;
const DOTS = /\.{3,}/y;
const WORD = /0?(?:\p{L}(?:\p{L}|[03](?!\d))*)/uy;
/** «1У», «l1», «I1»: Roman numbers of a Cyrillic keyboard or with a one for an I. */
const ROMAN_WITH_DIGITS = /(?:[1l][уyvхxl1]{1,3}|\p{L}1{1,2})(?![\p{L}\d])/uy;

/** The tokens of a phrase; what is no part of the language of terms (dots, odd signs) is left out. */
export function tokenise(phrase: string): Token[] {
	const text = clean(phrase);
	const tokens: Token[] = [];
	let at = 0;
	while (at < text.length) {
		const piece = pieceAt(text, at);
		if (piece) tokens.push(piece.token);
		at = piece ? piece.end : at + 1;
	}
	return joinBroken(tokens);
}

function pieceAt(text: string, at: number): Piece | null {
	const letter = text[at]!;
	if (letter === ' ') return null;
	const mark = MARKS[letter];
	if (mark) return { token: { kind: mark }, end: mark === 'dash' ? afterDashes(text, at) : at + 1 };
	if (letter === '_') return markAt(GAP, 'blank', text, at);
	if (letter === '.') return markAt(DOTS, 'dots', text, at);
	const roman = letter === '1' || text[at + 1] === '1' ? mixedRomanAt(text, at) : null;
	if (roman) return roman;
	const isDigit = letter >= '0' && letter <= '9';
	return isDigit ? (zeroWordAt(text, at) ?? readNumeric(text, at)) : wordAt(text, at);
}

function afterDashes(text: string, at: number): number {
	let end = at;
	while (text[end] === '-') end++;
	return end;
}

function markAt(pattern: RegExp, kind: Mark, text: string, at: number): Piece | null {
	pattern.lastIndex = at;
	return pattern.test(text) ? { token: { kind }, end: pattern.lastIndex } : null;
}

function mixedRomanAt(text: string, at: number): Piece | null {
	ROMAN_WITH_DIGITS.lastIndex = at;
	const found = ROMAN_WITH_DIGITS.exec(text)?.[0];
	if (found === undefined || !/\D/.test(found)) return null;
	const roman = romanValue(found);
	if (roman === null) return null;
	const token: Token = { kind: 'word', text: found, word: null, roman, mistyped: false };
	return { token, end: ROMAN_WITH_DIGITS.lastIndex };
}

/** «0ктябрь»: a zero for an O begins a word. */
function zeroWordAt(text: string, at: number): Piece | null {
	const isWord = text[at] === '0' && /^\p{L}{3}/u.test(text.slice(at + 1, at + 4));
	return isWord ? wordAt(text, at) : null;
}

function wordAt(text: string, at: number): Piece | null {
	WORD.lastIndex = at;
	const found = WORD.exec(text);
	return found && { token: wordToken(found[0]), end: WORD.lastIndex };
}

function wordToken(raw: string): Token {
	const roman = romanValue(raw);
	const text = inCyrillic(raw);
	const exact = LEXICON.get(text) ?? null;
	const word = exact ?? forgive(text);
	return { kind: 'word', text, word, roman, mistyped: word !== null && exact === null };
}

/** «сен- тябрь» of a narrow column is one word again, if both halves mean nothing alone. */
function joinBroken(tokens: Token[]): Token[] {
	const joined: Token[] = [];
	for (let i = 0; i < tokens.length; i++) {
		const [left, dash, right] = [tokens[i]!, tokens[i + 1], tokens[i + 2]];
		if (left.kind === 'word' && dash?.kind === 'dash' && right?.kind === 'word') {
			const whole = LEXICON.get(left.text + right.text);
			const isBroken = whole && (left.word === null || right.word === null || left.mistyped);
			if (isBroken) {
				joined.push({ ...left, text: left.text + right.text, word: whole, mistyped: false });
				i += 2;
				continue;
			}
		}
		joined.push(left);
	}
	return joined;
}
