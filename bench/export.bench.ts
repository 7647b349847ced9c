/** Writing a roadmap: Word, PDF and Excel of 30 and of 300 measures, warm and in process. */
import { phrase } from '../src/lib/roadmap/export/sample.testing.ts';
import { exportRoadmap } from '../src/lib/roadmap/export/export.ts';
import type { RoadmapSnapshot } from '../src/lib/roadmap/snapshot.ts';
import { measure } from './measure.ts';
import type { Row } from './measure.ts';

/** Goals in milliseconds, by format. The issue names one only for the PDF of 30 measures. */
const goals = { docx: {}, pdf: { 30: 100 }, xlsx: {} } as const;

export default async function bench(): Promise<Row[]> {
	const rows: Row[] = [];
	for (const format of ['docx', 'pdf', 'xlsx'] as const) {
		for (const count of [30, 300] as const) {
			const limit = (goals[format] as Partial<Record<number, number>>)[count];
			let run = 0;
			rows.push(
				await measure(
					`${format}, ${count} measures`,
					() => exportRoadmap(roadmap(count, run++), format),
					limit === undefined ? {} : { limit }
				)
			);
		}
	}
	return rows;
}

/** Another `run` gives other texts, so that no cache can answer for the writer. */
function roadmap(count: number, run: number): RoadmapSnapshot {
	const sections = Array.from({ length: Math.ceil(count / 8) }, (_, i) => [
		`${i + 1}. Раздел о помощи школам, запуск ${run}`
	]);
	return {
		title: `Дорожная карта поддержки школ, запуск ${run}, на 2026–2027 учебный год`,
		level: 'municipality',
		owner: 'Заречный муниципальный район',
		period: { from: '2026-09-01', to: '2027-08-31' },
		yearKind: 'school',
		order: { number: '151', date: '2026-09-25', issuer: 'управления образования' },
		signatory: { post: 'Начальник управления образования', name: 'П. А. Громов' },
		lanes: [],
		sections: sections.map((path) => ({ path })),
		measures: Array.from({ length: count }, (_, i) => ({
			number: String(i + 1),
			sectionPath: sections[Math.floor(i / 8)] ?? [],
			lane: null,
			row: null,
			text: `Диагностика профессиональных дефицитов учителей русского языка и математики, ${run}-${i}`,
			term: phrase(i % 2 ? 'октябрь – ноябрь' : 'до 25 числа каждого месяца'),
			responsible: ['Полякова Ю. М.', 'РМО учителей математики'],
			result: `Диагностику прошли не менее ${50 + (i % 50)} % учителей; маршруты составлены`,
			notes: null,
			factors: []
		}))
	};
}
