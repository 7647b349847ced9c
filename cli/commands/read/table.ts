import type { Draft, DraftMeasure } from '../../../src/lib/intake/draft.ts';
import type { Locale } from '../../../src/lib/intake/intake.ts';

const WORDS = {
	ru: {
		untitled: 'Без названия',
		levels: { region: 'регион', municipality: 'муниципалитет', school: 'школа' },
		period: 'Период',
		order: 'Приказ',
		measures: 'Мероприятий',
		heads: ['№', 'Мероприятие', 'Срок', 'Ответственный', 'Результат'],
		doubts: 'Проверьте',
		calm: 'Сомнений нет.'
	},
	en: {
		untitled: 'Untitled',
		levels: { region: 'region', municipality: 'municipality', school: 'school' },
		period: 'Period',
		order: 'Order',
		measures: 'Measures',
		heads: ['No.', 'Measure', 'Term', 'Responsible', 'Result'],
		doubts: 'Please check',
		calm: 'No doubts.'
	}
};

const WIDTHS = [5, 44, 18, 24, 34];

/** The draft as a table for the terminal, sections between its rows, warnings under it. */
export function printDraft(draft: Draft, said: string[], locale: Locale): string {
	const words = WORDS[locale];
	const lines = [draft.title ?? words.untitled];
	if (draft.level) lines.push(words.levels[draft.level]);
	if (draft.plan) lines.push(`${words.period}: ${draft.plan.from} – ${draft.plan.to}`);
	if (draft.documentDate || draft.documentNumber) {
		lines.push(
			`${words.order}: ${[draft.documentDate, draft.documentNumber && `№ ${draft.documentNumber}`].filter(Boolean).join(' ')}`
		);
	}
	lines.push(`${words.measures}: ${draft.measures.length}`, '', ...printRow(words.heads), rule());
	let path: string[] = [];
	for (const measure of draft.measures) {
		const changed = measure.sectionPath.findIndex((heading, at) => heading !== path[at]);
		if (changed >= 0)
			lines.push(...measure.sectionPath.slice(changed).map((heading) => `  ${heading}`));
		path = measure.sectionPath;
		lines.push(...printRow(toTexts(measure)), rule());
	}
	lines.push(
		'',
		...(said.length > 0 ? [`${words.doubts}:`, ...said.map((line) => `- ${line}`)] : [words.calm])
	);
	return `${lines.join('\n')}\n`;
}

function toTexts(measure: DraftMeasure): string[] {
	const text = measure.lane ? `[${measure.lane}] ${measure.text}` : measure.text;
	return [
		measure.number ?? '',
		text,
		printTerm(measure),
		measure.responsible.join('\n'),
		measure.result ?? ''
	];
}

function printTerm({ term }: DraftMeasure): string {
	if (!term.window) return term.phrase;
	const { from, to } = term.window;
	return `${term.phrase}\n${from === to ? from : `${from} – ${to}`}`;
}

function rule(): string {
	return WIDTHS.map((width) => '-'.repeat(width)).join('-+-');
}

/** The cells of a row, wrapped to their widths. */
function printRow(texts: string[]): string[] {
	const cells = texts.map((text, at) => wrap(text, WIDTHS[at]!));
	const height = Math.max(...cells.map((lines) => lines.length));
	return Array.from({ length: height }, (_, line) =>
		cells
			.map((lines, at) => (lines[line] ?? '').padEnd(WIDTHS[at]!))
			.join(' | ')
			.trimEnd()
	);
}

function wrap(text: string, width: number): string[] {
	const lines: string[] = [];
	for (const paragraph of text.split('\n')) {
		let line = '';
		for (const word of paragraph.split(' ')) {
			if (line !== '' && line.length + word.length + 1 > width) {
				lines.push(line);
				line = '';
			}
			line = line === '' ? word : `${line} ${word}`;
			for (; line.length > width; line = line.slice(width)) lines.push(line.slice(0, width));
		}
		lines.push(line);
	}
	return lines;
}
