import { expect, it } from 'vitest';
import { feedIcs, type FeedEvent } from './feed-ics.ts';

const event: FeedEvent = {
	occurrenceId: '0d9b2f0e-6f6e-4a1c-9a52-2b8a4f7c1d11',
	roadmapId: 'r',
	measureId: 'm',
	from: '2026-11-23',
	to: '2026-11-27',
	stage: 'open',
	revision: 4,
	number: '2.3.',
	text: 'Провести педсовет; обсудить итоги, принять решение',
	termPhrase: 'ноябрь',
	responsible: ['Ясенева В. П.', 'РМО'],
	result: 'Протокол',
	roadmap: 'Дорожная карта',
	owner: 'Школа № 7'
};
const frame = {
	title: 'Опора: мои сроки',
	language: 'ru' as const,
	origin: 'https://opora.example',
	written: new Date('2026-11-24T04:00:00Z')
};

/** The content lines with what was folded put together again. */
const linesOf = (events: FeedEvent[], given = frame) =>
	feedIcs(events, given).text.replaceAll('\r\n ', '').split('\r\n');

it('gives each occurrence as an all-day event that leads back to its measure', () => {
	const lines = linesOf([event]);
	expect(lines).toEqual(
		expect.arrayContaining([
			'UID:0d9b2f0e-6f6e-4a1c-9a52-2b8a4f7c1d11@opora',
			'DTSTAMP:20261124T040000Z',
			'SEQUENCE:4',
			'DTSTART;VALUE=DATE:20261123',
			'DTEND;VALUE=DATE:20261128',
			'SUMMARY:2.3. Провести педсовет\\; обсудить итоги\\, принять решение',
			'URL:https://opora.example/roadmaps/r/measures/m',
			'STATUS:CONFIRMED'
		])
	);
	expect(lines.find((line) => line.startsWith('DESCRIPTION'))).toBe(
		'DESCRIPTION:Срок: ноябрь\\nОтветственный: Ясенева В. П.\\; РМО\\nОжидаемый результат: ' +
			'Протокол\\nДорожная карта\\nhttps://opora.example/roadmaps/r/measures/m'
	);
});

it('keeps to the 75 octets of a line', () => {
	const { text } = feedIcs([{ ...event, text: 'Щ'.repeat(300) }], frame);
	for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
});

it('shows long periods by their last day', () => {
	const lines = linesOf([{ ...event, from: '2026-09-01', to: '2027-05-31' }]);
	expect(lines).toContain('DTSTART;VALUE=DATE:20270531');
	expect(lines).toContain('DTEND;VALUE=DATE:20270601');
});

it('tells what became of it', () => {
	expect(linesOf([{ ...event, stage: 'verified' }])).toContain(
		'SUMMARY:✓ 2.3. Провести педсовет\\; обсудить итоги\\, принять решение'
	);
	const cancelled = linesOf([{ ...event, stage: 'cancelled' }], {
		...frame,
		language: 'en' as 'ru'
	});
	expect(cancelled).toContain('STATUS:CANCELLED');
	expect(cancelled.find((line) => line.startsWith('DESCRIPTION'))).toContain('Cancelled\\n');
});

it('has a mark that changes with the dates and not with the hour', () => {
	const { etag } = feedIcs([event], frame);
	expect(feedIcs([event], { ...frame, written: new Date('2026-12-01T00:00:00Z') }).etag).toBe(etag);
	expect(feedIcs([{ ...event, to: '2026-11-28' }], frame).etag).not.toBe(etag);
	expect(feedIcs([{ ...event, revision: 5 }], frame).etag).not.toBe(etag);
	expect(feedIcs([], frame).etag).not.toBe(etag);
});
