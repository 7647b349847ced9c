import { fold, MONTH_WORD } from './words.ts';

const TERM_PATTERNS = [
	new RegExp(`(?<![а-я])${MONTH_WORD}(?![а-я])`),
	/(?<!\d)\d{1,2}\.\d{1,2}(?:\.(?:20)?\d\d)?(?!\d)/,
	/^(?:с |по |до |к |на |в |не позднее )?(?:20\d\d)(?: ?- ?20\d\d)?(?: ?г| ?уч|$|[ ,.])/,
	/(?<![а-я])(?:ежегодн|ежемесячн|ежекварт|еженедел|ежедневн|постоянно|регулярно|систематическ|по мере|по необходим|при необходим)/,
	/в течени[еи]|весь период|на протяжении|в соответствии с (?:план|график)|по (?:\S+ )?(?:план|график|отдельн|согласован)|согласно (?:\S+ )?(?:график|план)/,
	/(?<![а-я])(?:квартал|полугоди|четверт|учебн\S+ год|каникул|недел[яюие]|раз в |раза в |не реже|(?:осен|весн|зим|лет)(?:ь|а|о|ом|ой|не|ни))/,
	/^(?:с|до|не позднее|к) \d{1,2}/,
	/^(?:янв|фев|мар|апр|июн|июл|авг|сен|окт|ноя|дек)[а-я]{0,2}\.?(?: ?- ?(?:янв|фев|мар|апр|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.?)?$/
];

/** Whether a short text reads like the content of a «Срок» cell (a quick look, not a reading). */
export function looksLikeTerm(text: string): boolean {
	if (text.length > 90) return false;
	const folded = fold(text);
	if (!TERM_PATTERNS.some((pattern) => pattern.test(folded))) return false;
	return folded.length <= 45 || /^(?:до|с|в|не|к|по|на|еже|раз|\d|согласно|постоянно)/.test(folded);
}

/** A surname with initials or initials with a surname, anywhere in a text. */
export const PERSON =
	/[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s{0,2}[А-ЯЁ]\s?\.\s?(?:[А-ЯЁ](?:\s?\.|(?![А-Яа-яё])))?|(?<![А-ЯЁа-яё])[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.\s?)?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?/;

/** Three words of a full name: Фамилия Имя Отчество. */
const FULL_NAME =
	/[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s[А-ЯЁ][а-яё]+\s[А-ЯЁ][а-яё]+(?:вна|вич|ична|ьич|мич|вны|вича|вне|вичу|вной|вичем)(?![а-яё])/;

/** Folded beginnings of words that name a party: a post, a body, a kind of organisation. */
const PARTY_STEMS =
	/^(?:зам(?:\.|естител)|директор|руководител|начальник|завуч|завед|зав\.|методист|учител|педагог|психолог|логопед|социальн\S+ педагог|классн\S+ руковод|тьютор|куратор|координатор|наставник|специалист|консультант|эксперт|инспектор|администрац|управлен|отдел|комитет|департамент|министерств|центр|служб|совет|комисси|групп|команд|школ|школьн\S+ (?:команд|проектн|управленч|координат|методич)|мбоу|мкоу|маоу|моу|мку|мбу|мау|гбоу|гбу|гау|оо(?![а-я])|оу(?![а-я])|шмо|рмо|гмо|моуо|муо|роо|уо(?![а-я])|имц|ммс|иро|ауп|цнппм|муниципальн\S+ (?:координат|рабоч|методич|орган|управленч|команд|служб)|региональн|рабоч\S+ групп|проектн\S+ (?:команд|групп)|общеобразовательн|образовательн|ответственн|члены|председател|секретар|воспитател|библиотекар|педколлектив|коллектив|родител|обучающи|исполнител|организатор|оператор|партнер|вцпм|предметн|творческ|главн|ведущ|старш)/;

/** Whether a text begins with a post, a body or an organisation. */
export function beginsParty(text: string): boolean {
	return PARTY_STEMS.test(fold(text).replace(/^[«"(\s-]+/, ''));
}

/** Whether a cell reads like one or several responsible parties. */
export function looksLikeParties(text: string): boolean {
	if (text.length > 220) return false;
	return PERSON.test(text) || FULL_NAME.test(text) || beginsParty(text);
}

/** Nouns of action and infinitives with which measures begin. */
export function looksLikeAction(text: string): boolean {
	const first =
		fold(text)
			.replace(/^[\d.)\s-]+/, '')
			.split(/[\s,]/)[0] ?? '';
	return /(?:ние|ции|ция|ка|ть|ться|ти|чь|ство|тие|иза|ур|инг|ары?|инары?|вание|ение|боты?|дача|бор|верка|отчет|анализ|аудит)$/.test(
		first
	);
}

/** Numbering as it stands in number cells: «1», «1.», «1.2.», «2)», «IV», «3а». */
export function looksLikeNumber(text: string): boolean {
	return /^(?:№\s?)?(?:\d{1,3}(?:\.\d{1,3}){0,4}[а-яa-z]?|[IVXХІ]{1,6}(?:\.\d{1,3})*)[.)]?$/i.test(
		text
	);
}
