import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readRoadmapBytes } from '../../intake/intake.ts';
import { libraryMeasures } from '../library/measures.ts';
import { suggestFactors, suggestMore } from './suggest.ts';

const corpus = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));
const labels = JSON.parse(
	readFileSync(new URL('./labels.json', import.meta.url), 'utf8')
) as Record<string, Record<string, number[]>>;
const documents = ['000', '001', '002', '003'];

interface Case {
	id: string;
	text: string;
	factors: number[];
}

describe('suggestion of deficits', () => {
	it('says which words decided', () => {
		expect(suggestFactors('Проведение мастер-классов для педагогов ШНОР')).toEqual([
			{ factor: 3, words: ['мастер классов'] }
		]);
		expect(suggestFactors('Развитие школьных служб медиации')).toEqual([
			{ factor: 16, words: ['медиации'] }
		]);
	});

	it('takes words of a sign only together and in one sentence', () => {
		expect(suggestFactors('Назначить координатора. Учителям сообщить.')).toEqual([]);
		expect(suggestFactors('Учебная мотивация школьников').map(({ factor }) => factor)).toEqual([
			15
		]);
		expect(suggestFactors('Мотивация. Школьников учить.')).toEqual([]);
	});

	it('suggests nothing for running the programme itself, and at most four', () => {
		expect(suggestFactors('Утвердить состав рабочей группы')).toEqual([]);
		expect(suggestFactors('')).toEqual([]);
		expect(suggestFactors('овз мигрантов дисциплина родители травля вакансии').length).toBe(4);
	});

	it('leaves out what is marked', () => {
		expect(suggestMore('Службы медиации и родители', [16]).map(({ factor }) => factor)).toEqual([
			17
		]);
	});

	it('finds the chief deficits of the library’s own measures', () => {
		const cases = libraryMeasures
			.filter(({ id }) => !id.startsWith('programme-'))
			.map(({ id, text, factors }) => ({ id, text, factors }));
		const score = measure(cases);
		console.log(`library: ${describeScore(score)}`);
		expect(score.precision).toBeGreaterThanOrEqual(0.78);
		expect(score.recall).toBeGreaterThanOrEqual(0.62);
	});
});

describe.skipIf(!existsSync(corpus))('suggestion on the corpus, labelled by hand', () => {
	it('is precise and finds most', async () => {
		const cases = (await Promise.all(documents.map(casesOf))).flat();
		expect(cases).toHaveLength(165);
		for (const name of documents)
			console.log(
				`${name}: ${describeScore(measure(cases.filter(({ id }) => id.startsWith(name))))}`
			);
		const score = measure(cases);
		console.log(`all: ${describeScore(score)}`);
		if (process.env.OPORA_SHOW) for (const one of cases) show(one);
		expect(score.precision).toBeGreaterThanOrEqual(0.88);
		expect(score.recall).toBeGreaterThanOrEqual(0.93);
	});
});

async function casesOf(name: string): Promise<Case[]> {
	const bytes = new Uint8Array(readFileSync(`${corpus}${name}.txt`));
	const { draft } = await readRoadmapBytes(bytes, `${name}.txt`);
	return draft.measures.map(({ text }, index) => ({
		id: `${name}:${index + 1}`,
		text,
		factors: labels[name]![String(index + 1)] ?? []
	}));
}

interface Score {
	right: number;
	wrong: number;
	missed: number;
	precision: number;
	recall: number;
	/** Of measures that answer none, those that get no suggestion. */
	silent: [number, number];
}

function measure(cases: Case[]): Score {
	let right = 0;
	let wrong = 0;
	let missed = 0;
	const none = cases.filter(({ factors }) => factors.length === 0);
	for (const { text, factors } of cases) {
		const found = suggestFactors(text).map(({ factor }) => factor);
		right += found.filter((factor) => factors.includes(factor)).length;
		wrong += found.filter((factor) => !factors.includes(factor)).length;
		missed += factors.filter((factor) => !found.includes(factor)).length;
	}
	const silent = none.filter(({ text }) => suggestFactors(text).length === 0).length;
	return {
		...{ right, wrong, missed },
		precision: right / (right + wrong),
		recall: right / (right + missed),
		silent: [silent, none.length]
	};
}

function describeScore({ right, wrong, missed, precision, recall, silent }: Score): string {
	return `right ${right}, wrong ${wrong}, missed ${missed}; precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}; silent where none ${silent.join(' of ')}`;
}

function show({ id, text, factors }: Case): void {
	const found = suggestFactors(text);
	const numbers = found.map(({ factor }) => factor).sort((a, b) => a - b);
	if (numbers.join() !== factors.join())
		console.log(id, factors.join(), '→', JSON.stringify(found), text.slice(0, 200));
}
