/** The official form of a roadmap: what Word, PDF, Excel and CSV print. */
import { annexMark, dottedDate } from '../../office/description.ts';
import type { Block, Cell, OfficialDocument, Row, Table } from '../../office/description.ts';
import type { RoadmapSnapshot, SnapshotMeasure } from '../snapshot.ts';
import { lanesTable } from './lanes.ts';
import { headings, outline } from './outline.ts';

/** A4 landscape with the annex mark, the heading, the table and the signature. */
export function roadmapPaper(snapshot: RoadmapSnapshot): OfficialDocument {
	const blocks: Block[] = [];
	if (snapshot.order) blocks.push(annexMark(snapshot.order));
	blocks.push({ kind: 'title', text: titleLines(snapshot.title) });
	const caption = periodCaption(snapshot);
	if (caption) {
		blocks.push({ kind: 'paragraph', text: caption, align: 'center', indent: false, bold: false });
	}
	blocks.push(snapshot.lanes.length > 0 ? lanesTable(snapshot) : measuresTable(snapshot));
	if (snapshot.signatory) blocks.push({ kind: 'signature', ...snapshot.signatory });
	return {
		title: snapshot.title,
		parts: [{ orientation: 'landscape', leftMargin: 20, blocks }]
	};
}

/** The years stand on a line of their own. */
function titleLines(title: string): string {
	return title.replace(/ (на (?:период )?(?:с )?\d{4}\D.*)$/u, '\n$1');
}

/** Said under the heading where the heading itself does not name the years. */
function periodCaption({ title, period, yearKind }: RoadmapSnapshot): string | null {
	const first = period.from.slice(0, 4);
	const last = period.to.slice(0, 4);
	const whole =
		yearKind === 'school'
			? period.from.endsWith('-09-01') && period.to.endsWith('-08-31')
			: period.from.endsWith('-01-01') && period.to.endsWith('-12-31');
	if (whole && title.includes(first) && title.includes(last)) return null;
	return `на период с ${dottedDate(period.from)} по ${dottedDate(period.to)}`;
}

interface PaperColumn {
	head: string;
	width: number;
	centred?: boolean;
	cell: (measure: SnapshotMeasure) => string;
	/** Printed only where the roadmap has any. */
	wanted?: (measure: SnapshotMeasure) => boolean;
}

/** The five approved columns, and two that only roadmaps with notes or deficits have. */
const columns: PaperColumn[] = [
	{ head: '№', width: 12, cell: (measure) => measure.number ?? '' },
	{ head: 'Содержание действия', width: 96, cell: (measure) => measure.text },
	{ head: 'Срок', width: 36, cell: (measure) => measure.term.phrase },
	{
		head: 'Ответственный исполнитель',
		width: 44,
		cell: (measure) => measure.responsible.join('\n')
	},
	{
		head: 'Ожидаемый результат',
		width: 72,
		cell: (measure) => measure.result ?? '',
		wanted: (measure) => measure.result !== null
	},
	{
		head: 'Дефициты',
		width: 27,
		cell: (measure) => measure.factors.join(', '),
		wanted: (measure) => measure.factors.length > 0
	},
	{
		head: 'Примечание',
		width: 36,
		cell: (measure) => measure.notes ?? '',
		wanted: (measure) => measure.notes !== null
	}
];

function measuresTable(snapshot: RoadmapSnapshot): Table {
	const printed = columns.filter(
		({ wanted }) => !wanted || snapshot.measures.some((measure) => wanted(measure))
	);
	const entries = outline(snapshot);
	const heading = headings(entries);
	const rows: Row[] = entries.flatMap(({ path, measures }) => [
		...(path.length > 0
			? [{ kind: 'section' as const, depth: path.length, text: heading(path) }]
			: []),
		...measures.map((measure) => ({
			kind: 'cells' as const,
			cells: printed.map(({ cell }): Cell => ({ text: cell(measure) }))
		}))
	]);
	return {
		kind: 'table',
		columns: printed.map(({ width }) => ({ width, align: 'left' })),
		head: [printed.map(({ head }) => ({ text: head }))],
		rows
	};
}
