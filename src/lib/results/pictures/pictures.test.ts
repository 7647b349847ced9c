import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseXml, walk } from './pictures.testing.ts';
import { binOf, drawDistribution } from './distribution.ts';
import { toSvg, type Shape } from './drawing.ts';
import { drawHeatMap, heatStep } from './heat-map.ts';
import { drawShares, type SharePoint } from './shares.ts';

const say = {
	share: (share: number) => `${Math.round(share * 1000) / 10} %`,
	count: (low: number, participants: number) => `${low} из ${participants}`
};
const point: fc.Arbitrary<Omit<SharePoint, 'year'>> = fc
	.tuple(fc.integer({ min: 1, max: 200 }), fc.double({ min: 0, max: 1, noNaN: true }))
	.map(([participants, part]) => {
		const low = Math.round(participants * part);
		const share = low / participants;
		return { participants, low, interval: [Math.max(0, share - 0.2), Math.min(1, share + 0.2)] };
	});

/** Every number of the picture lies in its frame, and it is well-formed as a file. */
function expectWhole(drawn: Shape): void {
	const [, , width, height] = String(drawn.attributes.viewBox).split(' ').map(Number) as [
		number,
		number,
		number,
		number
	];
	for (const one of walk(drawn))
		for (const [name, value] of Object.entries(one.attributes)) {
			if (typeof value !== 'number') continue;
			expect(Number.isFinite(value), name).toBe(true);
			if (/^(x|x1|x2|cx)$/.test(name)) expect(value).toBeLessThanOrEqual(width);
			if (/^(y|y1|y2|cy)$/.test(name)) expect(value).toBeLessThanOrEqual(height);
			if (/^(width|height|r)$/.test(name)) expect(value).toBeGreaterThanOrEqual(0);
		}
	expect(parseXml(toSvg(drawn))).toBeGreaterThan(0);
}

describe('shares over the years', () => {
	it('stay in their frame, whatever they are', () => {
		fc.assert(
			fc.property(
				fc.array(point, { minLength: 1, maxLength: 8 }),
				fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 8, maxLength: 8 }),
				(points, gaps) => {
					let year = 2018;
					const dated = points.map((one, n) => ({ ...one, year: (year += gaps[n]!) }));
					expectWhole(drawShares({ points: dated, threshold: 0.3, sentence: 'Доли', say }));
				}
			)
		);
	});

	it('joins only years that follow each other, and says every share and count', () => {
		const counts = { participants: 26, low: 9, interval: [0.17, 0.46] as [number, number] };
		const points = [2022, 2023, 2025].map((year) => ({ ...counts, year }));
		const drawn = drawShares({
			points,
			threshold: 0.3,
			sentence: 'ОГЭ <математика> & «база»',
			say
		});
		expect(walk(drawn).filter(({ attributes }) => attributes.class === 'own')).toHaveLength(1);
		const svg = toSvg(drawn);
		expect(svg.match(/34\.6 %/g)).toHaveLength(3);
		expect(svg).toContain('9 из 26');
		expect(svg).toContain('ОГЭ &lt;математика&gt; &amp; «база»');
	});
});

describe('the distribution', () => {
	it('puts each share into its tenth', () => {
		expect([binOf(0, 7), binOf(3, 10), binOf(2_999, 10_000), binOf(9, 10), binOf(10, 10)]).toEqual([
			0, 3, 2, 9, 9
		]);
	});

	it('marks one school and stays in its frame', () => {
		fc.assert(
			fc.property(
				fc.array(fc.nat(400), { minLength: 10, maxLength: 10 }),
				fc.option(fc.nat(9)),
				(bins, own) => {
					const input = {
						bins,
						own,
						threshold: 0.3,
						sentence: 'Школы',
						say: { own: 'ваша школа', threshold: '30 %' }
					};
					const drawn = drawDistribution(input);
					expectWhole(drawn);
					expect(toSvg(drawn).includes('ваша школа')).toBe(own !== null);
				}
			)
		);
	});
});

describe('the heat map', () => {
	it('is dark exactly where a result is low', () => {
		expect(heatStep({ low: 3, participants: 10 }, 0.3)).toBe(2);
		expect(heatStep({ low: 2_999, participants: 10_000 }, 0.3)).toBe(1);
		expect(heatStep({ low: 1, participants: 10 }, 0.3)).toBe(0);
	});

	it('hatches few participants, says none by a dash, and stays in its frame', () => {
		const rows = [
			{
				name: 'Очень длинное название региональной диагностической работы',
				cells: [{ low: 2, participants: 4 }, null]
			},
			{
				name: 'ОГЭ',
				cells: [
					{ low: 0, participants: 0 },
					{ low: 9, participants: 26 }
				]
			}
		];
		const drawn = drawHeatMap({
			columns: ['2025', '2026'],
			rows,
			threshold: 0.3,
			few: 5,
			sentence: 'Карта',
			say: (share) => String(Math.round(share * 100))
		});
		expectWhole(drawn);
		const svg = toSvg(drawn);
		expect(svg.match(/url\(#few\)/g)).toHaveLength(1);
		expect(svg.match(/>–</g)).toHaveLength(2);
		expect(svg).toContain('>35<');
		expect(svg).toContain('…');
	});
});
