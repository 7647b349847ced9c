/**
 * The programme of a year in the form of 004, and the passport, as papers: the order and the wording
 * are those of the form; what was dropped is left out and the rest is numbered anew. Pure.
 */
import {
	annexMark,
	dottedDate,
	type Block,
	type Column,
	type OfficialDocument,
	type OrderReference,
	type Paragraph,
	type Part,
	type Row,
	type Table
} from '../office/description.ts';
import { roadmapPaper } from '../roadmap/export/paper.ts';
import { formLines, type ProgrammeForm } from './form.ts';
import type { Line, LineSection, ListedSchool, Schools } from './model.ts';
import type { Content } from './version.ts';

/** What stands where a place of the form is not filled: as long as in the form. */
const GAP = '____________';

export interface PaperOf {
	content: Content;
	form: ProgrammeForm;
	/** null: which schools they are is not for this reader. */
	schools: Schools | null;
	/** The order that approved it; null for a draft. */
	order: OrderReference | null;
}

/** The yearly document: ten sections, and the roadmap as its annex. */
export function programmePaper({ content, form, schools, order }: PaperOf): OfficialDocument {
	const { written, place, annex } = content;
	const rows = (section: LineSection) =>
		written.lines.filter((line) => line.section === section && line.kept);
	const title = `${form.name} на ${written.year} год`;
	const blocks: Block[] = [
		...(order ? [annexMark(order)] : []),
		{ kind: 'title', text: `${form.name}\nна ${written.year} год` },
		plain(`${place.kind === 'region' ? form.region : form.place} ${place.name}`),
		head(1, form.listed.title),
		schoolsTable(form.listed.columns, schools?.listed ?? [], (school) => school.person),
		head(2, form.risky.title),
		schoolsTable(form.risky.columns, schools?.risky ?? [], (school) => basisOf(school, content)),
		head(3, form.support.title),
		...bullets(rows('support')),
		head(4, form.plan.title.replace('{year}', String(written.year))),
		table(
			form.plan.columns,
			[110, 60],
			rows('plan').map(({ text, term }) => [text, term])
		),
		head(5, diagnosisText(form, content)),
		head(6, form.deficits.title),
		table(
			form.deficits.columns,
			[12, 88, 70],
			formLines(form, 'deficits').map(({ key, text }, index) => [
				`${index + 1}.`,
				text,
				(schools?.deficits[key] ?? []).join(', ')
			])
		),
		head(7, form.measures.title),
		plain(written.passport.purpose || form.measures.purpose),
		...titled(form.measures.tasksTitle, bullets(rows('tasks'))),
		...titled(form.measures.roadmapTitle, bullets(rows('roadmap'))),
		...(annex ? [plain(form.measures.note)] : []),
		head(8, form.monitoring.title),
		table(
			form.monitoring.columns,
			[12, 88, 70],
			rows('monitoring').map(({ text, source }, index) => [String(index + 1), text, source])
		),
		head(9, form.coordinators.title),
		table(
			form.coordinators.columns,
			[12, 108, 50],
			rows('coordinators').map(({ text, term }, index) => [`${index + 1}.`, text, term])
		),
		head(10, form.involvement.title),
		table(
			form.involvement.columns,
			[12, 70, 88],
			rows('involvement').map(({ text, source }, index) => [String(index + 1), text, source])
		)
	];
	const parts: Part[] = [{ orientation: 'portrait', leftMargin: 30, blocks }];
	if (annex) {
		const paper = roadmapPaper({ ...annex, order: null });
		const mark: Block = {
			kind: 'mark',
			lines: ['Приложение 1', `к программе поддержки ШНОР на ${written.year} год`]
		};
		parts.push(
			...paper.parts.map((part, index) =>
				index === 0 ? { ...part, blocks: [mark, ...part.blocks] } : part
			)
		);
	}
	return { title, parts };
}

/** «Основание»: the order's words, else what the system itself counted it by. */
export function basisOf({ basis }: ListedSchool, { written }: Content): string {
	return basis || `результаты оценочных процедур ${written.settings.listYear} года`;
}

function diagnosisText(form: ProgrammeForm, { diagnosis, place }: Content): string {
	const day = (date: string | null) => (date === null ? GAP : dottedDate(date));
	const ofWhom = place.kind === 'region' ? 'регионального' : 'муниципального';
	return form.diagnosis.text
		.replace('{order}', diagnosis.order || `(реквизиты ${ofWhom} приказа)`)
		.replace('{from}', day(diagnosis.from))
		.replace('{to}', day(diagnosis.to));
}

function schoolsTable(
	columns: readonly string[],
	schools: readonly ListedSchool[],
	third: (school: ListedSchool) => string
): Table {
	return table(
		columns,
		[12, 70, 48, 40],
		schools.map((school, index) => [String(index + 1), school.name, third(school), school.phone])
	);
}

/** A table of text; one without rows keeps an empty one, as the form does. */
export function table(
	columns: readonly string[],
	widths: readonly number[],
	texts: readonly string[][]
): Table {
	const numbered = columns[0]!.startsWith('№');
	return {
		kind: 'table',
		columns: widths.map((width, index): Column => ({
			width,
			align: index === 0 && numbered ? 'center' : 'left'
		})),
		head: [columns.map((text) => ({ text }))],
		rows: (texts.length > 0 ? texts : [columns.map(() => '')]).map((cells): Row => ({
			kind: 'cells',
			cells: cells.map((text) => ({ text }))
		}))
	};
}

const paragraph = (text: string, given: Partial<Paragraph> = {}): Paragraph => ({
	...{ kind: 'paragraph', text, align: 'justify', indent: false, bold: false },
	...given
});
const head = (number: number, text: string) =>
	paragraph(`${number}. ${text}`, { align: 'left', bold: true });
export const plain = (text: string) => paragraph(text);
const bullets = (lines: readonly Pick<Line, 'text'>[]) =>
	lines.map(({ text }) => paragraph(`– ${text}`, { align: 'left' }));

/** A heading with what stands under it; nothing where nothing does. */
function titled(text: string, blocks: Block[]): Block[] {
	return blocks.length > 0 ? [paragraph(text, { align: 'left' }), ...blocks] : [];
}
