import { dayOf, monthLength, partsOf, weekdayOf } from './days.ts';
import type { Day, Span } from './days.ts';
import { isWorkingDayNumber } from './production-calendar.ts';
import type { Recurrence } from './term.ts';

const WEEKDAYS = [
	{ each: 'каждый', last: 'последний', by: 'понедельникам', name: 'понедельник' },
	{ each: 'каждый', last: 'последний', by: 'вторникам', name: 'вторник' },
	{ each: 'каждую', last: 'последняя', by: 'средам', name: 'среду' },
	{ each: 'каждый', last: 'последний', by: 'четвергам', name: 'четверг' },
	{ each: 'каждую', last: 'последняя', by: 'пятницам', name: 'пятницу' },
	{ each: 'каждую', last: 'последняя', by: 'субботам', name: 'субботу' },
	{ each: 'каждое', last: 'последнее', by: 'воскресеньям', name: 'воскресенье' }
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

const NTH: Partial<Record<number, string>> = { 2: '2-й', 3: '3-й', 4: '4-й', 5: '5-й' };

function everySomeWeeks(weeks: number, day: Day): string[] {
	const { each, name } = WEEKDAYS[weekdayOf(day) - 1]!;
	return NTH[weeks] === undefined ? [] : [`${each} ${NTH[weeks]} ${name}`];
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

function byNthWeekday(month: Span[]): string[] {
	const { last, name } = WEEKDAYS[weekdayOf(month[0]!.from) - 1]!;
	const nths = month.map(({ from }) => `${Math.ceil(partsOf(from).day / 7)}-й`).join(' и ');
	const { year, month: number, day } = partsOf(month[0]!.from);
	const isLast = day > monthLength(year, number) - 7;
	return [
		...(isLast ? [`${last} ${name} каждого месяца`] : []),
		`${nths} ${name} каждого месяца`,
		`${nths} рабочий ${name} каждого месяца`
	];
}

function workingDayNumber(day: Day): number {
	const { year, month } = partsOf(day);
	let count = 0;
	for (let at = dayOf(year, month, 1); at <= day; at++) if (isWorkingDayNumber(at)) count++;
	return count;
}
