import { describe, expect, it } from 'vitest';
import { readTerm } from '../../calendar/calendar.ts';
import { deficits } from '../factors/factors.ts';
import { findLibraryMeasure, libraryMeasures } from '../library/measures.ts';
import { goalOf, indicatorsOf, targetLowShare, targetScore } from './aims.ts';
import { suggestChoice } from './choose.ts';
import { contentSchema, problemsOf, withForm } from './content.ts';
import type { FactorLevel, LevelOf } from './levels.ts';
import { byLead } from './load.ts';
import { draftMunicipality, type SchoolMeasure } from './municipality.ts';
import { draftSchool, planFor, swapped } from './school.ts';
import { acceptedOf } from './snapshot.ts';

const plan = { from: '2026-12-01', to: '2027-08-31' };
const school = { shortName: 'Липовская СОШ' };

function levelOf(number: number, level: FactorLevel, score: number | null): LevelOf {
	return { factor: deficits[number - 1]!.code, number, score, level, reason: null };
}
const chosen = [levelOf(3, 'high', 72), levelOf(13, 'high', 70), levelOf(17, 'medium', 50)];
const drafted = (levels = chosen, period = plan) =>
	draftSchool(
		{ school, chosen: levels, profile: null, results: null, plan: period },
		libraryMeasures
	);

describe('which factors to work on', () => {
	it('suggests high ones first, then medium ones by score, five at most', () => {
		const levels = deficits.map(({ number }) =>
			number <= 3
				? levelOf(number, 'high', 60 + number)
				: number <= 7
					? levelOf(number, 'medium', 40 + number)
					: number === 8
						? levelOf(8, 'unknown', null)
						: levelOf(number, 'low', 10)
		);
		const choice = suggestChoice(levels);
		expect(choice.filter(({ suggested }) => suggested).map(({ number }) => number)).toEqual([
			3, 2, 1, 7, 6
		]);
		expect(choice.slice(0, 7).map(({ because }) => because)).toEqual([
			...['high', 'high', 'high', 'medium', 'medium', 'enough', 'enough']
		]);
		expect(choice.at(-1)).toMatchObject({ number: 8, because: 'unknown' });
	});
});

describe('targets', () => {
	it('go below the level’s cut-off where that is near, else a fifth down', () => {
		expect([72, 66, 90, 50, 36, 20].map((score) => targetScore(score))).toEqual([
			65, 65, 72, 40, 32, 16
		]);
		expect([41, 45, 60, 20].map(targetLowShare)).toEqual([29, 36, 48, 16]);
	});

	it('stand beside a baseline with its source', () => {
		const results = { year: 2026, lowShare: 34.6, lowProcedures: 50 };
		const [share, procedures, done, score] = indicatorsOf(chosen, 2026, results);
		expect(share).toMatchObject({ baseline: '34,6 % (2026 год)', target: 'не более 29 %' });
		expect(procedures!.target).toBe('не более 25 %');
		expect(done!.target).toBe('не менее 55 %');
		expect(score).toMatchObject({
			factor: 3,
			baseline: '72 (профиль 2026/27 учебного года)',
			target: 'не более 65'
		});
		expect(goalOf([3, 13], '2026/27')).toContain(
			'компетентность педагогов, психологический климат'
		);
	});
});

describe('a school’s draft', () => {
	it('has measures of the school for every chosen factor, more for a high one, none twice', () => {
		const { measures } = drafted();
		for (const { number, level } of chosen)
			expect(
				measures.filter(({ factors }) => factors.includes(number)).length
			).toBeGreaterThanOrEqual(level === 'high' ? 4 : 3);
		expect(new Set(measures.map(({ key }) => key)).size).toBe(measures.length);
		expect(measures.every(({ lane }) => lane === 'school')).toBe(true);
	});

	it('brings what its measures need first, and says so', () => {
		const levels = [levelOf(7, 'high', 70)];
		const { measures } = drafted(levels);
		for (const { library, after } of measures) {
			const first = findLibraryMeasure(library)!.after.filter(
				(id) => findLibraryMeasure(id)!.level === 'school'
			);
			expect(after).toEqual(first);
		}
		const gaps = measures.find(({ key }) => key === 'struggling-gaps');
		expect(gaps).toBeDefined();
	});

	it('fits any choice of factors at any time of year: terms are understood, leads are shared', () => {
		for (const month of ['2026-09-01', '2026-11-24', '2027-02-10', '2027-04-20'])
			for (const { number } of deficits) {
				const levels = [number, (number % 17) + 1, ((number + 6) % 17) + 1].map((each) =>
					levelOf(each, 'high', 80)
				);
				const period = planFor(2026, month);
				const content = drafted(levels, period);
				expect(contentSchema.parse(content)).toEqual(content);
				expect(problemsOf(content, period)).toEqual({});
				const single = byLead(content.measures).filter(
					({ lead }) => !/учителя|классные|руководители/i.test(lead)
				);
				expect(single[0]?.count ?? 0).toBeLessThanOrEqual(
					Math.max(5, Math.ceil(content.measures.length / 3))
				);
			}
	});

	it('begins with the month that follows, in the second half of one', () => {
		expect(planFor(2026, '2026-11-24')).toEqual(plan);
		expect(planFor(2026, '2026-11-10').from).toBe('2026-11-01');
		expect(planFor(2026, '2026-08-20').from).toBe('2026-09-01');
		expect(planFor(2026, '2026-12-20').from).toBe('2027-01-01');
	});

	it('swaps a measure for another of the same factor and nothing else', () => {
		const content = drafted();
		const old = content.measures.find(({ factor }) => factor === 17)!;
		const taken = new Set(content.measures.map(({ key }) => key));
		const other = libraryMeasures.find(
			({ id, level, factors }) => level === 'school' && factors.includes(17) && !taken.has(id)
		)!;
		const after = swapped(content, old.key, other, libraryMeasures, plan);
		expect(after.measures.find(({ key }) => key === other.id)).toMatchObject({
			factor: 17,
			text: other.text
		});
		expect(after.measures.some(({ key }) => key === old.key)).toBe(false);
		const foreign = libraryMeasures.find(({ level }) => level === 'authority')!;
		expect(swapped(content, old.key, foreign, libraryMeasures, plan)).toBe(content);
	});

	it('takes what the form says, and tells what is missing', () => {
		const content = drafted();
		const [one, two] = content.measures as [
			(typeof content.measures)[0],
			(typeof content.measures)[0]
		];
		const form = {
			goal: ' Новая цель ',
			[`text.${one.key}`]: one.text,
			[`keep.${one.key}`]: 'on',
			[`term.${one.key}`]: 'когда-нибудь потом',
			[`responsible.${one.key}`]: 'Завуч\r\n\r\nПсихолог',
			[`text.${two.key}`]: ''
		};
		const typed = withForm(content, form);
		expect(typed.goal).toBe('Новая цель');
		expect(typed.measures[0]).toMatchObject({ keep: true, responsible: ['Завуч', 'Психолог'] });
		expect(typed.measures[1]).toMatchObject({ keep: false, text: '' });
		expect(problemsOf(typed, plan)).toEqual({ [`term.${one.key}`]: 'draft_error_term' });
	});

	it('becomes a roadmap of what was kept, by factor, with terms that are read', () => {
		const content = drafted();
		content.measures[0]!.keep = false;
		const { snapshot, kept, sources } = acceptedOf(content, 'school', plan);
		expect(snapshot.measures).toHaveLength(content.measures.length - 1);
		expect(snapshot.sections.map(({ path }) => path[0])).toEqual(
			chosen.map(({ number }) => deficits[number - 1]!.name.ru)
		);
		expect(snapshot.measures[0]).toMatchObject({ number: '1.1', factors: kept[0]!.factors });
		expect(sources[0]).toEqual({ library: kept[0]!.library });
		for (const { term } of snapshot.measures) expect(term.doubts).toEqual([]);
	});
});

describe('a municipality’s draft', () => {
	const measure = (id: string, library: string, phrase: string): SchoolMeasure => {
		const entry = findLibraryMeasure(library)!;
		return {
			id,
			text: entry.text,
			library: null,
			factors: entry.factors,
			term: readTerm(phrase, { plan })
		};
	};
	const schools = ['Липовская СОШ', 'Сосновская СОШ'].map((name, i) => ({
		school: name,
		levels: [chosen[0]!, levelOf(10, 'high', 80)],
		measures: [
			measure(
				`00000000-0000-4000-8000-00000000000${i}`,
				'language-groups',
				'Еженедельно с февраля по май'
			),
			measure(`00000000-0000-4000-8000-00000000001${i}`, 'competence-internal-training', 'Март')
		]
	}));
	const content = draftMunicipality({ place: 'Заречный район', schools, plan }, libraryMeasures);
	const find = (key: string) => content.measures.find((one) => one.key === key);

	it('has what the schools’ measures wait for, tied to them and before them', () => {
		// language-groups waits for diagnostics and hours, those for migrants-order
		for (const key of ['language-diagnostics', 'language-hours', 'migrants-order'])
			expect(
				find(key)?.serves.map(({ id }) => id),
				key
			).toEqual(schools.map(({ measures }) => measures[0]!.id));
		for (const key of ['language-diagnostics', 'language-hours']) {
			const { term } = find(key)!;
			expect(readTerm(term, { plan }).window!.to < '2027-02-01', term).toBe(true);
		}
		expect(find('competence-diagnostics')!.serves.map(({ id }) => id)).toEqual(
			schools.map(({ measures }) => measures[1]!.id)
		);
	});

	it('has three lanes side by side, each measure once, each row in one section', () => {
		expect(contentSchema.parse(content)).toEqual(content);
		expect(new Set(content.measures.map(({ key }) => key)).size).toBe(content.measures.length);
		expect(new Set(content.measures.map(({ lane }) => lane))).toEqual(
			new Set(['authority', 'service', 'school'])
		);
		const { snapshot } = acceptedOf(content, 'municipality', plan);
		const rows = Map.groupBy(snapshot.measures, ({ row }) => row);
		for (const row of rows.values()) {
			expect(new Set(row.map(({ lane }) => lane)).size).toBe(row.length);
			expect(new Set(row.map(({ sectionPath }) => sectionPath[0])).size).toBe(1);
			expect(new Set(row.map(({ number }) => number)).size).toBe(1);
		}
	});
});
