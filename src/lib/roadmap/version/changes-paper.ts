/** «Изменения, которые вносятся в дорожную карту»: the annex of the order that makes a version. */
import { annexMark, dottedDate } from '../../office/description.ts';
import type { Block, Cell, Mark, OfficialDocument, Row } from '../../office/description.ts';
import type { Level, YearKind } from '../snapshot.ts';
import type { Difference, HeadPart, MeasureChange, Part, SectionChange } from './compare.ts';
import type { ContentHead, ContentMeasure, VersionContent } from './content.ts';
import type { VersionHead } from './standing.ts';
import { sectionPath, shownParts, standsAfter, windowText } from './values.ts';

export interface ChangesPaper {
	older: { version: VersionHead | null; content: VersionContent };
	/** Without a version it is a draft: the order's place is left to be filled in. */
	newer: { version: VersionHead | null; content: VersionContent };
	difference: Difference;
}

const partNames: Record<Part, string> = {
	number: 'Номер',
	sectionId: 'Раздел',
	lane: 'Уровень',
	row: 'Место в строке',
	text: 'Содержание действия',
	term: 'Срок',
	responsible: 'Ответственный исполнитель',
	result: 'Ожидаемый результат',
	notes: 'Примечание',
	factors: 'Дефициты'
};

const headNames: Record<HeadPart, string> = {
	title: 'Название',
	level: 'Уровень',
	owner: 'Организация',
	period: 'Срок реализации',
	yearKind: 'Год',
	signatory: 'Кто подписывает',
	lanes: 'Уровни управления'
};

const levelNames: Record<Level, string> = {
	region: 'региональный',
	municipality: 'муниципальный',
	school: 'школьный'
};
const yearNames: Record<YearKind, string> = { calendar: 'календарный', school: 'учебный' };

/** A4 landscape: what changes, how it reads now, how it is to read. */
export function changesPaper({ older, newer, difference }: ChangesPaper): OfficialDocument {
	const title = titleOf(older);
	const rows = [
		...difference.head.map((part) => headRow(part, older.content.head, newer.content.head)),
		...difference.sections.map((change) => sectionRow(change, older.content, newer.content)),
		...difference.measures.map((change) => measureRow(change, older.content, newer.content))
	];
	const blocks: Block[] = [markOf(newer.version), { kind: 'title', text: title }];
	if (rows.length === 0)
		blocks.push({
			kind: 'paragraph',
			text: 'Изменений нет.',
			align: 'center',
			indent: false,
			bold: false
		});
	else
		blocks.push({
			kind: 'table',
			columns: [
				{ width: 12, align: 'center' },
				{ width: 55, align: 'left' },
				{ width: 95, align: 'left' },
				{ width: 95, align: 'left' }
			],
			head: [
				['№ п/п', 'Что изменяется', 'Действующая редакция', 'Новая редакция'].map((text) => ({
					text
				}))
			],
			rows: rows.map((cells, index): Row => ({
				kind: 'cells',
				cells: [{ text: `${index + 1}` }, ...cells]
			}))
		});
	const { signatory } = newer.content.head;
	if (signatory) blocks.push({ kind: 'signature', ...signatory });
	return {
		title: title.replace('\n', ' '),
		parts: [{ orientation: 'landscape', leftMargin: 20, blocks }]
	};
}

function titleOf({ version, content }: ChangesPaper['older']): string {
	const name = content.head.title;
	const approved = version
		? `\n(утверждена приказом ${version.order.issuer} от ${dottedDate(version.order.date)} № ${version.order.number})`
		: '';
	return `Изменения,\nкоторые вносятся в документ «${name}»${approved}`.replace(
		'приказом  ',
		'приказом '
	);
}

function markOf(version: VersionHead | null): Mark {
	return version
		? annexMark(version.order)
		: {
				kind: 'mark',
				lines: ['Приложение', 'к приказу ______________________', 'от ______________ № ________']
			};
}

function headRow(part: HeadPart, before: ContentHead, after: ContentHead): Cell[] {
	return [
		{ text: headNames[part] },
		{ text: headText(part, before) },
		{ text: headText(part, after) }
	];
}

function headText(part: HeadPart, head: ContentHead): string {
	switch (part) {
		case 'level':
			return levelNames[head.level];
		case 'period':
			return windowText(head.period);
		case 'yearKind':
			return yearNames[head.yearKind];
		case 'signatory':
			return head.signatory ? `${head.signatory.post} ${head.signatory.name}`.trim() : '—';
		case 'lanes':
			return head.lanes.join('\n') || '—';
		default:
			return head[part];
	}
}

function sectionRow(
	{ before, after, renamed, moved }: SectionChange,
	older: VersionContent,
	newer: VersionContent
): Cell[] {
	if (!after) return ['Раздел', before!.title, 'Исключить'].map(cell);
	const place = sectionPath(newer, after.parentId).join(' → ');
	const within = place ? `\nв раздел «${place}»` : '';
	if (!before) return ['Раздел', '—', `Дополнить разделом «${after.title}»${within}`].map(cell);
	const now = sectionPath(older, before.parentId).join(' → ');
	return [
		'Раздел',
		moved && now ? `${before.title}\nв разделе «${now}»` : before.title,
		[renamed ? after.title : '', moved ? `Перенести${within || ' в другое место'}` : '']
			.filter(Boolean)
			.join('\n')
	].map(cell);
}

function measureRow(change: MeasureChange, older: VersionContent, newer: VersionContent): Cell[] {
	const { before, after, moved } = change;
	const parts = shownParts(change, older, newer);
	const said = (side: 'before' | 'after') =>
		parts.map((each) => labelled(each.part, each[side] || '—')).join('\n');
	const what = whatOf(before ?? after!, before ? older : newer);
	if (!before) return [what, '—', `Дополнить мероприятием:\n${said('after')}`].map(cell);
	if (!after) return [what, said('before'), 'Исключить'].map(cell);
	const above = moved ? standsAfter(newer, after.id) : null;
	const place = !moved
		? ''
		: above
			? `Поставить после: ${nameOf(above)}`
			: 'Поставить первым в разделе';
	return [what, said('before') || '—', [said('after'), place].filter(Boolean).join('\n')].map(cell);
}

const cell = (text: string): Cell => ({ text });

/** A value of several lines begins on its own. */
function labelled(part: Part, text: string): string {
	return text.includes('\n') ? `${partNames[part]}:\n${text}` : `${partNames[part]}: ${text}`;
}

function whatOf(measure: ContentMeasure, content: VersionContent): string {
	const section = sectionPath(content, measure.sectionId).join(' → ');
	return [`Мероприятие ${nameOf(measure)}`, section].filter(Boolean).join('\n');
}

function nameOf({ number, text }: ContentMeasure): string {
	return number === null ? `«${text}»` : `№ ${number}`;
}
