/** The official form of a roadmap: what Word, PDF, Excel and CSV print. */
import { annexMark, dottedDate } from '../../office/description.ts';
import type { Block, OfficialDocument, Table } from '../../office/description.ts';
import type { RoadmapSnapshot } from '../snapshot.ts';
import { detailColumns, numberColumn, textColumn } from './columns.ts';
import { lanesTable } from './lanes.ts';
import { sectionedTable } from './sectioned.ts';

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
	return `Срок реализации: с ${dottedDate(period.from)} по ${dottedDate(period.to)}`;
}

function measuresTable(snapshot: RoadmapSnapshot): Table {
	const columns = [numberColumn, textColumn, ...detailColumns].filter(
		({ wanted }) => !wanted || snapshot.measures.some(wanted)
	);
	return sectionedTable(snapshot, {
		columns: columns.map(({ width }) => ({ width, align: 'left' })),
		head: [columns.map(({ head }) => ({ text: head }))],
		rows: (measures) => measures.map((measure) => columns.map(({ cell }) => cell(measure)))
	});
}
