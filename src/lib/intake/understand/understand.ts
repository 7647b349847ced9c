import type { Draft, DraftTable, ReadingHints, Unplaced } from '../draft.ts';
import type { SourceDocument } from '../source.ts';
import { doubtsOf } from './doubts.ts';
import { readFields, responsibleCells, type FieldFrame } from './fields.ts';
import { linesOf, type Line } from './lines.ts';
import { findLevel } from './level.ts';
import { takeNumbers } from './numbers.ts';
import { findOrder } from './order.ts';
import { learnParties } from './people.ts';
import { findPeriod, yearsOf, type Period } from './period.ts';
import { readProse } from './prose.ts';
import { SectionStack, type Heading } from './sections.ts';
import { readTables, type Reading } from './read-tables.ts';
import { textOf } from './terms.ts';
import { columnsOf, laneColumns } from './columns.ts';
import { findTitle, type Title, namesPlanTerm } from './title.ts';
import { unwrap } from './unwrap.ts';
import { RowWalker, type RawMeasure } from './walk.ts';
import { clean, fold } from './words.ts';

/**
 * Reads a document as a roadmap: finds its tables of measures (or prose that lists them), their
 * columns, sections and fields, the plan's title, order and time. Never throws on a document
 * without measures: the draft is empty then and says so in a warning.
 */
export function understand(source: SourceDocument, hints: ReadingHints = {}): Draft {
	const document = unwrap(source);
	const readings = readTables(document, hints);
	const tables = readings.filter((reading) => reading.verdict === 'measures');
	const lines = linesOf(document, tables);
	const planAt = lines.findIndex((line) => line.table !== null && line.plan);
	const before = planAt < 0 ? lines : lines.slice(0, planAt);
	const title = findTitle(before.map((line) => line.text));
	const sections = new SectionStack();
	const walker = new RowWalker(sections);
	walk(readings, title, before, walker);
	walker.close();
	const prose = walker.measures.length === 0 ? readProse(document, sections) : [];
	const raws = [...walker.measures, ...prose];
	return assemble({
		document,
		hints,
		readings,
		raws,
		lines,
		planAt,
		title,
		sections,
		unplaced: walker.unplaced
	});
}

interface Parts {
	document: SourceDocument;
	hints: ReadingHints;
	readings: Reading[];
	raws: RawMeasure[];
	lines: Line[];
	planAt: number;
	title: Title | null;
	sections: SectionStack;
	unplaced: Unplaced[];
}

function walk(readings: Reading[], title: Title | null, before: Line[], walker: RowWalker): void {
	const titles = new Set(title?.lines.map((at) => before[at]!.text));
	for (const reading of readings) {
		if (reading.verdict !== 'measures') continue;
		const sheet = sheetHeading(reading, readings);
		if (sheet) walker.enter(sheet);
		for (const heading of reading.headings) {
			if (!titles.has(heading.text) && !namesPlanTerm(heading.text)) walker.enter(heading);
		}
		walker.table(reading);
	}
}

/** Where a workbook has a sheet for every year or direction, their names are sections. */
function sheetHeading(reading: Reading, all: Reading[]): Heading | null {
	const { sheet } = reading.grid;
	const sheets = new Set(
		all.filter((each) => each.verdict === 'measures').map((each) => each.grid.sheet)
	);
	if (sheet === null || sheets.size < 2 || /^(?:лист|sheet|план)?\s?\d{0,2}$/i.test(sheet))
		return null;
	return { text: clean(sheet), bold: false, level: 1 };
}

function assemble(parts: Parts): Draft {
	const { document, hints, raws, lines, title } = parts;
	const found = raws.length > 0;
	const texts = lines.map((line) => line.text);
	const order = findOrder(texts, parts.planAt < 0 ? texts.length : parts.planAt);
	const documentDate = hints.documentDate ?? order.date;
	const period = found ? periodOf(parts, documentDate) : null;
	const frame = frameOf(parts, period, documentDate);
	const measures = raws.map((raw) => readFields(raw, frame));
	takeNumbers(measures);
	const parties = measures.flatMap((measure) => measure.responsible);
	const listed = listsOf(document);
	const around = lines
		.slice(0, parts.planAt < 0 ? lines.length : parts.planAt)
		.filter((line) => line.table === null || !listed.has(line.table))
		.map((line) => line.text);
	const draft: Draft = {
		title: title?.text ?? null,
		level: hints.level ?? findLevel(title?.text ?? '', around.slice(0, 40), frame.lanes, parties),
		years: period ? yearsOf(period.plan) : [],
		documentDate,
		documentNumber: order.number,
		plan: period?.plan ?? null,
		yearKind: period?.yearKind ?? null,
		sections: parts.sections.all,
		lanes: frame.lanes,
		measures,
		warnings: [],
		unplaced: parts.unplaced,
		tables: parts.readings.filter((reading) => reading.verdict === 'measures').map(describe)
	};
	draft.warnings = doubtsOf({ draft, document, raws, readings: parts.readings, period });
	return draft;
}

/** Tables of several rows: the schools and people they list do not say whose plan it is. */
function listsOf(document: SourceDocument): Set<number> {
	return new Set(
		document.blocks.flatMap((block) =>
			block.kind === 'table' && block.rows.length > MOST_ROWS_OF_STAMP ? [block.number] : []
		)
	);
}

/** A stamp or the head of an order that is laid out as a table has at most so many rows. */
const MOST_ROWS_OF_STAMP = 2;

function periodOf(parts: Parts, documentDate: string | null): Period | null {
	const { hints, raws, lines, title } = parts;
	if (hints.plan) return { plan: hints.plan, yearKind: kindOfYear(hints.plan), by: 'hint' };
	const before = lines
		.slice(0, parts.planAt < 0 ? lines.length : parts.planAt)
		.map((line) => line.text);
	const naming = before.filter((line) =>
		/(?:срок|период)\S* (?:\S+ )?(?:реализац|действи|исполнен|выполнен)/i.test(line)
	);
	const headlines = before.flatMap((line, at) =>
		HEADLINE.test(fold(line))
			? [
					before
						.slice(at, at + 4)
						.filter((each) => each.length < 220)
						.join(' ')
				]
			: []
	);
	const mentions = before.filter(
		(line) =>
			line.length < 500 &&
			/программ|план|дорожн|проект/i.test(line) &&
			!/^\d+\.|в соответствии/i.test(line)
	);
	// days are more exact than the years of a title
	const exact = naming.filter((line) => namesPlanTerm(line) && /(?:\d\d\.){2}20\d\d/.test(line));
	return findPeriod({
		lines: [
			...exact,
			...(title ? [title.text] : []),
			...naming.slice(0, 3),
			...headlines.slice(0, 6)
		],
		mentions: mentions.slice(0, 12),
		headings: parts.sections.all,
		terms: raws
			.map((raw) =>
				textOf(raw, [
					...columnsOf(raw.columns, 'term'),
					...columnsOf(raw.columns, 'begin'),
					...columnsOf(raw.columns, 'end')
				])
			)
			.filter((text) => text !== ''),
		documentDate
	});
}

const HEADLINE =
	/^["«]?(?:об? (?:утвержден|реализац|мероприят|организац|плане|дорожн|поддержк)|программа|(?:муниципальн\S+ |комплексн\S+ )?(?:план|программа|дорожная карта|проект)(?![а-я])|паспорт)/;

function kindOfYear(plan: { from: string; to: string }): 'calendar' | 'school' {
	const begins = Number(plan.from.slice(5, 7));
	return begins >= 8 && begins <= 10 && plan.from.slice(0, 4) < plan.to.slice(0, 4)
		? 'school'
		: 'calendar';
}

function frameOf(parts: Parts, period: Period | null, documentDate: string | null): FieldFrame {
	const laned = parts.readings.find(
		(reading) => reading.verdict === 'measures' && laneColumns(reading.columns).length > 0
	);
	return {
		plan: period?.plan ?? null,
		written: documentDate,
		lanes: laned
			? laneColumns(laned.columns).map((column) => clean(laned.columns.names[column]!))
			: [],
		parties: learnParties(parts.raws.flatMap(responsibleCells)),
		results: parts.raws.some((raw) => columnsOf(raw.columns, 'result').length > 0)
	};
}

function describe(reading: Reading): DraftTable {
	const { columns, grid } = reading;
	return {
		table: grid.table,
		columns: columns.roles.map((role, at) => ({
			role,
			head: columns.heads[at]!,
			confidence: Math.round(columns.confidence[at]! * 100) / 100
		}))
	};
}
