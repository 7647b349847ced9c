import { describe, expect, it } from 'vitest';
import { readTerm } from '../../calendar/calendar.ts';
import { findLibraryMeasure, libraryMeasures } from '../library/measures.ts';
import { check, isMeasurable, type Checked, type CheckedMeasure, type Rule } from './check.ts';

const plan = { from: '2026-09-01', to: '2027-08-31' };
let count = 0;
function measure(term: string, rest: Partial<CheckedMeasure> = {}): CheckedMeasure {
	count += 1;
	return {
		id: `m${count}`,
		number: String(count),
		text: 'Провести семинар',
		term: readTerm(term, { plan }),
		factors: [3],
		responsible: [],
		result: 'Не менее 80 % учителей',
		library: null,
		...rest
	};
}
const found = <R extends Rule>(rule: R, given: Partial<Checked>) =>
	check({ deficits: null, measures: [], before: [], library: libraryMeasures, ...given }).filter(
		(one) => one.rule === rule
	);
const deficit = (number: number, level: 'high' | 'medium' | 'low' | 'unknown', score = 50) => ({
	number,
	level,
	score,
	schools: []
});

describe('deficits that no measure answers', () => {
	it('are the high and medium ones, high first, each with measures of the library', () => {
		const findings = found('unanswered', {
			deficits: [
				deficit(3, 'high'),
				deficit(13, 'medium', 60),
				deficit(17, 'high'),
				deficit(5, 'low'),
				deficit(6, 'unknown')
			],
			measures: [measure('Октябрь')]
		});
		expect(findings).toMatchObject([{ deficit: { number: 17 } }, { deficit: { number: 13 } }]);
		for (const one of findings)
			expect(one).toMatchObject({
				offer: [{ level: 'school' }, { level: 'school' }, { level: 'school' }]
			});
	});
	it('are none without a profile', () => {
		expect(found('unanswered', { measures: [measure('Май')] })).toEqual([]);
	});
});

describe('measures that answer none', () => {
	it('are unmarked ones, with what their words suggest, and those for what is low alone', () => {
		const unmarked = measure('Май', { factors: [], text: 'Провести мастер-классы для учителей' });
		const elsewhere = measure('Май', { factors: [5] });
		const half = measure('Май', { factors: [3, 5] });
		const unknown = measure('Май', { factors: [6] });
		const findings = found('aimless', {
			deficits: [deficit(3, 'high'), deficit(5, 'low'), deficit(6, 'unknown')],
			measures: [unmarked, elsewhere, half, unknown]
		});
		expect(findings).toMatchObject([
			{ measure: { id: unmarked.id }, why: 'unmarked', suggested: [{ factor: 3 }] },
			{ measure: { id: elsewhere.id }, why: 'elsewhere', suggested: [] }
		]);
	});
});

describe('terms that contradict', () => {
	const pair = (first: string, second: string) => {
		const waits = measure(second);
		const { id, number, text, term } = measure(first);
		const before = [
			{
				measureId: waits.id,
				id,
				roadmapId: 'r',
				number,
				text,
				term,
				owner: 'Район',
				by: 'link' as const
			}
		];
		return found('order', { measures: [waits], before }).length;
	};
	it.each([
		['До 15 октября', 'Сентябрь', 1],
		['Октябрь', 'Сентябрь – ноябрь', 0],
		['Октябрь', 'Октябрь', 0],
		['Ноябрь', 'До 15 ноября', 1],
		// long work helps from its beginning
		['Сентябрь – май', 'Октябрь', 0],
		['Ноябрь – май', 'Октябрь', 1],
		['Ежемесячно', 'Октябрь', 0],
		// without dates nothing can contradict
		['По отдельному графику', 'Сентябрь', 0],
		['Октябрь', 'По необходимости', 0]
	])('%s before %s: %i', (first, second, count) => expect(pair(first, second)).toBe(count));

	it('follow the library’s order within a roadmap, by its entries or their very words', () => {
		const [gaps, curriculum] = ['struggling-gaps', 'struggling-curriculum'].map((id) =>
			findLibraryMeasure(id)!
		);
		const late = measure('Май', { text: gaps!.text });
		const early = measure('Октябрь', { text: 'Своими словами', library: curriculum!.id });
		expect(found('order', { measures: [late, early] })).toMatchObject([
			{ measure: { id: early.id }, before: { id: late.id, by: 'library', owner: null } }
		]);
	});
});

describe('results nobody could measure', () => {
	it.each([
		['Повышение мотивации обучающихся', false],
		['Повышение качества кадрового потенциала', false],
		['Оказание адресной помощи родителям', false],
		['Сформирована готовность участников команды', false],
		['Обучение руководителей', false],
		['Не менее 55 % мероприятий выполнено', true],
		['Снижение количества конфликтов', true],
		['Увеличение доли участников', true],
		['Приказ о координаторе', true],
		['Назначен муниципальный координатор', true],
		['Обновлена база аналитических данных', true],
		['Консультацию получает каждый класс', true],
		['Конфликтов стало вдвое меньше', true],
		['Службы работают в десяти школах', true],
		['Таблица данных по двенадцати школам', true]
	])('%s: %s', (result, expected) => expect(isMeasurable(result)).toBe(expected));

	it('are none in the library, and an empty one counts', () => {
		expect(libraryMeasures.filter(({ result }) => !isMeasurable(result))).toEqual([]);
		const empty = measure('Май', { result: null });
		expect(found('unmeasurable', { measures: [empty, measure('Май')] })).toMatchObject([
			{ measure: { id: empty.id }, why: 'empty' }
		]);
	});
});

describe('too much at once', () => {
	const many = (times: number, term: string, text: string) =>
		Array.from({ length: times }, () => measure(term, { responsible: [{ text, personId: null }] }));
	it('is more than six measures of a person that end in one month, however he is written', () => {
		const six = many(6, 'Октябрь', 'Заместитель директора');
		expect(found('load', { measures: six })).toEqual([]);
		const seven = [...six, ...many(1, 'До 20 октября', 'заместителя директора')];
		expect(found('load', { measures: seven })).toMatchObject([
			{ person: 'Заместитель директора', measures: seven.map(({ id }) => ({ id })) }
		]);
	});
	it('counts no crowds, and nothing that goes on for long', () => {
		expect(found('load', { measures: many(9, 'Октябрь', 'Учителя-предметники') })).toEqual([]);
		expect(found('load', { measures: many(9, 'Октябрь – май', 'Директор школы') })).toEqual([]);
		expect(found('load', { measures: many(9, 'Ежемесячно', 'Директор школы') })).toEqual([]);
	});
});
