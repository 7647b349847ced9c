/** The sentence that says why a school is, or is not, on the list; for people, in both languages. */

import { plural } from '../calendar/calendar.ts';
import { earlierYears, type Finding, type LowProcedure } from './identify.ts';
import type { RuleSet } from './rules.ts';

export type Locale = 'ru' | 'en';

/** Why `finding` says what it says of `year`. */
export function because(finding: Finding, rules: RuleSet, year: number, locale: Locale): string {
	const say = locale === 'ru' ? russian : english;
	if (finding.excludedKind !== null) return say.excluded(finding.excludedKind);
	if (finding.evaluated === 0) return say.nothing(year, rules.minParticipants);
	const sentences = [say.low(finding.lowProcedures, year)];
	const asksRepeated = usesRepeated(rules);
	if (finding.repeated.length > 0) {
		const years = [...earlierYears(year, rules), year].sort((a, b) => a - b);
		sentences.push(say.repeated(finding.repeated, years));
	} else if (asksRepeated && finding.lowProcedures.length > 0) {
		const { missingYears } = finding;
		sentences.push(
			missingYears.length === 0
				? say.notRepeated(rules.consecutiveYears)
				: say.noEarlier(missingYears[0]!)
		);
	}
	sentences.push(say.verdict(finding, rules));
	return sentences.filter((sentence) => sentence !== '').join(' ');
}

/** What counts as low, as a sentence: it stands once above a list. */
export function whatIsLow({ lowShare }: RuleSet, locale: Locale): string {
	const share = percent(lowShare.numerator, lowShare.denominator, locale).replace(/,0|\.0/, '');
	return locale === 'ru'
		? `Результат низкий, когда порог не преодолели ${share} участников или больше.`
		: `A result is low when ${share} of the participants or more did not pass the minimum.`;
}

/** A share with one decimal; with more where one would hide that it lies below 30 %. */
function percent(low: number, participants: number, locale: Locale): string {
	const exact = (low / participants) * 100;
	let places = 1;
	while (places < 6 && exact < 30 && Number(exact.toFixed(places)) >= 30) places++;
	return locale === 'ru'
		? `${exact.toFixed(places).replace('.', ',')}\u00a0%`
		: `${exact.toFixed(places)}%`;
}

function usesRepeated({ lowResults, atRisk }: RuleSet): boolean {
	return [lowResults, atRisk].some((wanted) => {
		if (wanted === null) return false;
		return ('all' in wanted ? wanted.all : wanted.any).includes('repeated');
	});
}

/** Conditions that the list asks for and that do not hold. */
function missing({ holds }: Finding, { lowResults }: RuleSet): ('many' | 'repeated')[] {
	return ('all' in lowResults ? lowResults.all : lowResults.any).filter(
		(condition) => !holds.includes(condition)
	);
}

const russian = {
	excluded: (kind: string) => `Правило не применяется к школам этого вида: ${kind}.`,
	nothing: (year: number, least: number | null) =>
		least === null
			? `Оценить нельзя: в процедурах ${year} года не было участников.`
			: `Оценить нельзя: ни в одной процедуре ${year} года не было ${least} участников.`,
	low: (low: LowProcedure[], year: number) =>
		low.length === 0
			? `Низких результатов в ${year} году нет.`
			: `Низкий результат в\u00a0${low.length === 1 ? 'одной процедуре' : `${low.length}\u00a0процедурах`} ${year} года: ${low
					.map(
						(one) =>
							`${one.procedure}\u00a0– ${one.low} из ${one.participants} (${percent(one.low, one.participants, 'ru')})`
					)
					.join('; ')}.`,
	repeated: (procedures: string[], years: number[]) =>
		`В ${years.slice(0, -1).join(', ')} и ${years.at(-1)} годах низкий результат повторяется: ${procedures.join('; ')}.`,
	notRepeated: (years: number) =>
		`Ни в одной из них низкий результат не держится ${years}\u00a0${plural(years, 'год', 'года', 'лет')} подряд.`,
	noEarlier: (year: number) => `Результатов ${year} года нет, поэтому повторение не проверить.`,
	verdict: (finding: Finding, rules: RuleSet) => {
		const { status } = finding;
		if (status === 'low-results') return 'Условия правила выполнены: школа в списке.';
		const lacks = missing(finding, rules).map((condition) =>
			condition === 'many'
				? `низкий результат в\u00a0${rules.minLowProcedures}\u00a0процедурах одного года`
				: 'повторение в одной и той же процедуре'
		);
		const needs =
			lacks.length === 0
				? 'для списка условия должны выполняться на одном уровне образования'
				: `для списка нужно ещё: ${lacks.join('all' in rules.lowResults ? ' и ' : ' или ')}`;
		if (status === 'at-risk') return `Школа в зоне риска; ${needs}.`;
		return finding.lowProcedures.length === 0 ? '' : `Школа не в списке; ${needs}.`;
	}
};

const english: typeof russian = {
	excluded: (kind) => `The rule does not apply to schools of this kind: ${kind}.`,
	nothing: (year, least) =>
		least === null
			? `Cannot be evaluated: the procedures of ${year} had no participants.`
			: `Cannot be evaluated: no procedure of ${year} had ${least} participants.`,
	low: (low, year) =>
		low.length === 0
			? `No low results in ${year}.`
			: `Low results in ${low.length === 1 ? 'one procedure' : `${low.length} procedures`} of ${year}: ${low
					.map(
						(one) =>
							`${one.procedure} – ${one.low} of ${one.participants} (${percent(one.low, one.participants, 'en')})`
					)
					.join('; ')}.`,
	repeated: (procedures, years) =>
		`Low in ${years.slice(0, -1).join(', ')} and ${years.at(-1)} alike: ${procedures.join('; ')}.`,
	notRepeated: (years) => `None of them was low ${years} years running.`,
	noEarlier: (year) => `There are no results of ${year}, so repetition cannot be checked.`,
	verdict: (finding, rules) => {
		const { status } = finding;
		if (status === 'low-results')
			return 'The conditions of the rule are met: the school is listed.';
		const lacks = missing(finding, rules).map((condition) =>
			condition === 'many'
				? `low results in ${rules.minLowProcedures} procedures of one year`
				: 'repetition in one and the same procedure'
		);
		const needs =
			lacks.length === 0
				? 'for the list the conditions must hold at one level of education'
				: `for the list it lacks ${lacks.join('all' in rules.lowResults ? ' and ' : ' or ')}`;
		if (status === 'at-risk') return `The school is at risk; ${needs}.`;
		return finding.lowProcedures.length === 0 ? '' : `The school is not listed; ${needs}.`;
	}
};
