import type { FullName } from './names.ts';

/** How two records of one surname agree; null: they are two people. */
export type Likeness = 'same-name' | 'same-initials' | 'part-of-name' | 'one-initial';

/**
 * Whether two people of one surname may be one: by given name and patronymic, each in full or as an
 * initial. «М. Н.» and «М. К.» may be a slip, so they are named, as the least likely.
 */
export function likenessOf(one: FullName, other: FullName): Likeness | null {
	const given = partOf(one.given, other.given);
	const patronymic = partOf(one.patronymic, other.patronymic);
	if (given === 'other' || patronymic === 'other') {
		const [first, second] = [given, patronymic];
		return (first === 'other') !== (second === 'other') &&
			first !== 'unknown' &&
			second !== 'unknown'
			? 'one-initial'
			: null;
	}
	if (given === 'unknown' || patronymic === 'unknown') return 'part-of-name';
	return given === 'full' && patronymic === 'full' ? 'same-name' : 'same-initials';
}

function partOf(one: string, other: string): 'full' | 'initial' | 'other' | 'unknown' {
	const [a, b] = [one, other].map((name) =>
		name.trim().replace(/\.$/, '').toLocaleLowerCase('ru').replaceAll('ё', 'е')
	) as [string, string];
	if (a === '' || b === '') return 'unknown';
	if (a === b) return a.length > 1 ? 'full' : 'initial';
	return (a.length === 1 || b.length === 1) && a[0] === b[0] ? 'initial' : 'other';
}
