import { isMarkedHeading } from './sections.ts';
import { beginsLow, fold } from './words.ts';

/** The title of a plan and the lines that it was read from. */
export interface Title {
	text: string;
	/** Indices of its lines. */
	lines: number[];
}

const PLAN_WORDS =
	/дорожн\S+ карт|план(?:а|ом|-график\S*)? (?:\S+ ){0,4}?(?:мероприяти|работ|действи|поддержк|перевод|подготовк|реализац|повышен|преодол|улучшен|устранен|развити)|план-график|комплекс (?:мер|мероприятий)|программ\S+ (?:мероприятий|действий)|антирисков\S+ программ|перечень мероприятий|циклограмм|календарн\S+ план|сетев\S+ график/;
const BEGINS_PLAN =
	/^["«(]*(?:(?:муниципальн|школьн|региональн|индивидуальн|годов|календарн|комплексн|сетев|перспективн|единый|краткосрочн|среднесрочн)\S* )*(?:дорожная карта|план(?:-график)?(?![а-я])|программа|комплекс мер|перечень мероприятий|антирисков|мероприятия|циклограмма|концепция|проект)/;
const SENTENCE =
	/^(?:\d+(?:\.\d+)*[.)]|[-–—•·]|в соответствии|в целях|утвердить|на основании|в дорожной|дорожная карта является|во исполнение|настоящ|приложение|контроль|разработать|цель|задачи?[: ]|утвержд)/;

const PLAN_TERM =
	/^[«"]?(?:срок|период)\S* (?:\S+ )?(?:реализац|действи|исполнен|выполнен)\S*(?: (?:плана|программы|проекта|дорожной карты))?\s?[:–—-]/i;

/** Whether a line over the table says how long the whole plan lasts («Срок реализации: с … по …»). */
export function namesPlanTerm(text: string): boolean {
	return PLAN_TERM.test(text);
}

/** Whether the words of a paragraph announce a plan. */
export function announcesPlan(text: string): boolean {
	const folded = fold(text).replace(/["«»“”()]/g, '');
	return PLAN_WORDS.test(folded) || /^п ?л ?а ?н(?:\s|$)/.test(folded);
}

/** Finds the title of the plan among the lines over its first table, the nearest first. */
export function findTitle(lines: string[]): Title | null {
	const plan = best(lines, true) ?? best(lines, false);
	if (plan === null) return null;
	const used = extend(lines, plan);
	return {
		text: used
			.map((at) => lines[at]!)
			.join(' ')
			.replace(/\s+/g, ' '),
		lines: used
	};
}

function best(lines: string[], strict: boolean): number | null {
	let found: number | null = null;
	let score = 0;
	lines.forEach((line, at) => {
		const value = titleScore(line, strict) + at / (lines.length * 20);
		if (value >= 1 && value > score) [found, score] = [at, value];
	});
	return found;
}

function titleScore(line: string, strict: boolean): number {
	const folded = fold(line).replace(/["«»“”()]/g, '');
	if (line.length > 450 || SENTENCE.test(folded)) return 0;
	const begins = BEGINS_PLAN.test(folded) || /^п ?л ?а ?н$/.test(folded);
	if (strict && !(begins && (PLAN_WORDS.test(folded) || /^п ?л ?а ?н(?:$| )/.test(folded))))
		return 0;
	if (!strict && !begins && !/^об утверждении/.test(folded)) return 0;
	if (/[.;:]$/.test(line) && line.length > 120) return 0.5;
	const capital = /^["«(]?[А-ЯЁ]/.test(line) ? 0.2 : -0.4;
	return 1 + capital + (line === line.toUpperCase() ? 0.1 : 0) + (strict ? 0.3 : 0);
}

const BARE =
	/^["«»“”()\s]*(?:план|план мероприятий|дорожная карта|план-график|план работы|план мероприятий \(?["«]?дорожная карта["»]?\)?|мероприятия|программа)["«»“”()\s]*$/;
const GOES_ON =
	/^(?:на |по |в |к |для |о |об |с |и |проекта|программы|муниципальн|мбоу|мкоу|маоу|моу|мку|гбоу|["«(]|школ(?:ы|ам|ах|е)? |общеобразовательн(?:ых|ой|ого|ым)|организаци(?:й|ям)|образовательн(?:ых|ой|ого|ым)|реализации|перевода|разработки|поддержк|помощи|повышени|\d{4})/;

/** Takes in the lines that go on with the title («… Проекта по …», «на 2021 год»). */
function extend(lines: string[], at: number): number[] {
	const used = [at];
	for (let next = at + 1; next < Math.min(lines.length, at + 6); next++) {
		const line = lines[next]!;
		const before = lines[next - 1]!;
		if (line.length > 300 || /[.;:]$/.test(before) || namesPlanTerm(line)) break;
		if (/\d{4}\D{0,16}$/.test(before) && !beginsLow(line)) break;
		const folded = fold(line);
		const bare = next === at + 1 && BARE.test(fold(before).replace(/["«»“”]/g, ''));
		if (SENTENCE.test(folded) || (isMarkedHeading(line) && !/^на |^\d{4}/.test(folded))) break;
		const low = beginsLow(line) || /,$/.test(before) || /^[([]/.test(line);
		if (!low && !bare && !GOES_ON.test(folded)) break;
		if (!bare && !low && line.length > 160) break;
		used.push(next);
	}
	if (BARE.test(fold(lines[at]!).replace(/["«»“”]/g, '')) && at > 0 && used.length === 1) {
		const above = fold(lines[at - 1]!);
		if (/^(?:муниципальн|региональн)\S*$/.test(above)) used.unshift(at - 1);
	}
	return used;
}
