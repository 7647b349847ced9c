import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RoadmapSnapshot, SnapshotMeasure } from '../snapshot.ts';
import { roadmapIcs } from './ics.ts';
import {
	arbitrarySnapshot,
	dated,
	phrase,
	sampleMeasure,
	sampleSnapshot
} from './sample.testing.ts';

const NOW = new Date('2026-11-24T09:12:30.500Z');
const linesOf = (snapshot: RoadmapSnapshot) =>
	roadmapIcs(snapshot, NOW).replaceAll('\r\n ', '').split('\r\n');
const withMeasures = (...measures: Partial<SnapshotMeasure>[]) =>
	sampleSnapshot({ measures: measures.map(sampleMeasure) });
const valuesOf = (lines: string[], name: string) =>
	lines
		.filter((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`))
		.map((line) => line.slice(line.indexOf(':') + 1));

const october = { from: '2026-10-01', to: '2026-10-31' };
const march = { from: '2027-03-01', to: '2027-03-31' };

describe('iCalendar', () => {
	it('writes an all-day event for each period, the end not included', () => {
		const lines = linesOf(
			withMeasures({ term: dated('октябрь, март', 'dates', [october, march]) })
		);
		expect(valuesOf(lines, 'DTSTART')).toEqual(['20261001', '20270301']);
		expect(valuesOf(lines, 'DTEND')).toEqual(['20261101', '20270401']);
		expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2);
		expect(lines).toContain('DTSTART;VALUE=DATE:20261001');
		expect(valuesOf(lines, 'DTSTAMP')).toEqual(['20261124T091230Z', '20261124T091230Z']);
	});

	it('writes periods at an exact distance as one event with a rule, others one by one', () => {
		const day = (date: string) => ({ from: date, to: date });
		const tuesdays = ['2026-11-03', '2026-11-10', '2026-11-17', '2026-11-24'].map(day);
		const rules = (occurrences: { from: string; to: string }[]) =>
			valuesOf(linesOf(withMeasures({ term: dated('повтор', 'recurring', occurrences) })), 'RRULE');
		expect(rules(tuesdays)).toEqual(['FREQ=WEEKLY;INTERVAL=1;COUNT=4']);
		expect(rules(['2026-11-03', '2026-11-04', '2026-11-05'].map(day))).toEqual([
			'FREQ=DAILY;INTERVAL=1;COUNT=3'
		]);
		expect(rules([...tuesdays.slice(0, 3), day('2026-11-25')])).toEqual([]);
		expect(rules([october, { from: '2026-11-01', to: '2026-11-30' }, march])).toEqual([]);
	});

	it.each(['external', 'event', 'need', 'continuous', 'blank', 'unknown'] as const)(
		'makes a %s term a task without a date',
		(kind) => {
			const lines = linesOf(withMeasures({ term: dated('по графику', kind, [october]) }));
			expect(lines).toContain('BEGIN:VTODO');
			expect(lines).not.toContain('BEGIN:VEVENT');
			expect(valuesOf(lines, 'DTSTART').concat(valuesOf(lines, 'DUE'))).toEqual([]);
			expect(valuesOf(lines, 'DESCRIPTION')[0]).toContain('Срок: по графику');
		}
	);

	it('keeps identifiers when text and dates change, and gives every component its own', () => {
		const uids = (text: string, period: typeof october) =>
			valuesOf(
				linesOf(
					withMeasures(
						{ number: '1', text, term: dated('срок', 'dates', [period]) },
						{ number: '2', term: dated('срок', 'dates', [october, march]) },
						{ number: null, text: 'Без номера' },
						{ number: null, text: 'Без номера' }
					)
				),
				'UID'
			);
		expect(uids('Другой текст', march)).toEqual(uids('Текст', october));
		expect(new Set(uids('Текст', october)).size).toBe(5);
	});

	it('escapes and folds', () => {
		const text = 'Раз, два; три\\четыре\nпять '.repeat(9);
		const ics = roadmapIcs(withMeasures({ text, term: phrase('') }), NOW);
		expect(ics.replaceAll('\r\n ', '')).toContain('Раз\\, два\\; три\\\\четыре\\nпять');
		fc.assert(
			fc.property(arbitrarySnapshot, (snapshot) => {
				for (const line of roadmapIcs(snapshot, NOW).split('\r\n')) {
					expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
					expect(line).not.toMatch(/[\n\r\ufffd]/);
				}
			}),
			{ numRuns: 20 }
		);
	});
});
