import type { FullName } from '../../people/names.ts';
import { fold } from './declension.ts';

/** A person's name as it stands in a text. */
export interface WrittenName {
	/** As printed. */
	text: string;
	/** Folded, in the case in which it is printed. */
	surname: string;
	/** Folded name or its first letter; empty where none is printed. */
	given: string;
	patronymic: string;
	/** The same parts as printed. */
	printed: FullName;
	start: number;
}

const S = '[\\s\\u00a0]';
const SURNAME = '(?:\\p{Lu}\\p{Ll}+(?:-\\p{Lu}\\p{Ll}+)?|\\p{Lu}{3,}(?:-\\p{Lu}{3,})?)(?!\\p{L})';
const WORD = '\\p{Lu}\\p{Ll}+';
const PATRONYMIC = '\\p{Lu}\\p{Ll}+(?:вн|вич|ичн|ьич|мич|кич|инич)(?:а|ы|е|у|ой|ою|ем|ом)?';
const INITIAL = '(\\p{Lu})(?:\\.|(?=[\\s\\u00a0,;]|$))';
const END = '(?!\\p{L})';

/** Initials without dots, which abbreviations look like as well. */
const BARE = way(`(${WORD})${S}+(\\p{Lu})(\\p{Lu})${END}`);
const ABBREVIATION = /^(?:[сно]ш|о[оу]|мо|уо|[уивн]р|до|оп|кс|нк|рф)$/;

/** Ways to write a name; each gives surname, given name and patronymic by their places. */
const ways: { pattern: RegExp; order: [number, number, number] }[] = [
	// Сувалова Татьяна Викторовна
	{ pattern: way(`(${SURNAME})${S}+(${WORD})${S}+(${PATRONYMIC})${END}`), order: [1, 2, 3] },
	// Татьяна Викторовна Сувалова
	{ pattern: way(`(${WORD})${S}+(${PATRONYMIC})${S}+(${SURNAME})${END}`), order: [3, 1, 2] },
	// Сувалова Т. В., Сувалова Т.В, Сувалова Т В
	{
		pattern: way(`(${SURNAME})${S}*,?${S}*${INITIAL}${S}*(?:${INITIAL}|(\\p{Lu})${END})?${END}`),
		order: [1, 2, 3]
	},
	// Сувалова ТВ
	{ pattern: BARE, order: [1, 2, 3] },
	// Т. В. Сувалова
	{
		pattern: way(`(\\p{Lu})\\.${S}*(?:(\\p{Lu})\\.?${S}*)?(${SURNAME})${END}`),
		order: [3, 1, 2]
	}
];

function way(pattern: string): RegExp {
	return new RegExp(pattern, 'uy');
}

/** Words that begin with a capital and are no surnames: posts, bodies, organisations. */
const NO_SURNAME =
	/^(?:заместител|зам$|директор|руководител|начальник|завуч(?:а|у|ем|е|и|ей|ам|ами|ах)?$|заведующ|методист|учител|педагог|психолог|логопед|куратор|координатор|наставник|специалист|консультант|эксперт|инспектор|администраци|управлени|отдел|комитет|департамент|министерств|центр|служб|совет|комисси|групп|команд|школ|гимнази|лице[йяи]|библиотекар|воспитател|председател|секретар|родител|организатор|оператор|партнер|коллектив|представител|организаци|учреждени|(?:ауп|оо|оу|[шргм]мо|имц|роо|о?сош|оош|м[бка]оу)$|совместно|классн|муниципальн|школьн|региональн|рабоч|проектн|ответственн|главн|ведущ|старш|предметн)/;

/** A post or body, but not «Школьников» or «Командина». */
function isTitle(word: string): boolean {
	return (
		NO_SURNAME.test(word) &&
		!/(?:[оеы]в|[иы]н)(?:а|у|ой|ою|ым|ом|ем|е)?$|(?:ко|ич|ук|юк)$/.test(word)
	);
}

/** Every name in a text, in its order: «Ясенева В.П.», «В. П. Ясенева», «Ясеневой Вере Петровне». */
export function namesIn(text: string): WrittenName[] {
	const found: WrittenName[] = [];
	let at = 0;
	while (at < text.length) {
		const name = /\p{Lu}/u.test(text[at]!) && !isInside(text, at) ? nameAt(text, at) : null;
		if (name) found.push(name);
		at = name ? name.start + name.text.length : at + 1;
	}
	return found;
}

function isInside(text: string, at: number): boolean {
	return at > 0 && /[\p{L}-]/u.test(text[at - 1]!);
}

function nameAt(text: string, at: number): WrittenName | null {
	for (const { pattern, order } of ways) {
		pattern.lastIndex = at;
		const match = pattern.exec(text);
		if (!match) continue;
		const printed = order.map((place) => match[place] ?? '');
		// the second initial may stand without its dot, in a group of its own
		if (order[2] === 3) printed[2] ||= match[4] ?? '';
		const groups = printed.map(fold);
		const [surname, given, patronymic] = groups as [string, string, string];
		if (isTitle(surname) || surname.length < 2) continue;
		const bare = pattern === BARE;
		if (bare && (!looksLikeSurname(surname) || ABBREVIATION.test(groups.slice(1).join(''))))
			continue;
		return {
			text: match[0].trim(),
			surname,
			given,
			patronymic,
			printed: { surname: printed[0]!, given: printed[1]!, patronymic: printed[2]! },
			start: at
		};
	}
	return null;
}

/** Two capitals without dots follow many words; only after such endings they are initials. */
function looksLikeSurname(word: string): boolean {
	return /(?:[оеы]в|[иы]н|[оеы]ва|[иы]на|[сц]к(?:ий|ая|ого|ой|ому|ую)|ых|их|ко|ук|юк|ой|ову|еву|ину)$/.test(
		word
	);
}

/**
 * The surname of a text that has no initials: «ВЦПМ Бобров». Doubtful by nature, so only a word
 * with a surname's ending, beside a post or an abbreviation or alone, counts.
 */
export function bareSurname(text: string): string | null {
	const words = text.match(/\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?/gu) ?? [];
	const likely = words
		.map(fold)
		.filter((word) => !isTitle(word) && looksLikeSurname(word) && word.length > 3);
	return likely.length === 1 && !/[«"“№\d]/.test(text) ? likely[0]! : null;
}

/** What stands beside the names: «директор школы» of «директор школы Ясенева В. П.». */
export function besideNames(text: string, names: readonly WrittenName[]): string {
	let rest = '';
	let at = 0;
	for (const { start, text: printed } of names) {
		rest += `${text.slice(at, start)} `;
		at = start + printed.length;
	}
	return (rest + text.slice(at)).replace(/^[\s,;.–—-]+|[\s,;.–—-]+$/g, '').replace(/\s+/g, ' ');
}

/** «Ясенева В.П. Липова О.Т.» as two parties; a text that is more than names stays whole. */
export function separate(text: string): string[] {
	const names = namesIn(text);
	const rest = besideNames(text, names).replace(/[,.;/\s]|(?<!\p{L})и(?!\p{L})/gu, '');
	return names.length > 1 && rest === '' ? names.map((name) => name.text) : [text];
}
