import type { DraftMeasure } from '../draft.ts';
import { readNumber } from './fields.ts';

const IN_TEXT = /^((?:\d{1,3}\.)*\d{1,3})(?:[.)]\s*|\s)(?=[«"“(]?[А-ЯЁа-яёA-Z])/;

/**
 * Takes numbers out of the texts where the plan has no number column but most measures begin
 * with one («1.2. Провести …»), and where a single number slipped into the text's cell.
 */
export function takeNumbers(measures: DraftMeasure[]): void {
	const without = measures.filter((measure) => measure.number === null);
	const numbered = without.filter((measure) => isNumbered(measure.text));
	const most = numbered.length >= Math.max(2, without.length * 0.5);
	const gaps = without.length < measures.length / 2;
	if (!most && !gaps) return;
	for (const measure of numbered) {
		const match = IN_TEXT.exec(measure.text)!;
		measure.number = readNumber(match[1]!);
		measure.text = measure.text.slice(match[0].length);
	}
}

function isNumbered(text: string): boolean {
	const match = IN_TEXT.exec(text);
	return match !== null && (/[.)]/.test(match[0]) || Number(match[1]) < 100);
}
