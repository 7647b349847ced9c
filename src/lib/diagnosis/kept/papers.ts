/** Kept profiles as official papers: what Word and PDF print. Always in Russian. Pure. */
import {
	dottedDate,
	type Block,
	type Cell,
	type OfficialDocument,
	type Row
} from '../../office/description.ts';
import { deficits } from '../factors/factors.ts';
import { audiences, type Audience } from '../instruments/instrument.ts';
import type { Level } from '../profile/profile.ts';
import { shippedFormula } from '../profile/formula.ts';
import type { DeficitTable } from './map.ts';
import type { KeptHead } from './model.ts';
import type { KeptRisk } from './open.ts';

const levelWord: Record<Level, string> = {
	high: 'высокий',
	medium: 'средний',
	low: 'низкий',
	unknown: 'мало данных'
};
/** Heads of narrow columns, and what they stand for. */
const audienceWord: Record<Audience, { short: string; full: string }> = {
	head: { short: 'Рук.', full: 'руководитель' },
	teachers: { short: 'Учит.', full: 'учителя' },
	pupils: { short: 'Учен.', full: 'ученики' },
	parents: { short: 'Род.', full: 'родители' },
	school: { short: 'Шк.', full: 'данные школы' },
	class: { short: 'Кл.', full: 'данные классов' },
	results: { short: 'Рез.', full: 'результаты процедур' }
};
/** Without its fraction, as pages show it: 65.9 is no high 66. */
const whole = (value: number): string => String(Math.floor(value));
const schoolYear = (year: number): string => `${year}–${year + 1}`;

/**
 * A4 profile of one school: the 17 levels with scores, what each audience says, what was changed on the
 * spot and why. Scores of groups under the smallest stand in no cell: they are no part of a profile.
 */
export function profilePaper(
	school: string,
	profile: Pick<KeptHead, 'year' | 'version' | 'approvedOn' | 'approvedBy' | 'campaign'>,
	risks: readonly KeptRisk[]
): OfficialDocument {
	const changed = risks.filter(({ level, computed }) => level !== computed);
	const high = risks.filter(({ level }) => level === 'high').length;
	const state = profile.approvedOn
		? `утверждена ${dottedDate(profile.approvedOn)}${profile.approvedBy ? ` (${profile.approvedBy})` : ''}`
		: 'черновик, не утверждена';
	return {
		title: `Профиль рисков ${schoolYear(profile.year)}. ${school}`,
		parts: [
			{
				orientation: 'portrait',
				leftMargin: 20,
				blocks: [
					{ kind: 'title', text: `Рисковый профиль школы\n${school}` },
					{
						...plain(
							`${schoolYear(profile.year)} учебный год, версия ${profile.version}, ${state}. Высокий риск – ${high} из 17.`
						),
						align: 'center'
					},
					levelsTable(risks),
					...(changed.length > 0 ? [bold('Изменено после проверки на месте')] : []),
					...changed.map(({ number, factor, computed, level, reason }) =>
						plain(
							`${number}. ${shortName(factor)}: по расчёту ${levelWord[computed]}, стал ${levelWord[level]}. ${reason}`
						)
					),
					plain(
						`Риск от 0 до 100; от ${shippedFormula.levels.high} – высокий, от ${shippedFormula.levels.medium} – средний. ${audiences
							.map((one) => `${audienceWord[one].short} – ${audienceWord[one].full}`)
							.join(', ')}; «–» – ответов нет или меньше ${shippedFormula.smallestGroup}.`
					)
				]
			}
		]
	};
}

function levelsTable(risks: readonly KeptRisk[]): Block {
	return {
		kind: 'table',
		columns: [
			{ width: 8, align: 'center' },
			{ width: 52, align: 'left' },
			{ width: 29, align: 'left' },
			{ width: 12, align: 'center' },
			...audiences.map(() => ({ width: 11.5, align: 'center' as const }))
		],
		head: [
			[
				...['№', 'Дефицит', 'Уровень', 'Риск'].map((text): Cell => ({ text, rowSpan: 2 })),
				{ text: 'Кто как видит, риск от 0 до 100', span: audiences.length }
			],
			audiences.map((one) => ({ text: audienceWord[one].short }))
		],
		rows: risks.map(({ number, factor, level, computed, score, voices }): Row => ({
			kind: 'cells',
			cells: [
				{ text: String(number) },
				{ text: shortName(factor) },
				{
					text: `${levelWord[level]}${level === computed ? '' : '*'}`,
					bold: level === 'high'
				},
				{ text: score === null ? '–' : whole(score), bold: level === 'high' },
				...audiences.map((one) => {
					const voice = voices.find(({ audience }) => audience === one);
					return { text: !voice ? '' : voice.score === null ? '–' : whole(voice.score) };
				})
			]
		}))
	};
}

/** «Выявленные дефициты», the table of the programme's form (section 6), in the form's own words. */
export function deficitsPaper(table: DeficitTable): OfficialDocument {
	const title = `Выявленные дефициты. ${table.place.name}, ${schoolYear(table.year!)}`;
	return {
		title,
		parts: [
			{
				orientation: 'portrait',
				leftMargin: 20,
				blocks: [
					{
						kind: 'title',
						text: `Выявленные дефициты\n${table.place.name}, ${schoolYear(table.year!)} учебный год`
					},
					deficitsTable(table),
					...(table.drafts ? [plain('* Профиль школы ещё не утверждён.')] : [])
				]
			}
		]
	};
}

/** The table alone, as the programme's document takes it in. */
export function deficitsTable({ deficits: found }: Pick<DeficitTable, 'deficits'>): Block {
	return {
		kind: 'table',
		columns: [
			{ width: 10, align: 'center' },
			{ width: 85, align: 'left' },
			{ width: 85, align: 'left' }
		],
		head: [
			['№', 'Выявленный дефицит', 'Краткое наименование общеобразовательных организаций'].map(
				(text) => ({ text })
			)
		],
		rows: found.map(({ number, schools }) => ({
			kind: 'cells',
			cells: [
				{ text: `${number}.` },
				{ text: deficits.find((one) => one.number === number)!.wording },
				{ text: namesOf(schools) }
			]
		}))
	};
}

/** High ones first, medium ones named as such on a line of their own. */
function namesOf(schools: DeficitTable['deficits'][number]['schools']): string {
	const of = (wanted: Level) =>
		schools
			.filter(({ level }) => level === wanted)
			.map(({ name, approved }) => (approved ? name : `${name}*`))
			.join(', ');
	const [high, medium] = [of('high'), of('medium')];
	return [high, medium && `средний уровень: ${medium}`].filter(Boolean).join('\n');
}

function shortName(factor: string): string {
	return deficits.find(({ code }) => code === factor)!.short.ru;
}

function plain(text: string): Block & { kind: 'paragraph' } {
	return { kind: 'paragraph', text, align: 'justify', indent: false, bold: false };
}

function bold(text: string): Block {
	return { ...plain(text), align: 'left', bold: true };
}
