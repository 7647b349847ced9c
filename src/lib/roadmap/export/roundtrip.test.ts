import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../intake/draft.ts';
import { readRoadmapBytes } from '../../intake/intake.ts';
import type { RoadmapSnapshot } from '../snapshot.ts';
import { exportRoadmap, notesAndFactors, readRoadmapJson } from './export.ts';
import { arbitrarySnapshot, phrase, sampleMeasure, sampleSnapshot } from './sample.testing.ts';

const paperFormats = ['docx', 'pdf', 'xlsx', 'csv'] as const;

/** What a paper says of a roadmap, in the shape in which both sides can be compared. */
function printed(snapshot: RoadmapSnapshot) {
	return {
		title: snapshot.title,
		level: snapshot.level,
		period: snapshot.period,
		yearKind: snapshot.yearKind,
		order: snapshot.order && [snapshot.order.date, snapshot.order.number],
		lanes: snapshot.lanes,
		sections: snapshot.sections.map(({ path }) => path.at(-1)),
		measures: snapshot.measures.map((one) => ({
			number: one.number,
			sectionPath: one.sectionPath,
			lane: one.lane,
			text: one.text,
			phrase: one.term.phrase,
			responsible: one.responsible,
			result: one.result,
			notes: one.notes,
			factors: one.factors
		}))
	};
}

function read(draft: Draft): ReturnType<typeof printed> {
	return {
		title: draft.title ?? '',
		level: draft.level!,
		period: draft.plan!,
		yearKind: draft.yearKind!,
		order: draft.documentDate === null ? null : [draft.documentDate, draft.documentNumber ?? ''],
		lanes: draft.lanes,
		sections: draft.sections,
		measures: draft.measures.map((one) => ({
			number: one.number,
			sectionPath: one.sectionPath,
			lane: one.lane,
			text: one.text,
			phrase: one.term.phrase,
			responsible: one.responsible,
			result: one.result,
			...notesAndFactors(one.notes)
		}))
	};
}

async function draftOf(snapshot: RoadmapSnapshot, format: (typeof paperFormats)[number]) {
	const { bytes, name } = await exportRoadmap(snapshot, format);
	const { draft } = await readRoadmapBytes(bytes, name);
	expect(draft.unplaced).toEqual([]);
	return draft;
}

const first = ['1. Организационные действия'];
const second = ['1. Организационные действия', '1.1. Преодоление дефицита кадров'];
const third = [...second, '1.1.1. Сетевые учителя'];
const sections = [first, second, third].map((path) => ({ path }));
const bare = { number: null, term: phrase(''), responsible: [], result: null };
const lanes = [
	'Муниципальный орган управления образованием',
	'Муниципальная методическая служба',
	'Школа'
];

const cases: Record<string, RoadmapSnapshot> = {
	'an ordinary roadmap': sampleSnapshot(),
	'a title without years, no order, no signature, no sections': sampleSnapshot({
		title: 'План мероприятий МКОУ Каменнобродская СОШ',
		order: null,
		signatory: null
	}),
	'a calendar year of a municipality': sampleSnapshot({
		title: 'Дорожная карта поддержки школ Заречного муниципального района на 2027 год',
		level: 'municipality',
		owner: 'Заречный муниципальный район',
		period: { from: '2027-01-01', to: '2027-12-31' },
		yearKind: 'calendar',
		order: {
			number: '151/2',
			date: '2026-12-25',
			issuer: 'управления образования администрации Заречного муниципального района'
		},
		measures: [sampleMeasure({ term: phrase('IV квартал') })]
	}),
	'sections three deep, gaps in numbers, notes and deficits': sampleSnapshot({
		sections,
		measures: [
			sampleMeasure({ number: '1', sectionPath: first, notes: 'Совместно с гимназией' }),
			sampleMeasure({ number: '4', sectionPath: second, factors: [3, 7] }),
			sampleMeasure({ number: '5', sectionPath: third, notes: 'Перенесено', factors: [17] }),
			sampleMeasure({ number: '12', sectionPath: third, responsible: [], result: '' })
		]
	}),
	'parties of every kind': sampleSnapshot({
		measures: [
			['Директор школы', 'Ермакова Н. В.'],
			['Отдел образования, культуры и спорта', 'Титова О.П.'],
			['РМО учителей математики', 'Классные руководители', 'Лапшин А.В.'],
			[]
		].map((responsible, i) => sampleMeasure({ number: String(i + 1), responsible }))
	}),
	'what spreadsheets take for formulas': sampleSnapshot({
		measures: ['=1+1', '+2 балла', '- план', '@SUM(A1)', '"кавычки"; точка с запятой'].map(
			(text, i) => sampleMeasure({ number: String(i + 1), text: `${text} в школе`, result: text })
		)
	}),
	'three lanes': sampleSnapshot({
		lanes,
		sections,
		measures: [
			sampleMeasure({
				...bare,
				lane: lanes[0]!,
				row: 1,
				sectionPath: first,
				text: 'Издать приказ'
			}),
			sampleMeasure({
				...bare,
				lane: lanes[2]!,
				row: 1,
				sectionPath: first,
				text: 'Создать команду'
			}),
			sampleMeasure({ ...bare, lane: lanes[1]!, row: 2, sectionPath: third, text: 'Помочь школам' })
		]
	}),
	'lanes whose measures have terms, responsible parties and results': sampleSnapshot({
		lanes,
		sections: [{ path: first }],
		measures: [
			sampleMeasure({ lane: lanes[0]!, row: 1, sectionPath: first, text: 'Издать приказ' }),
			sampleMeasure({ lane: lanes[1]!, row: 1, sectionPath: first, text: 'Провести семинар' }),
			sampleMeasure({
				number: '2',
				lane: lanes[2]!,
				row: 1,
				sectionPath: first,
				text: 'Создать команду',
				term: phrase('до 15 октября'),
				responsible: ['Директор школы', 'Титова О.П.'],
				factors: [6]
			})
		]
	})
};

/** Lanes of any name are known by the head above them, which CSV cannot have. */
const namedAtWill = sampleSnapshot({
	lanes: ['Учителя', 'Родители', 'Обучающиеся'],
	measures: [
		sampleMeasure({ lane: 'Учителя', row: 1, text: 'Семинар' }),
		sampleMeasure({ lane: 'Родители', row: 1, text: 'Собрание' }),
		sampleMeasure({ number: '2', lane: 'Обучающиеся', row: 2, text: 'Кружок' })
	]
});

describe('what Opora exports it reads back with every field equal', () => {
	describe.each(Object.entries(cases))('%s', (_, snapshot) => {
		it.each(paperFormats)('as .%s', async (format) => {
			expect(read(await draftOf(snapshot, format))).toEqual(printed(snapshot));
		});
	});

	it.each(['docx', 'pdf', 'xlsx'] as const)('lanes of any name as .%s', async (format) => {
		expect(read(await draftOf(namedAtWill, format))).toEqual(printed(namedAtWill));
	});

	it('keeps measures of one row of lanes together', async () => {
		const draft = await draftOf(cases['three lanes']!, 'docx');
		const rows = draft.measures.map(({ source }) => source.row);
		expect(rows[0]).toBe(rows[1]);
		expect(rows[2]).not.toBe(rows[0]);
	});

	it.each(paperFormats)(
		'for any roadmap as .%s',
		async (format) => {
			await fc.assert(
				fc.asyncProperty(arbitrarySnapshot, async (snapshot) => {
					expect(read(await draftOf(snapshot, format))).toEqual(printed(snapshot));
				}),
				{ numRuns: 25 }
			);
		},
		120_000
	);

	it('as JSON, with terms, owner and signature too', async () => {
		for (const snapshot of Object.values(cases)) {
			const { bytes } = await exportRoadmap(snapshot, 'json');
			expect(readRoadmapJson(new TextDecoder().decode(bytes))).toEqual(snapshot);
		}
	});
});

describe('notesAndFactors', () => {
	it.each<[string | null, string | null, number[]]>([
		[null, null, []],
		['', null, []],
		['Перенесено', 'Перенесено', []],
		['Перенесено Дефициты: 3, 7', 'Перенесено', [3, 7]],
		['Дефициты: 17', null, [17]],
		['Дефициты: 18', 'Дефициты: 18', []],
		['Дефициты: 3, 7 и другие', 'Дефициты: 3, 7 и другие', []]
	])('%s', (cell, notes, factors) => {
		expect(notesAndFactors(cell)).toEqual({ notes, factors });
	});
});
