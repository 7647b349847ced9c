import type { Numbering } from './numbering.ts';
import type { Style, Styles } from './styles.ts';

/** Direct properties of the run at hand. */
export interface Run {
	bold: boolean | null;
	hidden: boolean | null;
	style: string | null;
}

export const plainRun: Run = { bold: null, hidden: null, style: null };

/** A paragraph while it is read. */
export class OpenParagraph {
	styleId: string | null = null;
	/** List and level of its own; undefined where the style decides. */
	list: string | undefined;
	level: number | undefined;
	heading: number | undefined;
	/** Its end is deleted by a tracked change: it goes on in the next paragraph. */
	joinsNext = false;
	run: Run = plainRun;
	page: number | null = null;
	#text = '';
	#bold = true;
	#begun = false;

	get length(): number {
		return this.#text.length;
	}

	get raw(): string {
		return this.#text;
	}

	/** Whether all its text is bold; false where it has none. */
	get bold(): boolean {
		return this.#begun && this.#bold;
	}

	style(styles: Styles): Style {
		return styles.paragraph(this.styleId);
	}

	/** Whether the run at hand is hidden, by itself or by its styles. */
	isHidden(styles: Styles): boolean {
		const { hidden, style } = this.run;
		return hidden ?? this.style(styles).hidden !== styles.run(style).hidden;
	}

	/** Takes text of the run at hand. */
	add(text: string, styles: Styles, page: number | null): void {
		this.#text += text;
		if (!/\S/.test(text)) return;
		if (!this.#begun) this.page = page;
		this.#begun = true;
		const { bold, style } = this.run;
		this.#bold &&= bold ?? this.style(styles).bold !== styles.run(style).bold;
	}

	/** Begins with what a paragraph before it left over. */
	takeOver(before: OpenParagraph): void {
		this.#text = before.#text + this.#text;
		if (before.#begun) {
			this.page = before.page;
			this.#bold &&= before.#bold;
			this.#begun = true;
		}
	}

	/** The automatic number before its text, counted now: call once for each paragraph. */
	number(styles: Styles, numbering: Numbering): string {
		const style = this.style(styles);
		const list = this.list ?? style.list;
		if (list === null || list === '0') return '';
		return numbering.next(list, this.level ?? style.level, this.styleId);
	}
}
