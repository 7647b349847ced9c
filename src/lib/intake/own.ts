import { yearKindOf } from '../calendar/calendar.ts';
import { printedNotes } from '../roadmap/export/notes.ts';
import { readRoadmapJson, RoadmapJsonError } from '../roadmap/export/json.ts';
import type { RoadmapSnapshot, SnapshotMeasure } from '../roadmap/snapshot.ts';
import type { Draft, DraftMeasure } from './draft.ts';
import { Refusal, type Cell, type Row, type SourceDocument } from './source.ts';

const heads = [
	'№',
	'Содержание действия',
	'Срок',
	'Ответственный',
	'Ожидаемый результат',
	'Примечание'
];

/** Whether bytes are Opora's own JSON export, by how they begin. */
export function isOwnJson(bytes: Uint8Array): boolean {
	const begin = new TextDecoder().decode(bytes.subarray(0, 200));
	return /^\uFEFF?\s*\{\s*"format"\s*:\s*"opora/.test(begin);
}

/**
 * Reads Opora's own JSON export: nothing needs understanding, the draft is the roadmap itself,
 * shown as the table it would print.
 * @throws Refusal `own-json` with the place and the remedy
 */
export function readOwnJson(text: string): { document: SourceDocument; draft: Draft } {
	const snapshot = parse(text);
	const drawn = draw(snapshot);
	const { period, order, measures } = snapshot;
	const first = Number(period.from.slice(0, 4));
	const last = Number(period.to.slice(0, 4));
	return {
		document: {
			format: 'paste',
			blocks: [
				{
					kind: 'paragraph',
					text: snapshot.title,
					page: null,
					line: 1,
					heading: 1,
					box: null
				},
				{
					kind: 'table',
					number: 1,
					sheet: null,
					columns: heads.length,
					rows: drawn.rows,
					page: null
				}
			],
			pages: null,
			pageSizes: [],
			notes: []
		},
		draft: {
			title: snapshot.title,
			level: snapshot.level,
			years: Array.from({ length: last - first + 1 }, (_, i) => first + i),
			documentDate: order?.date ?? null,
			documentNumber: order?.number ?? null,
			plan: period,
			yearKind: snapshot.yearKind ?? yearKindOf(period),
			sections: snapshot.sections.map(({ path }) => path.at(-1)!),
			lanes: snapshot.lanes,
			measures: measures.map((measure, i) => draftOf(measure, drawn.places[i]!)),
			warnings: [],
			unplaced: [],
			tables: [
				{
					table: 1,
					columns: (['number', 'text', 'term', 'responsible', 'result', 'notes'] as const).map(
						(role, i) => ({ role, head: heads[i]!, confidence: 1 })
					)
				}
			]
		}
	};
}

function parse(text: string): RoadmapSnapshot {
	try {
		return readRoadmapJson(text);
	} catch (error) {
		if (error instanceof RoadmapJsonError) throw new Refusal('own-json', error.message);
		throw error;
	}
}

function draftOf(measure: SnapshotMeasure, row: number): DraftMeasure {
	return {
		number: measure.number,
		section: measure.sectionPath.at(-1) ?? null,
		sectionPath: measure.sectionPath,
		lane: measure.lane,
		text: measure.text,
		responsible: measure.responsible,
		result: measure.result,
		notes: printedNotes(measure) || null,
		term: measure.term,
		source: { page: null, table: 1, row },
		places: {},
		confidence: 1,
		confidences: {}
	};
}

/** The roadmap as the rows of a table, and the row of each measure. */
function draw({ measures }: RoadmapSnapshot): { rows: Row[]; places: number[] } {
	const rows: Row[] = [rowOf(1, heads, true)];
	const places: number[] = [];
	let path: string[] = [];
	let before: SnapshotMeasure | undefined;
	for (const measure of measures) {
		measure.sectionPath.forEach((title, depth) => {
			if (path[depth] === title && depth < path.length) return;
			path = measure.sectionPath.slice(0, depth + 1);
			rows.push(sectionRow(rows.length + 1, title));
		});
		path = measure.sectionPath;
		// measures that stand side by side in their lanes belong to one row
		const beside = measure.lane !== null && measure.row === before?.row ? places.at(-1) : undefined;
		before = measure;
		const { number, text, term, responsible, result } = measure;
		rows.push(
			rowOf(rows.length + 1, [
				number ?? '',
				text,
				term.phrase,
				responsible.join('\n'),
				result ?? '',
				printedNotes(measure)
			])
		);
		places.push(beside ?? rows.length);
	}
	return { rows, places };
}

function sectionRow(number: number, title: string): Row {
	return { ...rowOf(number, [title]), cells: [cellOf(0, title, true, heads.length)] };
}

function rowOf(number: number, texts: string[], bold = false): Row {
	return {
		number,
		page: null,
		cells: texts.map((text, column) => cellOf(column, text, bold)),
		repeatedHead: false,
		continues: null
	};
}

function cellOf(column: number, text: string, bold: boolean, span = 1): Cell {
	return { column, span, rowSpan: 1, text, bold, shaded: false, box: null, page: null };
}
