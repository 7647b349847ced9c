import type { WordClass } from '../lexicon.ts';
import type { Token } from '../token.ts';

/** A place in the tokens; rules move it on success and leave it where it was otherwise. */
export interface Cursor {
	readonly tokens: readonly Token[];
	at: number;
	/** Set by a rule that met a date which no calendar has. */
	impossible: boolean;
	/** Tokens passed over as the words of a schedule or an event: their spelling does not matter. */
	readonly prose: Set<Token>;
}

export type NumberToken = Extract<Token, { kind: 'number' }>;
export type DateToken = Extract<Token, { kind: 'date' }>;

export function peek(cursor: Cursor, ahead = 0): Token | undefined {
	return cursor.tokens[cursor.at + ahead];
}

/** The value of the next word if it is of the class, without moving. */
export function peekWord(cursor: Cursor, wordClass: WordClass, ahead = 0): number | null {
	const token = peek(cursor, ahead);
	return token?.kind === 'word' && token.word?.class === wordClass ? token.word.value : null;
}

/** Takes the next word if it is of one of the classes, and gives its value. */
export function takeWord(cursor: Cursor, ...classes: WordClass[]): number | null {
	const token = peek(cursor);
	if (token?.kind !== 'word' || !token.word || !classes.includes(token.word.class)) return null;
	cursor.at++;
	return token.word.value;
}

/** Takes words as long as they are of the classes. */
export function skipWords(cursor: Cursor, ...classes: WordClass[]): void {
	while (takeWord(cursor, ...classes) !== null);
}

export function takeKind<K extends Token['kind']>(
	cursor: Cursor,
	kind: K
): Extract<Token, { kind: K }> | null {
	const token = peek(cursor);
	if (token?.kind !== kind) return null;
	cursor.at++;
	return token as Extract<Token, { kind: K }>;
}

/** Runs a rule; where it gives null the cursor goes back. */
export function attempt<T>(cursor: Cursor, rule: (cursor: Cursor) => T | null): T | null {
	const { at, impossible } = cursor;
	const result = rule(cursor);
	if (result === null) {
		cursor.at = at;
		cursor.impossible = impossible;
	}
	return result;
}

/** The first rule that reads something. */
export function firstOf<T>(cursor: Cursor, rules: ((cursor: Cursor) => T | null)[]): T | null {
	for (const rule of rules) {
		const result = attempt(cursor, rule);
		if (result !== null) return result;
	}
	return null;
}
