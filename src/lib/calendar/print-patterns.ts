import { dayOf, monthLength, partsOf, weekdayOf } from './days.ts';
import type { Day, Span } from './days.ts';
import { isWorkingDayNumber } from './production-calendar.ts';
import type { Recurrence } from './term.ts';

/** In the accusative, as «каждую среду»; `ending` of an ordinal number: «2-ю среду». */
const WEEKDAYS = [
	{ name: 'понедельник', by: 'понедельникам', each: 'каждый', last: 'последний', ending: 'й' },
	{ name: 'вторник', by: 'вторникам', each: 'каждый', last: 'последний', ending: 'й' },
	{ name: 'среду', by: 'средам', each: 'каждую', last: 'последнюю', ending: 'ю' },
	{ name: 'четверг', by: 'четвергам', each: 'каждый', last: 'последний', ending: 'й' },
	{ name: 'пятницу', by: 'пятницам', each: 'каждую', last: 'последнюю', ending: 'ю' },
	{ name: 'субботу', by: 'субботам', each: 'каждую', last: 'последнюю', ending: 'ю' },
	{ name: 'воскресенье', by: 'воскресеньям', each: 'каждое', last: 'последнее', ending: 'е' }
];

/**
 * Wordings by weekday or day of the month that may describe the occurrences. They are guesses from
 * the first month; who prints checks them by reading them back.
 */
export function patternsOf(recurrence: Recurrence | null, spans: Span[]): string[] {
	const isDays = spans.every(({ from, to }) => from === to);
	if (recurrence === 'daily') return ['каждый рабочий день'];
	if (recurrence === 'weekly' && isDays) return [byWeekdays(spans)];
	if (recurrence === 'monthly') return monthlyPatterns(spans, isDays);
	const weeks = /^every-(\d+)-weeks$/.exec(recurrence ?? '')?.[1];
	return weeks !== undefined && isDays ? everySomeWeeks(Number(weeks), spans[0]!.from) : [];
}

function byWeekdays(spans: Span[]): string {
	const days = [...new Set(spans.map(({ from }) => weekdayOf(from)))].sort((a, b) => a - b);
	const [first, ...rest] = days.map((day) => WEEKDAYS[day - 1]!);
	if (rest.length === 0) return `${first!.each} ${first!.name}`;
	return `по ${[first!, ...rest].map(({ by }) => by).join(' и ')}`;
}

function everySomeWeeks(weeks: number, day: Day): string[] {
	const { each, ending, name } = WEEKDAYS[weekdayOf(day) - 1]!;
	return [`${each} ${weeks}-${ending} ${name}`];
}

/** From the occurrences of one whole month: by number, by weekday, by week, by working day. */
function monthlyPatterns(spans: Span[], isDays: boolean): string[] {
	const month = oneMonth(spans);
	const first = month[0];
	if (!first) return [];
	const numbers = month.map(({ from, to }) => ({
		first: partsOf(from).day,
		last: partsOf(to).day
	}));
	const longest = Math.max(...spans.map(({ to }) => partsOf(to).day));
	const patterns: string[] = [];
	if (isDays) {
		patterns.push(`${numbers.map(({ first: day }) => day).join(' и ')} числа каждого месяца`);
		patterns.push(...byNthWeekday(month));
		patterns.push('последний рабочий день каждого месяца');
		patterns.push(`${workingDayNumber(first.to)}-й рабочий день каждого месяца`);
		return [...patterns, `${longest} числа каждого месяца`];
	}
	if (numbers.every(({ first: day }) => day === 1)) {
		patterns.push(`до ${numbers.map(({ last }) => last).join(' и ')} числа каждого месяца`);
		patterns.push(`до ${longest} числа каждого месяца`);
		patterns.push(`до ${workingDayNumber(first.to)}-го рабочего дня каждого месяца`);
		patterns.push('до последнего рабочего дня каждого месяца');
	}
	const ranges = numbers.map(({ first: from, last }) => `с ${from} по ${last}`).join(' и ');
	const toEnd = `с ${numbers[0]!.first} по ${longest}`;
	return [
		...patterns,
		`${ranges} число каждого месяца`,
		`${toEnd} число каждого месяца`,
		'последняя неделя каждого месяца'
	];
}

/** The occurrences of the second month, which no bounds cut; of the first where there is no other. */
function oneMonth(spans: Span[]): Span[] {
	const key = ({ to }: Span) => partsOf(to).year * 12 + partsOf(to).month;
	const months = [...new Set(spans.map(key))];
	const chosen = months[1] ?? months[0];
	return spans.filter((span) => key(span) === chosen);
}

const WORKING: Record<string, string> = { й: 'рабочий', ю: 'рабочую', е: 'рабочее' };

function byNthWeekday(month: Span[]): string[] {
	const { last, name, ending } = WEEKDAYS[weekdayOf(month[0]!.from) - 1]!;
	const nths = month.map(({ from }) => `${Math.ceil(partsOf(from).day / 7)}-${ending}`).join(' и ');
	const { year, month: number, day } = partsOf(month[0]!.from);
	const isLast = day > monthLength(year, number) - 7;
	return [
		...(isLast ? [`${last} ${name} каждого месяца`] : []),
		`${nths} ${name} каждого месяца`,
		`${nths} ${WORKING[ending]} ${name} каждого месяца`
	];
}

function workingDayNumber(day: Day): number {
	const { year, month } = partsOf(day);
	let count = 0;
	for (let at = dayOf(year, month, 1); at <= day; at++) if (isWorkingDayNumber(at)) count++;
	return count;
}
