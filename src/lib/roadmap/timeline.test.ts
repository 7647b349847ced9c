import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Term } from '../calendar/term.ts';
import { sampleTerm } from './sample.testing.ts';
import { axisOf, trackOf } from './timeline.ts';

const year = { from: '2026-09-01', to: '2027-08-31' };
const today = '2026-11-24';

const recurring = (occurrences: string[], recurrence: Term['recurrence'] = 'monthly'): Term => ({
	...sampleTerm('Ежемесячно', occurrences[0], occurrences.at(-1)),
	kind: 'recurring',
	recurrence,
	occurrences: occurrences.map((day) => ({ from: day, to: day }))
});

describe('axisOf', () => {
	it('has a column for each month of a school year and marks the present one', () => {
		const { columns, unit, today: line } = axisOf(year, today);
		expect(unit).toBe('month');
		expect(columns).toHaveLength(12);
		expect(columns.filter(({ now }) => now).map(({ from }) => from)).toEqual(['2026-11-01']);
		expect(columns.filter(({ newYear }) => newYear)).toHaveLength(2);
		expect(line).toBeCloseTo(23.15, 1);
	});

	it('shows quarters and years where months would be too many', () => {
		expect(axisOf({ from: '2026-01-01', to: '2028-12-31' }, today).unit).toBe('quarter');
		expect(axisOf({ from: '2024-01-01', to: '2031-12-31' }, today).unit).toBe('year');
	});

	it('draws no line of today outside the period', () => {
		expect(axisOf(year, '2028-01-01').today).toBeNull();
	});

	it('covers the whole width without gaps', () => {
		const day = fc.date({
			min: new Date('2020-01-01'),
			max: new Date('2035-12-31'),
			noInvalidDate: true
		});
		fc.assert(
			fc.property(day, day, (a, b) => {
				const [from, to] = [a, b].map((date) => date.toISOString().slice(0, 10)).sort();
				const { columns } = axisOf({ from: from!, to: to! }, today);
				expect(columns[0]!.x).toBe(0);
				for (const [i, { x, width }] of columns.entries()) {
					const next = columns[i + 1]?.x ?? 100;
					expect(x + width).toBeCloseTo(next, 6);
				}
			})
		);
	});
});

describe('trackOf', () => {
	it('draws a range as a bar with its state by time', () => {
		const track = trackOf(sampleTerm('Октябрь', '2026-10-01', '2026-10-31'), year, today)!;
		expect(track.bars).toHaveLength(1);
		expect(track.bars[0]).toMatchObject({ state: 'past' });
		expect(track.bars[0]!.x).toBeCloseTo(8.22, 1);
		expect(track.bars[0]!.width).toBeCloseTo(8.49, 1);
	});

	it('draws a day and a deadline as a mark at the end', () => {
		const day = trackOf(sampleTerm('5 декабря', '2026-12-05'), year, today)!;
		expect(day).toMatchObject({ bars: [], marks: [{ state: 'ahead' }] });
		const deadline = trackOf(sampleTerm('до 15 октября', '2026-09-01', '2026-10-15'), year, today)!;
		expect(deadline.bars).toEqual([]);
		expect(deadline.marks[0]!.x).toBeCloseTo(12.19, 1);
	});

	it('draws repeats as marks on a line', () => {
		const track = trackOf(recurring(['2026-10-15', '2026-11-15', '2026-12-15']), year, today)!;
		expect(track.marks.map(({ state }) => state)).toEqual(['past', 'past', 'ahead']);
		expect(track.line).toEqual({ from: track.marks[0]!.x, to: track.marks[2]!.x });
	});

	it('draws repeats that would touch as one bar', () => {
		const days = Array.from({ length: 30 }, (_, i) =>
			new Date(Date.UTC(2026, 10, 3) + i * 7 * 86_400_000).toISOString().slice(0, 10)
		);
		const track = trackOf(recurring(days, 'weekly'), year, today)!;
		expect(track).toMatchObject({ bars: [{ state: 'current' }], marks: [], line: null });
	});

	it('has nothing to draw for terms that others date, even inside a year', () => {
		const term: Term = {
			...sampleTerm('в течение года по плану', '2026-09-01', '2027-08-31'),
			kind: 'external'
		};
		expect(trackOf(term, year, today)).toBeNull();
		expect(trackOf(sampleTerm('по отдельному графику'), year, today)).toBeNull();
		expect(trackOf(sampleTerm('2020 год', '2020-01-01', '2020-12-31'), year, today)).toBeNull();
	});

	it('never leaves the axis', () => {
		const day = fc
			.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
			.map((date) => date.toISOString().slice(0, 10));
		fc.assert(
			fc.property(day, day, (a, b) => {
				const [from, to] = [a, b].sort() as [string, string];
				const track = trackOf(sampleTerm('срок', from, to), year, today);
				for (const { x, width } of track?.bars ?? []) {
					expect(x).toBeGreaterThanOrEqual(0);
					expect(x + width).toBeLessThanOrEqual(100.01);
				}
				for (const { x } of track?.marks ?? []) {
					expect(x).toBeGreaterThanOrEqual(0);
					expect(x).toBeLessThanOrEqual(100);
				}
			})
		);
	});
});
