/**
 * A second opinion on a risk profile: instruments and the formula are read as data, every score is one
 * weighted mean over single answers, and no code of the diagnosis is shared (docs/guide/diagnosis.md).
 */
import { readFileSync } from 'node:fs';

interface Feed {
	factor: string;
	weight: number;
	direction: 'raises' | 'lowers';
}
interface Asked {
	code: string;
	feeds?: Feed[];
}
interface Item extends Asked {
	kind: string;
	scale?: string;
	options?: { code: string; value?: number | null; alone?: true }[];
	ramp?: { from: number; to: number };
	rows?: Asked[];
}
interface Instrument {
	audience: string;
	anonymous: boolean;
	scales: Record<string, { options: { code: string }[] }>;
	sections: { items: Item[] }[];
	ratios: Asked[];
}
type Form = Record<string, string | number | string[]>;

const read = <T>(path: string) =>
	JSON.parse(readFileSync(`src/lib/diagnosis/${path}.json`, 'utf8')) as T;
const formula = read<{
	audienceWeights: Record<string, number>;
	smallestGroup: number;
	enough: { audiences: number; coverage: number };
}>('profile/data/formula');
const names = [
	'head',
	'teachers',
	'pupils',
	'parents',
	'context-school',
	'context-class',
	'results'
];
const instruments = new Map(
	names.map((name) => [name, read<Instrument>(`instruments/data/${name}`)])
);

const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);

/** What one answer means, 0–1; null where it says nothing. */
function amount({ scales }: Instrument, item: Item, answer: Form[string]): number | null {
	const along = (value: number) =>
		Math.min(1, Math.max(0, (value - item.ramp!.from) / (item.ramp!.to - item.ramp!.from)));
	if (item.kind === 'number') return along(answer as number);
	if (item.kind === 'several')
		return along(
			item.options!.filter(({ code, alone }) => !alone && (answer as string[]).includes(code))
				.length
		);
	if (item.kind === 'single') {
		const { value } = item.options!.find(({ code }) => code === answer)!;
		return value === null || value === undefined ? null : value / 100;
	}
	const codes = scales[item.scale!]!.options.map(({ code }) => code);
	return answer === 'unsure' ? null : codes.indexOf(answer as string) / (codes.length - 1);
}

/** The score of a factor from the forms of a school by instrument, without context data; null: too little. */
export function recount(forms: Record<string, Form[]>, factor: string): number | null {
	let [told, possible] = [0, 0];
	const parts: { weight: number; risk: number }[] = [];
	let heard = 0;
	for (const [name, instrument] of instruments) {
		const asked = instrument.sections
			.flatMap(({ items }) => items)
			.flatMap((item) =>
				(item.rows ?? [item]).map((row) => ({
					...{ item, row },
					key: item.rows ? `${item.code}.${row.code}` : item.code
				}))
			);
		const weightIn = ({ feeds = [] }: Asked) =>
			sum(feeds.filter((feed) => feed.factor === factor).map(({ weight }) => weight));
		const all = sum([...asked.map(({ row }) => row), ...instrument.ratios].map(weightIn));
		if (all === 0) continue;
		const audience = formula.audienceWeights[instrument.audience]!;
		possible += audience;
		const used = asked.flatMap(({ item, row, key }) =>
			(row.feeds ?? []).flatMap((feed) => {
				if (feed.factor !== factor) return [];
				const amounts = (forms[name] ?? []).flatMap((form) => {
					const one = key in form ? amount(instrument, item, form[key]!) : null;
					return one === null ? [] : [one];
				});
				if (amounts.length < (instrument.anonymous ? formula.smallestGroup : 1)) return [];
				const mean = sum(amounts) / amounts.length;
				return [
					{ weight: feed.weight, risk: 100 * (feed.direction === 'raises' ? mean : 1 - mean) }
				];
			})
		);
		if (used.length === 0) continue;
		heard += 1;
		const weights = sum(used.map(({ weight }) => weight));
		told += (audience * weights) / all;
		for (const { weight, risk } of used)
			parts.push({ risk, weight: (audience * weight) / weights });
	}
	if (heard < formula.enough.audiences || told / possible < formula.enough.coverage) return null;
	return (
		sum(parts.map(({ weight, risk }) => weight * risk)) / sum(parts.map(({ weight }) => weight))
	);
}
