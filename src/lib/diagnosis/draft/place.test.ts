import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTerm } from '../../calendar/calendar.ts';
import { libraryMeasures } from '../library/measures.ts';
import { monthOf, numberOf } from './months.ts';
import { placeAll, type ToPlace } from './place.ts';

const year = { from: '2026-09-01', to: '2027-08-31' };
const fromDecember = { from: '2026-12-01', to: '2027-08-31' };
const one = (key: string, term: string, rest: Partial<ToPlace> = {}): ToPlace => ({
	key,
	term,
	effort: 'small',
	after: [],
	...rest
});
const terms = (given: ToPlace[], plan = fromDecember): Record<string, string> =>
	Object.fromEntries([...placeAll(given, plan)].map(([key, { term }]) => [key, term]));

describe('terms in a school year', () => {
	it('leaves what is typical and ahead', () => {
		expect(terms([one('a', 'Сентябрь – октябрь')], year)).toEqual({ a: 'Сентябрь – октябрь' });
		expect(terms([one('a', 'До 1 февраля')])).toEqual({ a: 'До 1 февраля' });
		expect(terms([one('a', 'Май – июнь')])).toEqual({ a: 'Май – июнь' });
	});

	it('moves what is over, with as many months, and never to summer', () => {
		expect(terms([one('a', 'Сентябрь – октябрь')])).toEqual({ a: 'Декабрь – январь' });
		expect(terms([one('a', 'До 15 сентября')])).toEqual({ a: 'До 25 декабря' });
		expect(terms([one('a', 'Октябрь, апрель')])).toEqual({ a: 'Апрель' });
		expect(terms([one('a', 'Октябрь – май')])).toEqual({ a: 'Декабрь – май' });
	});

	it('bounds what repeats to the school’s months', () => {
		expect(terms([one('a', 'Ежемесячно')])).toEqual({ a: 'Ежемесячно с декабря по май' });
		expect(terms([one('a', 'По необходимости')])).toEqual({ a: 'По необходимости' });
		expect(terms([one('a', 'В течение учебного года')])).toEqual({ a: 'Декабрь – май' });
	});

	it('cuts the holidays off a single month', () => {
		const placed = placeAll(
			[one('a', 'Сентябрь'), one('b', 'Октябрь', { after: ['a'] })],
			fromDecember
		);
		expect(placed.get('a')).toMatchObject({ term: '1–30 декабря' });
		expect(placed.get('b')).toMatchObject({
			term: '11–29 января',
			reasons: ['moved', 'after', 'holidays']
		});
	});

	it('puts what must come first before, whatever the order given', () => {
		const placed = placeAll(
			[
				one('c', 'Сентябрь', { after: ['b'] }),
				one('b', 'Октябрь', { after: ['a'] }),
				one('a', 'Ноябрь')
			],
			year
		);
		const [a, b, c] = ['a', 'b', 'c'].map((key) => placed.get(key)!);
		expect(a!.to).toBeLessThan(b!.from);
		expect(b!.to).toBeLessThan(c!.from);
	});

	it('spreads what is typical for one month', () => {
		const given = Array.from({ length: 8 }, (_, i) =>
			one(String(i), 'Октябрь', { effort: 'medium' })
		);
		const months = [...placeAll(given, year).values()].map(({ from }) => from);
		const most = Math.max(...months.map((month) => months.filter((each) => each === month).length));
		expect(most).toBeLessThanOrEqual(4);
	});

	it('gives every draft of the library terms that are understood, in the plan and in order', () => {
		fc.assert(
			fc.property(
				fc.subarray([...libraryMeasures], { minLength: 1, maxLength: 25 }),
				fc.constantFrom(...['09', '10', '11', '12', '01', '02', '03', '04']),
				(chosen, month) => {
					const plan = { from: `${Number(month) < 9 ? 2027 : 2026}-${month}-01`, to: '2027-08-31' };
					const given = chosen.map(({ id, term, effort, after }) =>
						one(id, term, { effort, after })
					);
					const placed = placeAll(given, plan);
					for (const { key, after } of given) {
						const { term, from, to, reasons } = placed.get(key)!;
						const read = readTerm(term, { plan });
						expect([term, read.doubts]).toEqual([term, []]);
						expect(from).toBeGreaterThanOrEqual(monthOf(plan.from));
						expect(to).toBeLessThanOrEqual(monthOf(plan.to));
						for (const window of read.occurrences)
							expect(monthOf(window.from), term).toBeGreaterThanOrEqual(monthOf(plan.from));
						const first = after.flatMap((id) => placed.get(id) ?? []);
						if (
							!reasons.includes('tight') &&
							/^(?!.*(с|по|раз) )[А-Я]/.test(term) &&
							numberOf(to) !== 4
						)
							for (const before of first)
								expect(before.from, `${key} ${term}`).toBeLessThanOrEqual(from);
					}
				}
			),
			{ numRuns: 150 }
		);
	});
});
