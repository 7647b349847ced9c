/**
 * The forms of a Russian surname, given name or patronymic, as papers print them: «поручить
 * Суваловой Т. В.», «Сюжёву М. Н.». Words are lower case with е for ё (`fold`).
 */

/** Lower case, ё as е, inner white space one space: how names are compared. */
export function fold(text: string): string {
	return text.replace(/\s+/g, ' ').trim().toLocaleLowerCase('ru').replaceAll('ё', 'е');
}

/** Genitive, dative, accusative, instrumental, prepositional. */
const CASES = 5;

/** All forms of a folded name, the nominative among them; a double name declines part by part. */
export function formsOf(name: string): Set<string> {
	const parts = name.split('-').map(casesOf);
	const forms = new Set([name]);
	for (let at = 0; at < CASES; at++) {
		let heads = [''];
		for (const [n, cases] of parts.entries()) {
			const tails = [...(n < parts.length - 1 ? [name.split('-')[n]!] : []), ...cases[at]!];
			heads = heads.flatMap((head) => tails.map((tail) => (head ? `${head}-${tail}` : tail)));
		}
		for (const form of heads) forms.add(form);
	}
	return forms;
}

/** By case: forms that a man's or a woman's name of this ending takes. */
function casesOf(name: string): string[][] {
	const cases: string[][] = Array.from({ length: CASES }, () => [name]);
	for (const rule of rules) {
		if (!rule.fits.test(name)) continue;
		for (const stem of rule.stems(name))
			rule.endings.forEach((endings, at) => {
				for (const ending of endings.split('|')) cases[at]!.push(stem + ending);
			});
	}
	return cases;
}

interface Rule {
	fits: RegExp;
	stems: (name: string) => string[];
	/** By case; variants are parted by `|`. */
	endings: readonly string[];
	/** What a stem may get back to be the nominative. */
	last: readonly string[];
	fleeting?: true;
}

const cut = (letters: number) => (name: string) => [name.slice(0, name.length - letters)];

/**
 * By ending of the nominative. What both sexes may bear («Ткач») has the forms of both: that a
 * woman's «Ткач» does not change costs nothing here.
 */
const rules: Rule[] = [
	// Иванов, Сергеев, Бобрин; Чаплин has «Чаплином»
	{
		fits: /(?:ов|ев|ин|ын)$/,
		stems: cut(0),
		endings: ['а', 'у', 'а', 'ым|ом', 'е'],
		last: ['']
	},
	// Иванова, Сувалова
	{
		fits: /(?:ова|ева|ина|ына)$/,
		stems: cut(1),
		endings: ['ой', 'ой', 'у', 'ой|ою', 'ой'],
		last: ['а']
	},
	// Донской, Бельский, Белый, Нижний
	{
		fits: /(?:[ыио]й)$/,
		stems: cut(2),
		endings: ['ого|его', 'ому|ему', 'ого|его', 'ым|им', 'ом|ем'],
		last: ['ый', 'ий', 'ой']
	},
	// Бельская, Верхняя
	{
		fits: /(?:ая|яя)$/,
		stems: cut(2),
		endings: ['ой|ей', 'ой|ей', 'ую|юю', 'ой|ою|ей|ею', 'ой|ей'],
		last: ['ая', 'яя']
	},
	// Сковорода, Гайда, Анна, Викторовна
	{
		fits: /[^аеиоуыэюя]а$/,
		stems: cut(1),
		endings: ['ы|и', 'е', 'у', 'ой|ою|ей|ею', 'е'],
		last: ['а']
	},
	// Заря, Мария
	{
		fits: /[^ая]я$/,
		stems: cut(1),
		endings: ['и', 'е|и', 'ю', 'ей|ею', 'е|и'],
		last: ['я']
	},
	// Ткач, Бондарчук, Козел
	{
		fits: /[бвгджзклмнпрстфхцчшщ]$/,
		stems: (name) => (/(?:[ыи]х)$/.test(name) ? [] : [name, ...withoutFleeting(name)]),
		endings: ['а', 'у', 'а', 'ом|ем', 'е'],
		last: [''],
		fleeting: true
	},
	// Лось, Конь; Любовь
	{
		fits: /ь$/,
		stems: (name) => [name.slice(0, -1), ...withoutFleeting(name)],
		endings: ['я|и', 'ю|и', 'я|ь', 'ем|ью', 'е|и'],
		last: ['ь'],
		fleeting: true
	},
	// Бабай, Соловей, Юрий
	{
		fits: /й$/,
		stems: (name) => [name.slice(0, -1), ...withoutFleeting(name)],
		endings: ['я', 'ю', 'я', 'ем', 'е|и'],
		last: ['й'],
		fleeting: true
	}
];

/** Stems of names that lose their last vowel: Козел – Козла, Кравец – Кравца, Соловей – Соловья. */
function withoutFleeting(name: string): string[] {
	const ending = /^(.*?[^аеиоуыэюя]?)([ео])([клнтврцмс])(ь?)$/.exec(name);
	if (/[^аеиоуыэюя]ей$/.test(name)) return [`${name.slice(0, -2)}ь`];
	if (/[аеиоуыэюя]ец$/.test(name)) return [`${name.slice(0, -2)}йц`];
	if (!ending?.[1] || !/[^аеиоуыэюяь]$/.test(ending[1])) return [];
	const [, head, , last] = ending as unknown as [string, string, string, string];
	const softened = /[лвнкрздт]$/.test(head) ? [`${head}ь${last}`] : [];
	return [head + last, ...softened];
}

/** Folded names whose form `form` (folded) may be: itself, and what it is declined from. */
export function basesOf(form: string): string[] {
	const parts = form.split('-').map(basesOfPart);
	return parts.reduce((heads, tails) => heads.flatMap((head) => tails.map((t) => `${head}-${t}`)));
}

function basesOfPart(form: string): string[] {
	const bases = new Set([form]);
	for (const { endings, last, fleeting } of rules)
		for (const ending of new Set(endings.flatMap((each) => each.split('|')))) {
			const stem = form.slice(0, form.length - ending.length);
			if (!form.endsWith(ending) || stem.length < 2) continue;
			for (const head of fleeting ? [stem, ...withFleeting(stem)] : [stem])
				for (const base of last.map((letters) => head + letters))
					if (!bases.has(base) && casesOf(base).some((each) => each.includes(form)))
						bases.add(base);
		}
	return [...bases];
}

/** The other way of `withoutFleeting`, tried and then checked by it. */
function withFleeting(stem: string): string[] {
	const last = stem.at(-1)!;
	const head = stem.slice(0, -1);
	if (last === 'ь') return [`${head}е`];
	if (!/[клнтврцмс]/.test(last) || head === '') return [];
	const bare = /[ьй]$/.test(head) ? [head.slice(0, -1)] : [];
	return [head, ...bare].flatMap((each) => [`${each}е${last}`, `${each}о${last}`]);
}
