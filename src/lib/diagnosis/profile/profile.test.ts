import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factors } from '../../roadmap/factors.ts';
import type { Answers } from '../instruments/answers.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { findInstrument, instruments } from '../instruments/shipped.ts';
import { readFormula, shippedFormula } from './formula.ts';
import { profileOf, type FactorRisk, type Source } from './profile.ts';
import reference from './reference.json' with { type: 'json' };

const of = (id: string, forms: Answers[]): Source => ({ instrument: findInstrument(id)!, forms });
/** The forms of a case of the reference. */
const sourcesOf = (forms: object): Source[] =>
	Object.entries(forms).map(([id, given]) => of(id, given as Answers[]));
const times = (count: number, form: Answers): Answers[] =>
	Array.from({ length: count }, () => ({ ...form }));
const factor = (profile: FactorRisk[], code: string): FactorRisk =>
	profile.find((one) => one.factor === code)!;

/** A formula that any answer is enough for. */
const lax = { ...shippedFormula, enough: { audiences: 1, coverage: 0 } };

describe('the profile', () => {
	it('agrees with the independent reference in Python', () => {
		expect(reference.instruments).toEqual(
			Object.fromEntries(instruments.map(({ id, version }) => [id, version]))
		);
		expect(reference.formula).toBe(shippedFormula.version);
		for (const { forms, profile: expected } of reference.cases) {
			const profile = profileOf(sourcesOf(forms));
			for (const wanted of expected) {
				const got = factor(profile, wanted.factor);
				expect(got.level).toBe(wanted.level);
				expect(got.answers).toBe(wanted.answers);
				expect(got.coverage).toBeCloseTo(wanted.coverage, 9);
				if (wanted.score === null) expect(got.score).toBeNull();
				else expect(got.score).toBeCloseTo(wanted.score, 5);
				if (wanted.spread === null) expect(got.spread).toBeNull();
				else expect(got.spread).toBeCloseTo(wanted.spread, 9);
				const said = new Map<string, number>(Object.entries(wanted.voices));
				const voices = got.voices.filter(({ score }) => score !== null);
				expect(voices.map(({ audience }) => audience).sort()).toEqual([...said.keys()].sort());
				for (const { audience, score } of voices) expect(score).toBeCloseTo(said.get(audience)!, 9);
			}
			expect(expected).toHaveLength(factors.length);
		}
	});

	it('opens to its items: contributions add up to the score, shares to one', () => {
		for (const { forms } of reference.cases)
			for (const { score, contributions } of profileOf(sourcesOf(forms))) {
				if (score === null) {
					expect(contributions).toEqual([]);
					continue;
				}
				const points = contributions.reduce((all, one) => all + one.points, 0);
				const shares = contributions.reduce((all, one) => all + one.share, 0);
				expect(points).toBeCloseTo(score, 5);
				expect(shares).toBeCloseTo(1, 9);
				for (const { share, risk, points: own } of contributions) expect(own).toBe(share * risk);
			}
	});

	it('works out one factor as by hand', () => {
		// pupils: safe «often» → 67 lowers → 33.3 with 3; bullied «never» → 0 raises → 0 with 3
		const pupils = of('pupils', times(5, { safe: 'often', bullied: 'never' }));
		// parents: safe «no» → 100 with 3
		const parents = of('parents', times(5, { safe: 'no' }));
		const { score, voices, disagreement, answers, spread } = factor(
			profileOf([pupils, parents], lax),
			'CLIMATE'
		);
		// pupils 16.67 counts twice, parents 100 once
		expect(score).toBeCloseTo((2 * (100 / 6) + 100) / 3, 5);
		expect(voices.filter((one) => one.score !== null).map((one) => one.respondents)).toEqual([
			5, 5
		]);
		expect(disagreement).toMatchObject({ low: 'pupils', high: 'parents' });
		expect(disagreement!.points).toBeCloseTo(100 - 100 / 6, 9);
		expect(answers).toBe(15);
		expect(spread).toBe(0);
	});

	it('nothing said is «not enough data», for every factor', () => {
		for (const { level, score, why, coverage } of profileOf([]))
			expect({ level, score, why, coverage }).toEqual({
				level: 'unknown',
				score: null,
				why: 'few-audiences',
				coverage: 0
			});
	});

	it('a group under five is neither used nor shown', () => {
		const four = profileOf([of('pupils', times(4, { bullied: 'always' }))], lax);
		expect(factor(four, 'CLIMATE')).toMatchObject({ score: null, answers: 0, spread: null });
		expect(factor(four, 'CLIMATE').voices.find((one) => one.audience === 'pupils')).toEqual({
			audience: 'pupils',
			score: null,
			respondents: 0,
			spread: null,
			why: 'small-group'
		});
		const five = profileOf([of('pupils', times(5, { bullied: 'always' }))], lax);
		expect(factor(five, 'CLIMATE')).toMatchObject({ score: 100, level: 'high', answers: 5 });
	});

	it('an item that four of a large group answered is not used either', () => {
		const forms = [
			...times(4, { bullied: 'always', safe: 'always' }),
			...times(6, { safe: 'always' })
		];
		expect(factor(profileOf([of('pupils', forms)], lax), 'CLIMATE').contributions).toMatchObject([
			{ key: 'safe', answers: 10, risk: 0 }
		]);
	});

	it('shares of fewer than five people are not used; classes are added up', () => {
		const classes = (special: number) =>
			of('context-class', [
				{ special, 'special-served': 0 },
				{ special: 2, 'special-served': 2 }
			]);
		expect(factor(profileOf([classes(2)], lax), 'INCLUSION').score).toBeNull();
		// 9 of 12 are helped and 3 are not: as if two and a half were not
		const twelve = of('context-class', [
			{ special: 5, 'special-served': 2 },
			{ special: 7, 'special-served': 7 }
		]);
		const share = (100 * 9.5) / 12;
		expect(factor(profileOf([twelve], lax), 'INCLUSION').score).toBeCloseTo(
			100 - (100 * (share - 30)) / 70,
			5
		);
	});

	it('one to four people are not told apart by any score, spread or item', () => {
		const told = (few: number, class5: number) =>
			profileOf(
				[
					of('context-school', [
						{ pupils: 100, register: few, special: 12, 'special-served': few }
					]),
					of('context-class', [
						{ pupils: 20, special: 3, 'special-served': class5, absent: few },
						{ pupils: 22, special: 4, 'special-served': 0, absent: 0 }
					])
				],
				lax
			);
		for (const few of [2, 3, 4])
			for (const class5 of [1, 2, 3]) expect(told(few, class5)).toEqual(told(1, 1));
		expect(told(5, 1)).not.toEqual(told(1, 1));
		expect(told(0, 1)).not.toEqual(told(1, 1));
	});

	it('a missing part makes no zero of a share', () => {
		const school = of('context-school', [{ posts: 40 }]);
		expect(factor(profileOf([school], lax), 'STAFF_SHORTAGE').score).toBeNull();
	});

	it.each([
		[32.999999, 'low'],
		[33, 'medium'],
		[65.999999, 'medium'],
		[66, 'high']
	])('a score of %d is %s', (score, level) => {
		const value = Math.round(score * 1e6) / 1e6;
		const levels = { medium: 33, high: 66 };
		const instrument = structuredClone(findInstrument('results')!) as Instrument;
		const [item] = instrument.sections[0]!.items.filter(({ code }) => code === 'signs');
		Object.assign(item!, { ramp: { from: 0, to: 100 }, decimals: 4 });
		const profile = profileOf([{ instrument, forms: [{ signs: value }] }], { ...lax, levels });
		expect(factor(profile, 'ASSESSMENT_OBJECTIVITY')).toMatchObject({ score: value, level });
	});

	it('a cut-off of its own counts for its factor alone', () => {
		const formula = {
			...lax,
			levelsByFactor: { CLIMATE: { medium: 10, high: 20 } }
		};
		const given = [of('pupils', times(5, { bullied: 'seldom', noise: 'seldom' }))];
		expect(factor(profileOf(given, formula), 'CLIMATE').level).toBe('high');
		expect(factor(profileOf(given, formula), 'DISCIPLINE').level).toBe('medium');
	});

	it('answers to an older version are valued by it and count with those to the newer', () => {
		const older = findInstrument('pupils')!;
		const newer = structuredClone(older) as Instrument;
		newer.version = 2;
		newer.scales.often!.options.splice(1, 1);
		const profile = profileOf(
			[
				{ instrument: newer, forms: times(3, { bullied: 'often' }) },
				{ instrument: older, forms: times(3, { bullied: 'often' }) }
			],
			lax,
			[newer]
		);
		expect(factor(profile, 'CLIMATE').contributions).toMatchObject([
			{ key: 'bullied', answers: 6, risk: (50 + 200 / 3) / 2 }
		]);
	});

	it('stays within 0–100 and does not depend on the order of forms', () => {
		const pupils = findInstrument('pupils')!;
		const scales = pupils.sections
			.flatMap(({ items }) => items)
			.filter((item) => item.kind === 'scale' && item.scale === 'often');
		const form = fc.dictionary(
			fc.constantFrom(...scales.map(({ code }) => code)),
			fc.constantFrom('never', 'seldom', 'often', 'always', 'unsure')
		);
		fc.assert(
			fc.property(fc.array(form, { maxLength: 12 }), (forms) => {
				const there = profileOf([of('pupils', forms)], lax);
				const back = profileOf([of('pupils', [...forms].reverse())], lax);
				there.forEach(({ score }, index) => {
					if (score === null) return expect(back[index]!.score).toBeNull();
					expect(score).toBeGreaterThanOrEqual(0);
					expect(score).toBeLessThanOrEqual(100);
					expect(back[index]!.score).toBeCloseTo(score, 5);
				});
			}),
			{ numRuns: 50 }
		);
	});
});

it('a formula of one’s own is read, or refused with the place', () => {
	expect(readFormula(shippedFormula)).toEqual({ formula: shippedFormula });
	const wrong = readFormula({ ...shippedFormula, levels: { medium: 70, high: 60 } });
	expect(wrong).toEqual({ problems: ['levels: medium must be below high'] });
	expect(readFormula({ ...shippedFormula, smallestGroup: 1 })).toHaveProperty('problems');
});
