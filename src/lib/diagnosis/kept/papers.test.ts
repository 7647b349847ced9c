import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, it } from 'vitest';
import type { Table } from '../../office/description.ts';
import { writeDocx } from '../../office/docx.ts';
import { writePdf } from '../../office/pdf.ts';
import { factors } from '../../roadmap/factors.ts';
import { withTexts } from '../campaign/profile.ts';
import { findInstrument, instruments } from '../instruments/shipped.ts';
import { profileOf } from '../profile/profile.ts';
import { deficitsPaper, deficitsTable, profilePaper, type KeptRisk } from './kept.ts';

const pupils = Array.from({ length: 6 }, () => ({ safe: 'never', bullied: 'always' }));
const parents = Array.from({ length: 4 }, () => ({ safe: 'no' }));
const risks: KeptRisk[] = withTexts(
	profileOf([
		{ instrument: findInstrument('pupils')!, forms: pupils },
		{ instrument: findInstrument('parents')!, forms: parents }
	]),
	instruments
).map((risk) => ({
	...risk,
	...{ computed: risk.level, by: 'Лапшин А. В.', at: new Date(0), revision: 1, reason: '' }
}));
const reason =
	'На встречах с классами ученики говорили о травле, к психологу обращались не все; расписание и дежурства не менялись с прошлого года.';
const changed = risks.map((risk) =>
	[3, 13, 15, 17].includes(risk.number) ? { ...risk, level: 'high' as const, reason } : risk
);
const profile = {
	...{ year: 2026, version: 2, approvedOn: '2026-11-16', approvedBy: 'Вершинина М. С.' },
	campaign: 'Диагностика'
};
const tableOf = (paper: ReturnType<typeof profilePaper>) =>
	paper.parts[0]!.blocks.find((block): block is Table => block.kind === 'table')!;

it('the profile names every deficit with its level and why it was changed', () => {
	const paper = profilePaper('Берёзовская СОШ', profile, changed);
	const rows = tableOf(paper).rows.map((row) => (row.kind === 'cells' ? row.cells : []));
	expect(rows).toHaveLength(factors.length);
	expect(rows[12]!.map(({ text }) => text).slice(0, 4)).toEqual([
		'13',
		'Психологический климат',
		'высокий*',
		'–'
	]);
	expect(JSON.stringify(paper)).toContain(
		`13. Психологический климат: по расчёту мало данных, стал высокий. ${reason}`
	);
	expect(JSON.stringify(profilePaper('Школа', { ...profile, approvedOn: null }, risks))).toContain(
		'черновик'
	);
});

it('prints what six pupils say and nothing of four parents', () => {
	const cells = tableOf(profilePaper('Школа', profile, risks)).rows.map((row) =>
		row.kind === 'cells' ? row.cells.map(({ text }) => text) : []
	);
	// № deficit level risk head teachers pupils parents …
	expect(cells[12]!.slice(4, 8)).toEqual(['–', '–', '100', '–']);
});

it('a profile with four reasons stands on one page', async () => {
	const bytes = writePdf(profilePaper('Берёзовская СОШ', profile, changed));
	const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
	expect(pdf.numPages).toBe(1);
	await pdf.loadingTask.destroy();
});

it('the table of the form has its 17 rows and words, high ones first', async () => {
	const school = (name: string, level: 'high' | 'medium', approved = true) => ({
		...{ id: name, name, level, approved }
	});
	const deficits = factors.map(({ number, code }) => ({
		number,
		factor: code,
		schools:
			number === 7
				? [school('Берёзовская СОШ', 'medium'), school('Ольховская ООШ', 'high', false)]
				: []
	}));
	const place = { id: '1', name: 'Заречный район', kind: 'municipality' };
	const table = {
		...{ places: [place], place, years: [2026], year: 2026, deficits, drafts: true }
	};
	const { rows } = deficitsTable(table) as Table;
	expect(rows).toHaveLength(17);
	expect(rows[6]).toEqual({
		kind: 'cells',
		cells: [
			{ text: '7.' },
			{ text: 'низкая эффективность работы с обучающимися, имеющими трудности в обучении' },
			{ text: 'Ольховская ООШ*\nсредний уровень: Берёзовская СОШ' }
		]
	});
	expect((await writeDocx(deficitsPaper(table))).byteLength).toBeGreaterThan(5000);
});
