/** Where page numbers come from: what Word last rendered, else breaks that somebody set. */
export type PageMarks = 'rendered' | 'set' | 'none';

/** Counts pages while a document is read; rows of the outermost tables are known to it. */
export class Pages {
	#marks: PageMarks;
	#now = 1;
	#rowBegin = 1;
	#rowEnd = 1;
	#cells = 0;
	#rowHasText = false;

	constructor(marks: PageMarks) {
		this.#marks = marks;
	}

	/** The page at hand, or null where the file does not say. */
	get now(): number | null {
		return this.#marks === 'none' ? null : this.#now;
	}

	turn(mark: PageMarks): void {
		if (mark !== this.#marks) return;
		this.#now++;
		// A break before any text of a row lies before the row, for all its cells.
		if (this.#cells === 1 && !this.#rowHasText) this.#rowBegin++;
	}

	sawText(): void {
		this.#rowHasText = true;
	}

	openRow(): void {
		this.#rowBegin = this.#rowEnd = this.#now;
		this.#cells = 0;
		this.#rowHasText = false;
	}

	/** Each cell of a row begins on the page on which the row begins. */
	openCell(): void {
		this.#rowEnd = Math.max(this.#rowEnd, this.#now);
		this.#now = this.#rowBegin;
		this.#cells++;
	}

	closeRow(): void {
		this.#now = Math.max(this.#rowEnd, this.#now);
		this.#cells = 0;
	}
}
