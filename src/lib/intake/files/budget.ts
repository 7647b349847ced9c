import { limits } from '../limits.ts';
import { Refusal } from '../source.ts';

/** Counts what one file yields and refuses it where a limit of `limits.ts` is passed. */
export class Budget {
	#rows = 0;
	#cells = 0;
	#paragraphs = 0;
	#text = 0;

	/** @throws Refusal too-many-rows */
	row(): void {
		if (++this.#rows > limits.rows) throw new Refusal('too-many-rows', String(limits.rows));
	}

	/** @throws Refusal too-many-rows */
	cells(count: number): void {
		this.#cells += count;
		if (this.#cells > limits.cells) throw new Refusal('too-many-rows', String(limits.rows));
	}

	/** @throws Refusal too-large */
	paragraph(): void {
		if (++this.#paragraphs > limits.paragraphs) throw new Refusal('too-large', 'text');
	}

	/**
	 * Counts characters as they are read; `soFar` is the length of the cell or paragraph they join.
	 * @throws Refusal too-large
	 */
	text(length: number, soFar = 0): void {
		this.#text += length;
		if (this.#text > limits.documentText || soFar + length > limits.textLength) {
			throw new Refusal('too-large', 'text');
		}
	}
}
