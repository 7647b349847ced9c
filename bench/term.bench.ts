import { explainTerm, readTerm } from '../src/lib/calendar/calendar.ts';
import type { TermContext } from '../src/lib/calendar/calendar.ts';
import { measure } from './measure.ts';
import type { Row } from './measure.ts';

const COUNT = 10_000;

const PLANS: TermContext[] = [
	{ plan: { from: '2026-01-01', to: '2026-12-31' } },
	{ plan: { from: '2026-09-01', to: '2027-08-31' } },
	{ plan: { from: '2024-01-01', to: '2027-12-31' }, written: '2024-11-20' }
];

/** As they stand in roadmaps: plain, recurring, with noise, with words that belong to no term. */
const SHAPES: ((n: number) => string)[] = [
	(n) => MONTHS[n % 12]!,
	(n) => `${MONTHS[n % 12]} – ${MONTHS[(n + 3) % 12]} ${2024 + (n % 4)} г.`,
	(n) => `${MONTHS[n % 12]}, ${MONTHS[(n + 5) % 12]}`,
	(n) => `до ${1 + (n % 28)}.${1 + (n % 12)}.${2024 + (n % 4)}`,
	(n) => `с ${1 + (n % 9)} по ${10 + (n % 18)} ${GENITIVES[n % 12]}`,
	() => 'Ежеквартально',
	() => 'не реже 1 раза в 3-4 недели',
	() => 'Каждый вторник',
	() => 'до 25 числа каждого месяца',
	(n) => `ежемсячно, ${n % 2 ? 'втораая' : 'вторая'} рабочая среда`,
	() => 'В течение года в соответствии с планом работы методического объединения',
	(n) => `не позднее чем за ${1 + (n % 20)} дней до начала экзаменационного периода`,
	(n) => `Заседание комиссии № ${n}, педагогический совет, ${MONTHS[n % 12]}`,
	(n) => `cентбрь ${n}* года`
];
const MONTHS =
	'Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь'.split(' ');
const GENITIVES =
	'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ');

/** How long it takes to read and to explain 10,000 «Срок» phrases. */
export default async function (): Promise<Row[]> {
	const cells = Array.from({ length: COUNT }, (_, n) => ({
		phrase: SHAPES[n % SHAPES.length]!(n),
		context: PLANS[n % PLANS.length]!
	}));
	const read = () => cells.map(({ phrase, context }) => readTerm(phrase, context));
	const terms = read();
	const explain = () =>
		terms.map((term, n) => explainTerm(term, 'ru', cells[n]!.context)).join('').length;
	return [
		await measure(`read ${COUNT} phrases`, read, { limit: 1000 }),
		await measure(`explain ${COUNT} terms`, explain)
	];
}
