import { expect, it } from 'vitest';
import { composeDigest, footOf } from './digest.ts';
import type { Item } from './model.ts';

const item: Item = {
	kind: 'late',
	path: '/roadmaps/r/measures/m',
	number: '2.3.',
	text: 'Провести мониторинг посещаемости занятий',
	owner: 'Школа № 7',
	due: '2026-11-20',
	who: null,
	said: null,
	count: null,
	groups: null
};
const to = {
	language: 'ru' as const,
	name: 'Вера Павловна',
	day: '2026-11-24',
	origin: 'https://opora.example'
};

it('has nothing to say about nothing', () => {
	expect(composeDigest({}, to)).toBeNull();
	expect(composeDigest({ late: { items: [], total: 0 } }, to)).toBeNull();
});

it('reads as one would write it', () => {
	const letter = composeDigest(
		{
			soon: {
				items: [{ ...item, kind: 'soon', number: null, text: 'Педсовет', due: '2026-11-27' }],
				total: 1
			},
			late: { items: [item], total: 3 },
			schools: {
				items: [
					{
						...item,
						kind: 'schools',
						path: '/schools/s',
						number: null,
						text: 'Школа № 7',
						count: 2
					}
				],
				total: 1
			}
		},
		to
	)!;
	expect(letter.subject).toBe(
		'24\u00a0ноября: просрочено\u00a03, скоро\u00a01, школ с просрочкой\u00a01'
	);
	expect(letter.text).toBe(`Доброе утро, Вера Павловна!


ПРОСРОЧЕНО (3)

— 2.3. Провести мониторинг посещаемости занятий
  срок был 20\u00a0ноября
  https://opora.example/roadmaps/r/measures/m

И ещё 2: https://opora.example/


СРОК СКОРО (1)

— Педсовет
  до 27\u00a0ноября
  https://opora.example/roadmaps/r/measures/m


ПРОСРОЧЕНО В ШКОЛАХ (1)

— Школа № 7
  2\u00a0мероприятия
  https://opora.example/schools/s`);
});

it('tells of whom few answered a survey, and of nobody how many', () => {
	const survey: Item = {
		...{ ...item, kind: 'survey', path: '/diagnosis/campaigns/c', number: null },
		...{ text: 'Климат в школе', due: '2026-12-11', groups: ['pupils', 'parents'] }
	};
	const letter = composeDigest({ survey: { items: [survey], total: 1 } }, to)!;
	expect(letter.subject).toBe('24\u00a0ноября: опросов\u00a01');
	expect(letter.text).toContain(`ОПРОСЫ, ГДЕ МАЛО ОТВЕТОВ (1)

— Климат в школе
  идёт до 11\u00a0декабря, мало ответов: ученики, родители
  https://opora.example/diagnosis/campaigns/c`);
	const english = composeDigest(
		{ survey: { items: [survey], total: 1 } },
		{ ...to, language: 'en' }
	)!;
	expect(english.text).toContain('runs until 11\u00a0December, few answers: pupils, parents');
});

it('speaks English to whoever wishes it, and names the year that is not this one', () => {
	const letter = composeDigest(
		{ late: { items: [{ ...item, due: '2025-12-30' }], total: 1 } },
		{ ...to, language: 'en' }
	)!;
	expect(letter.subject).toBe('24\u00a0November: late\u00a01');
	expect(letter.text).toContain('was due 30\u00a0December\u00a02025');
	expect(letter.text).toContain('Good morning, Вера Павловна!');
});

it('names organisations only where there are several', () => {
	const other = { ...item, owner: 'Школа № 3' };
	expect(composeDigest({ late: { items: [item], total: 1 } }, to)!.text).not.toContain('Школа');
	const both = composeDigest({ late: { items: [item, other], total: 2 } }, to)!.text;
	expect(both).toContain('срок был 20\u00a0ноября; Школа № 7');
	expect(both).toContain('Школа № 3');
});

it('gives the remark with what came back, and cuts long texts at a word', () => {
	const long = 'слово '.repeat(60);
	const text = composeDigest(
		{
			returned: {
				items: [
					{ ...item, kind: 'returned', text: long, who: 'Лапшин И. А.', said: 'Нет\nподписи' }
				],
				total: 1
			}
		},
		to
	)!.text;
	expect(text).toContain('Лапшин И. А.: «Нет подписи»');
	expect(text).toMatch(/слово…\n/);
	expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(200);
});

it('ends with how to be left alone', () => {
	const foot = footOf('ru', to.origin, 'geheim');
	expect(foot).toContain('https://opora.example/unsubscribe/geheim');
	expect(foot).toContain('https://opora.example/account/reminders');
});
