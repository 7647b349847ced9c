const letters: Record<string, string> = {
	...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y' },
	...{ к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f' },
	...{ х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu' },
	я: 'ya'
};

/** A code from a procedure's name: «РДР, физика, 8 класс» → `rdr-fizika-8-klass`. */
export function codeOf({ name }: { name: string }): string {
	const latin = [...name.toLowerCase()].map((letter) => letters[letter] ?? letter).join('');
	const code = latin
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, 60)
		.replace(/^-+|-+$/g, '');
	return code || 'procedure';
}
