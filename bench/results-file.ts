/** A country's results as one file: the shape that `opora identify` and the import are measured on. */

import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

export const schools = 40_000;
export const years = [2024, 2025];
const procedures = [
	'ВПР, русский язык, 5 класс',
	'ВПР, математика, 5 класс',
	'ВПР, русский язык, 6 класс',
	'ВПР, математика, 6 класс',
	'ОГЭ, русский язык',
	'ОГЭ, математика',
	'ЕГЭ, русский язык',
	'ЕГЭ, математика (база)',
	'ЕГЭ, математика (профиль)',
	'РДР, естествознание'
];

/** Writes schools × years × procedures rows of invented results; the same each time. */
export async function writeCountry(path: string): Promise<number> {
	const file = createWriteStream(path);
	const random = randoms(2025);
	let rows = 0;
	let text = 'school,year,procedure,participants,low\n';
	for (let school = 0; school < schools; school++) {
		const weakness = random() ** 3;
		for (const year of years) {
			for (const procedure of procedures) {
				const participants = Math.floor(random() * 60);
				const share = Math.min(1, weakness * (0.4 + random() * 0.8));
				text += `${100_000 + school},${year},"${procedure}",${participants},${Math.round(participants * share)}\n`;
				rows++;
			}
		}
		if (text.length > 1_000_000) {
			if (!file.write(text)) await once(file, 'drain');
			text = '';
		}
	}
	file.end(text);
	await once(file, 'finish');
	return rows;
}

/** Writes `count` rows of single pupils with their marks: a region's ВПР in 1,000 schools. */
export async function writePupils(path: string, count: number): Promise<void> {
	const file = createWriteStream(path);
	const random = randoms(19);
	let text = 'school;year;procedure;pupil;mark\n';
	for (let pupil = 0; pupil < count; pupil++) {
		const school = 100_000 + Math.floor((pupil * 1_000) / count);
		const procedure = procedures[pupil % 4]!;
		text += `${school};2025;${procedure};${pupil};${2 + Math.floor(random() * 4)}\n`;
		if (text.length < 1_000_000) continue;
		if (!file.write(text)) await once(file, 'drain');
		text = '';
	}
	file.end(text);
	await once(file, 'finish');
}

/** A small generator of even numbers in [0, 1): the benchmark must meet the same file each time. */
function randoms(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
