/** A school's results as an official paper: what Word and PDF print. Always in Russian. */
import {
	dottedDate,
	type Block,
	type OfficialDocument,
	type Table
} from '../../office/description.ts';
import { because, whatIsLow } from '../because.ts';
import { drawHeatMap } from '../pictures/heat-map.ts';
import { drawShares } from '../pictures/shares.ts';
import { toSvg } from '../pictures/drawing.ts';
import { sayDistance, verdictWord } from '../sure/wording.ts';
import type { SchoolResults } from './school.ts';

const share = (low: number, participants: number): string =>
	`${((low / participants) * 100).toFixed(1).replace('.', ',')}\u00a0%`;
const level = (part: number): string =>
	`${String(Number((part * 100).toFixed(1))).replace('.', ',')}\u00a0%`;

/** Everything of the school's page but what others' schools show. `today`: of the paper. */
export function schoolPaper(
	results: SchoolResults,
	today: string,
	signatory: { post: string; name: string }
): OfficialDocument {
	const { school, year } = results;
	const title = `Справка о результатах оценочных процедур ${year} года`;
	return {
		title: `${title}. ${school.shortName}`,
		parts: [
			{
				orientation: 'portrait',
				leftMargin: 20,
				blocks: [
					{ kind: 'title', text: `Справка\nо результатах оценочных процедур ${year} года` },
					{ ...plain(school.name), align: 'center' },
					...saidOf(results).map(plain),
					tableOf(results),
					...picturesOf(results),
					{ kind: 'signature', ...signatory },
					plain(`Данные на ${dottedDate(today)}`)
				]
			}
		]
	};
}

function plain(text: string): Block & { kind: 'paragraph' } {
	return { kind: 'paragraph', text, align: 'justify', indent: false, bold: false };
}

function saidOf({
	finding,
	rules,
	year,
	procedures,
	distance,
	verdict,
	status,
	orders
}: SchoolResults): string[] {
	const name = (code: string): string => procedures.get(code)?.name ?? code;
	const order = orders.find(({ id }) => id === status?.listId);
	const said = [whatIsLow(rules, 'ru')];
	if (finding) {
		const low = finding.lowProcedures.map((one) => ({ ...one, procedure: name(one.procedure) }));
		const named = { ...finding, lowProcedures: low, repeated: finding.repeated.map(name) };
		said.push(because(named, rules, year, 'ru'));
	}
	if (order && status?.source === 'official')
		said.push(
			`Список утверждён приказом от ${dottedDate(order.dated)} № ${order.number} (${order.issuer}).`
		);
	if (verdict) said.push(`Насколько это надёжно: ${verdictWord(verdict, 'ru')}.`);
	const far = finding ? sayDistance(distance, 'ru') : '';
	return far === '' ? said : [...said, far];
}

function tableOf({ columns, lines, procedures }: SchoolResults): Table {
	return {
		kind: 'table',
		columns: [
			{ width: 70, align: 'left' },
			...columns.map(() => ({ width: 28, align: 'center' as const })),
			{ width: 34, align: 'center' }
		],
		head: [
			['Не преодолели порог', ...columns.map(String), 'Настоящая доля'].map((text) => ({ text }))
		],
		rows: lines.map(({ code, years, sure }) => ({
			kind: 'cells',
			cells: [
				{ text: procedures.get(code)?.name ?? code },
				...years.map((one) => ({
					text: !one
						? ''
						: one.participants === 0
							? 'нет участников'
							: `${share(one.low, one.participants)}\n${one.low} из ${one.participants}`,
					bold: one?.isLow ?? false
				})),
				{
					text: sure
						? `от ${Math.round(sure.interval[0] * 100)} до ${Math.round(sure.interval[1] * 100)}\u00a0%`
						: ''
				}
			]
		}))
	};
}

function picturesOf({ series, procedures, rules, columns, school, lines }: SchoolResults): Block[] {
	const threshold = rules.lowShare.numerator / rules.lowShare.denominator;
	const low = new Set(lines.filter(({ sure }) => sure?.isLow).map(({ code }) => code));
	const name = (code: string): string => procedures.get(code)?.name ?? code;
	const years = [...new Set(series.flatMap(({ points }) => points.map(({ year }) => year)))].sort(
		(a, b) => a - b
	);
	if (columns.length < 2) return [];
	const sentence = `${school.shortName}: доли не преодолевших порог по процедурам и годам`;
	const map = drawHeatMap({
		columns: years.map(String),
		rows: series.map(({ code, points }) => ({
			name: name(code),
			cells: years.map((year) => points.find((point) => point.year === year) ?? null)
		})),
		...{ threshold, few: 5, sentence },
		say: (part) => String(Math.round(part * 100))
	});
	const drawn = series
		.filter(({ code, points }) => low.has(code) && points.length > 1)
		.flatMap(({ code, points }): Block[] => {
			const said = points.map(
				({ year, low: failed, participants }) => `${year} – ${share(failed, participants)}`
			);
			const told = `${name(code)}: не преодолели порог ${said.join('; ')}. Порог правила ${level(threshold)}.`;
			const say = { share: level, count: (failed: number, of: number) => `${failed} из ${of}` };
			const svg = toSvg(drawShares({ points, threshold, sentence: told, say }));
			return [plain(name(code)), { kind: 'picture', svg, text: told, width: 110 }];
		});
	return [
		plain('Доли не преодолевших порог по процедурам и годам, %:'),
		{ kind: 'picture', svg: toSvg(map), text: sentence, width: 130 },
		...drawn
	];
}
