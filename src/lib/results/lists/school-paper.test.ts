import { expect, it } from 'vitest';
import type { Block, Table } from '../../office/description.ts';
import { writeDocx } from '../../office/docx.ts';
import { writePdf } from '../../office/pdf.ts';
import { identify } from '../identify.ts';
import { shippedRules } from '../rules.ts';
import { howSure } from '../sure/sure.ts';
import { schoolPaper } from './school-paper.ts';
import type { SchoolResults } from './school.ts';

const rules = shippedRules('2025')!;
const prior = { a: 2, b: 10, schools: 60 };
const counts = [
	{ year: 2025, procedure: 'oge-math', participants: 6, low: 2, level: null },
	{ year: 2026, procedure: 'oge-math', participants: 6, low: 2, level: null },
	{ year: 2026, procedure: 'oge-rus', participants: 6, low: 2, level: null }
];
const sure = (code: string) => ({
	...{ procedure: code, participants: 6, low: 2, isLow: true, together: null },
	...howSure({ participants: 6, low: 2 }, prior, rules)
});
const low = { participants: 6, low: 2, isLow: true };
const point = (year: number) => ({ year, ...low, interval: [0.07, 0.48] as [number, number] });
const results: SchoolResults = {
	school: {
		...{ id: '1', name: 'МКОУ «Лебяжинская ООШ» & филиал', shortName: 'Лебяжинская ООШ' },
		...{ path: 'a.b', timeZone: 'Europe/Moscow', placeId: null, place: null }
	},
	...{ year: 2026, years: [2026, 2025], columns: [2025, 2026], statuses: [], orders: [] },
	lines: [
		{ code: 'oge-math', years: [low, low], sure: sure('oge-math') },
		{ code: 'oge-rus', years: [null, low], sure: sure('oge-rus') }
	],
	...{ status: null, run: null, rules, isOutdated: false, verdict: 'chance' },
	finding: identify(counts, rules, 2026),
	distance: { toLeave: 1, toJoin: null },
	procedures: new Map([
		['oge-math', { name: 'ОГЭ, математика', level: 'ООО', exam: 'oge', subject: 'math', grade: 9 }]
	]),
	series: [
		{ code: 'oge-math', points: [point(2025), point(2026)] },
		{ code: 'oge-rus', points: [point(2026)] }
	],
	distributions: []
};
const paper = schoolPaper(results, '2026-11-29', { post: 'Начальник', name: 'М. С. Вершинина' });
const blocks: Block[] = paper.parts.flatMap((part) => part.blocks);

it('says on paper what the page says', () => {
	const said = blocks
		.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []))
		.join('\n');
	for (const sentence of ['школа в списке', 'скорее случайность', 'ещё 1\u00a0ученик'])
		expect(said).toContain(sentence);
	const table = blocks.find((block): block is Table => block.kind === 'table')!;
	expect(table.rows[1]).toMatchObject({
		cells: [{ text: 'oge-rus' }, { text: '' }, { text: '33,3\u00a0%\n2 из 6', bold: true }, {}]
	});
});

it('draws the pictures of the page into a PDF, and tells them in Word', async () => {
	const pictures = blocks.filter((block) => block.kind === 'picture');
	expect(pictures.map(({ svg }) => svg.startsWith('<svg xmlns='))).toEqual([true, true]);
	const with_ = writePdf(paper).byteLength;
	const without = {
		...paper,
		parts: [{ ...paper.parts[0]!, blocks: blocks.filter(({ kind }) => kind !== 'picture') }]
	};
	expect(with_).toBeGreaterThan(writePdf(without).byteLength + 2_000);
	expect((await writeDocx(paper)).byteLength).toBeGreaterThan(2_000);
});
