/**
 * Goal, tasks and indicators that a draft begins with, in Russian as papers are. Targets follow rules
 * that are told beside them; people set their own. Pure.
 */
import { z } from 'zod';
import { deficits } from '../factors/factors.ts';
import { shippedFormula } from '../profile/formula.ts';
import data from './data/aims.json' with { type: 'json' };
import type { LevelOf } from './levels.ts';

const text = z.string().min(3).max(500);
const aims = z
	.strictObject({
		version: z.int().positive(),
		source: text,
		aims: z.array(
			z.strictObject({
				factor: z.int(),
				/** «за счёт …: компетентность педагогов». */
				short: text,
				task: text,
				/** What the school itself can count within the year. */
				indicator: text,
				target: text
			})
		)
	})
	.parse(data).aims;
if (deficits.some(({ number }) => !aims.some(({ factor }) => factor === number)))
	throw new RangeError('aims.json lacks a deficit');

export interface Indicator {
	/** The factor it belongs to; null for the school as a whole. */
	factor: number | null;
	name: string;
	/** As printed: «72 балла (профиль 2026 года)». */
	baseline: string;
	target: string;
}

/** Low results of a school's last year, as `results` has them. */
export interface LowResults {
	year: number;
	/** Share of participants with a low result, per cent. */
	lowShare: number;
	/** Share of procedures where 30 % or more had one, per cent. */
	lowProcedures: number;
}

/** A goal names no more factors than that. */
const mostNamed = 5;

/** Wording of the deficit's part in a goal. */
function shortAim(factor: number): string {
	return aims.find((one) => one.factor === factor)!.short;
}

export function taskOf(factor: number): string {
	return aims.find((one) => one.factor === factor)!.task;
}

/** «Повысить образовательные результаты …» with the factors that it leans on. */
export function goalOf(factors: readonly number[], years: string): string {
	const named = factors.slice(0, mostNamed).map(shortAim).join(', ');
	const what = factors.length > mostNamed ? `${named} и другие` : named;
	return `Повысить образовательные результаты обучающихся в ${years} учебном году, снизив значимость факторов риска: ${what}`;
}

/**
 * A score's target for a year: the next lower level where it is within a quarter of the score, else
 * a fifth less. 72 → 65 (below high), 50 → 40, 36 → 32 (below medium).
 */
export function targetScore(score: number, { levels } = shippedFormula): number {
	const cut = [levels.high, levels.medium].find((one) => score >= one);
	const within = cut !== undefined && score - (cut - 1) <= score / 4;
	return within ? cut - 1 : Math.round(score * 0.8);
}

/**
 * A target for the share of low results: below the 30 % that make a procedure low where that is
 * within a third of it, else a fifth less.
 */
export function targetLowShare(share: number): number {
	if (share >= 30 && share * (2 / 3) < 30) return 29;
	return Math.round(share * 0.8);
}

const decimal = (value: number): string =>
	value.toLocaleString('ru-RU', { maximumFractionDigits: 1 });

/** Indicators of the chosen factors and of the school as a whole, each with baseline and target. */
export function indicatorsOf(
	chosen: readonly LevelOf[],
	profileYear: number | null,
	results: LowResults | null
): Indicator[] {
	const whole: Indicator[] = results
		? [
				{
					factor: null,
					name: 'Доля участников оценочных процедур с низким результатом',
					baseline: `${decimal(results.lowShare)} % (${results.year} год)`,
					target: `не более ${targetLowShare(results.lowShare)} %`
				},
				{
					factor: null,
					name: 'Доля процедур, где низкий результат получили 30 % участников и более',
					baseline: `${decimal(results.lowProcedures)} % (${results.year} год)`,
					target:
						results.lowProcedures === 0
							? '0 %'
							: `не более ${Math.round(results.lowProcedures / 2)} %`
				}
			]
		: [];
	return [
		...whole,
		{
			factor: null,
			name: 'Доля выполненных мероприятий дорожной карты',
			baseline: '0 %',
			target: 'не менее 55 %'
		},
		...chosen.flatMap(({ number, score }): Indicator[] => {
			const { short, indicator, target } = aims.find(({ factor }) => factor === number)!;
			return [
				{
					factor: number,
					name: `Значимость фактора риска «${short}» по рисковому профилю, баллов из 100`,
					baseline:
						score === null
							? 'не измерялась'
							: `${decimal(score)}${profileYear ? ` (профиль ${profileYear}/${String(profileYear + 1).slice(2)} учебного года)` : ''}`,
					target: score === null ? 'не выше 65' : `не более ${targetScore(score)}`
				},
				{ factor: number, name: indicator, baseline: 'измерить в первый месяц', target }
			];
		})
	];
}
