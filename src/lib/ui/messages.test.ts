import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const folder = new URL('../../../messages/', import.meta.url);

// a key that stands in two files keeps the compiler of texts busy without end
it.each(['ru', 'en'])('names every text of %s once', (language) => {
	const files = readdirSync(new URL(`${language}/`, folder));
	const keys = files.flatMap((file) => {
		const texts = JSON.parse(
			readFileSync(new URL(`${language}/${file}`, folder), 'utf8')
		) as object;
		return Object.keys(texts).filter((key) => key !== '$schema');
	});
	expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
