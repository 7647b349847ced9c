import { findPersons } from './person.ts';
import { cleanLines, fold, isBlank } from './words.ts';

/**
 * The parties of a «Ответственный» cell, apart and as printed. A comma inside one party's name
 * does not part it; people and parties that only stand beside each other are parted.
 */
export function splitParties(raw: string, known: ReadonlySet<string> = new Set()): string[] {
	const lines = cleanLines(raw);
	if (lines.length === 0 || lines.every(isBlank)) return [];
	const bulleted = lines.filter((line) => BULLET.test(line)).length >= 2;
	const chunks: string[] = [];
	for (const line of lines) {
		if (chunks.length === 0 || (bulleted && BULLET.test(line)))
			chunks.push(line.replace(BULLET, ''));
		else chunks[chunks.length - 1] += `\n${line}`;
	}
	return chunks
		.flatMap(splitAtSemicolons)
		.flatMap(splitChunk)
		.flatMap((party, at, all) => splitKnown(party, known, all[at + 1] ?? ''))
		.map(trimParty)
		.filter((party) => party !== '' && !isBlank(party));
}

const BULLET = /^(?:[-–—•·▪*]\s*|\d{1,2}[.)]\s+)(?=\S)/;

/** Where lines end with semicolons, a line that ends without one is only wrapped. */
function splitAtSemicolons(chunk: string): string[] {
	const parts = splitOutside(chunk, ';');
	return /;\s*\n/.test(chunk) ? parts.map((part) => part.trim().replaceAll('\n', ' ')) : parts;
}

/** Parties of all cells that stand whole or between separators, to know them where none is. */
export function learnParties(cells: string[]): Set<string> {
	return new Set(cells.flatMap((cell) => splitParties(cell)).map(partyKey));
}

function partyKey(party: string): string {
	return fold(party).replace(/[.,;]+$/, '');
}

interface Token {
	text: string;
	person: boolean;
	/** What stands before it: '' (a space), ',', ',и', '\n', '/' or 'и'. */
	before: string;
}

/** Cuts a chunk at the separators that really part, reading from left to right. */
function splitChunk(chunk: string): string[] {
	const tokens = tokenize(chunk);
	const parties: Token[][] = [];
	tokens.forEach((token, at) => {
		const party = parties.at(-1);
		if (!party || parts(party, token, tokens.slice(at))) parties.push([token]);
		else party.push(token);
	});
	return parties.map(print);
}

function print(tokens: Token[]): string {
	return tokens.map((token, at) => (at === 0 ? '' : glue(token.before)) + token.text).join('');
}

function glue(before: string): string {
	if (before === ',') return ', ';
	if (before === ',и') return ', и ';
	if (before === '/') return '/';
	return before === 'и' ? ' и ' : ' ';
}

/** Words, names and bracketed or quoted pieces, each with the separator before it. */
function tokenize(chunk: string): Token[] {
	const persons = findPersons(chunk);
	const tokens: Token[] = [];
	let before = '';
	let at = 0;
	while (at < chunk.length) {
		const person = persons.find((each) => each.start === at);
		const piece = person ? person.text : (PIECE.exec(chunk.slice(at))?.[0] ?? chunk[at]!);
		at += piece.length;
		if (/^\s+$/.test(piece)) before = piece.includes('\n') && before === '' ? '\n' : before;
		else if (piece === ',') before = ',';
		else if (piece === '/') before = '/';
		else if (piece === 'и' && tokens.length > 0 && /^\s/.test(chunk.slice(at)))
			before = before === ',' ? ',и' : before === '/' ? '/' : 'и';
		else {
			tokens.push({ text: piece.replace(/\s+/g, ' '), person: person !== undefined, before });
			before = '';
		}
	}
	return tokens;
}

const PIECE = /^(?:\s+|,|\/|\([^()]*\)?|[«"“][^»"”]*[»"”]?[^\s,;/(]*|[^\s,;/(«"“]+)/;

const NOUN =
	/^(?:заместител[ьи]|зам\.?|замдиректора|директора?|руководител[ьи]|начальники?|завучи?|заведующ(?:ий|ая|ие)|зав\.|методисты?|учител[ья]|педагоги?(?:-[а-я]+)?|психологи?|логопеды?|дефектологи?|тьюторы?|кураторы?|координаторы?|наставники?|специалисты?|консультанты?|эксперты?|инспекторы?|администраци[яи]|управлени[ея]|отделы?|комитеты?|департаменты?|министерств[оа]|центры?|служб[аы]|советы?|совещани[ея]|комисси[яи]|групп[аы]|команд[аы]|школ[аы](?:-[а-я]+)?|гимнази[яи]|лице[йи]|библиотекар[ьи]|воспитател[ьи]|вожат(?:ый|ая|ые)|члены|председател[ьи]|секретар[ьи]|родители|обучающиеся|учащиеся|ученики|организаторы?|операторы?|партн[её]ры?|коллективы?|педколлектив|представител[ьи]|организаци[яи]|учреждени[ея]|оо|оу|шмо|рмо|гмо|мо|имц|ммс|роо|моуо|муо|иро|ауп|дпо|сотрудники?|работники?|исполнител[ьи]|соисполнител[ьи]|бухгалтер[ыи]?|юристы?|врачи?|медсестра|фельдшер|завхоз|общественность|кафедр[аы]|институты?|техникумы?|вузы?|колледжи?|волонтеры|ассоциаци[яи]|библиотек[аи]|соцпедагоги?|соц\.|предметники|классн\S+|доу|сми|муниципалитеты?|тренеры?|лидеры?|участники|рук\.|отв\.|кл\.|все)$/;
/** What a post is for, never a party: «заместители директора по УВР, ВР». */
const AREA_OF_WORK = /^(?:УВР|УР|ВР|НМР|УМР|МР|АХЧ|АХР|БЖ|ВПР|ГИА|ОГЭ|ЕГЭ|ВСОКО|ИКТ|ФГ)$/;
/** Forms that may as well be a genitive inside a party's name: «директор школы». */
const AMBIGUOUS =
	/^(?:школы|директора|учителя|организации|учреждения|комиссии|администрации|службы|группы|команды|управления|гимназии|кафедры|библиотеки|воспитателя|министерства|ассоциации|советы|центра)$/;
const ADJECTIVE = /^[а-я-]{4,}(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)$/;
const PARTICIPLE =
	/(?:[уюая]щ|вш)(?:ий|ая|ее|ие)(?:ся)?$|(?<!тв)(?:[её]нн|анн|янн|ем|им|ом)(?:ый|ая|ое|ые)$/;
const PARTY_ADJECTIVE =
	/^(?:муниципальн|школьн|рабоч|проектн|классн|региональн|педагогическ|методическ|управленческ|социальн|предметн|координационн|творческ|экспертн|общеобразовательн|образовательн|ответственн|главн|ведущ|старш|родительск|управляющ|психолог|районн|городск|заинтересованн|информационн|учебн)/;
const ORGANISATION_FORM = /^(?:(?:О|К|Ф)?Г|М)(?:Б|К|А)?(?:Д|ПО|В)?(?:ОУ|У)$|^АНО$|^ГБУ$/;
const SINGULAR_POST =
	/^(?:заместитель|зам\.?|директор|руководитель|начальник|завуч|заведующий|заведующая|зав\.|методист|учитель|педагог(?:-[а-я]+)?|психолог|логопед|тьютор|куратор|координатор|специалист|консультант|эксперт|инспектор|председатель|секретарь|библиотекарь|воспитатель|организатор|бухгалтер)$/;

/** Whether a separator parts what is read so far from what follows. */
function parts(party: Token[], token: Token, rest: Token[]): boolean {
	const last = party.at(-1)!;
	const word = fold(token.text);
	if (token.text.startsWith('(')) return false;
	if (/^совместно(?:$|\s)/.test(fold(party[0]!.text)) && token.before !== ',') return false;
	if (token.before === ',' || token.before === ',и') return commaParts(party, token, rest);
	if (token.before === 'и') return andParts(party, token, rest);
	if (token.before === '/') return startsParty(rest) && !AMBIGUOUS.test(word);
	if (last.person || (last.text.startsWith('(') && party.at(-2)?.person)) {
		return afterPerson(party, token, rest);
	}
	if (token.person) return false;
	return adjacentParts(party, token, rest);
}

function commaParts(party: Token[], token: Token, rest: Token[]): boolean {
	if (token.person) return true;
	if (AREA_OF_WORK.test(token.text)) return false;
	if (onlyPerson(party) && isPost(rest)) return false;
	if (/^[А-ЯЁ]/.test(token.text)) return !/^[А-ЯЁ][а-яё]+(?:ого|его|ой|их|ых)$/.test(token.text);
	return startsParty(rest);
}

function andParts(party: Token[], token: Token, rest: Token[]): boolean {
	if (token.person) return true;
	if (!startsParty(rest) || AMBIGUOUS.test(fold(token.text))) return false;
	const shares =
		party.length === 1 &&
		/[ыия]$/.test(party[0]!.text) &&
		!/ия$/.test(party[0]!.text) &&
		NOUN.test(fold(token.text)) &&
		rest[1] !== undefined &&
		rest[1].before === '';
	return !shares;
}

function afterPerson(party: Token[], token: Token, rest: Token[]): boolean {
	if (token.person) return true;
	if (/^[-–—]/.test(token.text)) return false;
	if (/^(?:и|др\.?|совместно|с)$/.test(fold(token.text))) return false;
	if (/^[А-ЯЁ«"]/.test(token.text)) return true;
	return startsParty(rest) && !(onlyPerson(party) && isPost(rest));
}

/** Two parties that stand side by side: a capital in mid-phrase, or a new line, tells. */
function adjacentParts(party: Token[], token: Token, rest: Token[]): boolean {
	const last = party.at(-1)!;
	const word = fold(token.text);
	const capital = /^[А-ЯЁ]/.test(token.text);
	if (ORGANISATION_FORM.test(token.text) && /(?:\d|[»"])$/.test(last.text)) return true;
	if (token.before === '\n') {
		if (!capital) {
			const sure = !AMBIGUOUS.test(word) || /[»")\d]$/.test(last.text);
			return startsParty(rest) && sure && endsParty(last);
		}
		return endsParty(last) && startsParty(rest) && !/^[А-ЯЁ]{2,}$/.test(token.text);
	}
	if (!capital && (party.length >= 2 || /-/.test(last.text)) && /^[а-яё]/.test(token.text)) {
		return endsParty(last) && startsPlainly(rest);
	}
	if (!/^[А-ЯЁ][а-яё-]+/.test(token.text) || !endsParty(last)) return false;
	if (ORGANISATION_FORM.test(last.text)) return false;
	if (PARTY_ADJECTIVE.test(word) && ADJECTIVE.test(word)) return true;
	return (
		NOUN.test(word) && !/^(?:школы|организации|администрации|директора|управления)$/.test(word)
	);
}

/** A post or body in the nominative that can be nothing else, or its adjective and itself. */
function startsPlainly([first, second]: Token[]): boolean {
	const isPlain = (token: Token | undefined) => {
		const word = fold(token?.text ?? '');
		return word.length > 4 && NOUN.test(word.replace(/-.*$/, '')) && !AMBIGUOUS.test(word);
	};
	const word = fold(first?.text ?? '');
	if (isPlain(first)) return true;
	return PARTY_ADJECTIVE.test(word) && ADJECTIVE.test(word) && isPlain(second);
}

/** A preposition, a cut word or an adjective before the break means that the party goes on. */
function endsParty(last: Token): boolean {
	const word = fold(last.text);
	if (/[-–—:]$/.test(last.text)) return false;
	if (/^(?:с|со|по|за|на|в|во|и|от|для|при|над|им\.?|имени|зам\.?|№)$/.test(word)) return false;
	if (ORGANISATION_FORM.test(last.text)) return false;
	return !(ADJECTIVE.test(word) && !/^(?:заведующ|обучающ|учащ)/.test(word));
}

function onlyPerson(party: Token[]): boolean {
	return party.length === 1 && party[0]!.person;
}

function isPost(rest: Token[]): boolean {
	const [first, second] = rest;
	if (!first || /^[А-ЯЁ]/.test(first.text)) return false;
	if (SINGULAR_POST.test(fold(first.text))) return true;
	return (
		second !== undefined &&
		/(?:ый|ий|ая)$/.test(first.text) &&
		SINGULAR_POST.test(fold(second.text))
	);
}

/** Whether the tokens begin as a party does: a name, a post or body in the nominative. */
function startsParty(rest: Token[]): boolean {
	const [first, second] = rest;
	if (!first) return false;
	if (first.person) return true;
	const word = fold(first.text)
		.replace(/[.,:]+$/, '')
		.replace(/^(зам|зав|рук|отв|соц)\.[а-я].*$/, '$1.');
	const base = word.replace(/-.*$/, '');
	if (NOUN.test(word) || NOUN.test(base) || NOUN.test(`${word}.`)) return true;
	if (/^[А-ЯЁ]{2,}/.test(first.text)) return true;
	if (!ADJECTIVE.test(word) || PARTICIPLE.test(word)) return false;
	if (PARTY_ADJECTIVE.test(word)) return true;
	return second !== undefined && second.before === '' && startsParty(rest.slice(1));
}

/**
 * Where nothing parts them, two parties are told apart by standing alone elsewhere. A word that
 * may be a genitive («команда школы») parts only where the next party begins with it as well.
 */
function splitKnown(party: string, known: ReadonlySet<string>, next: string): string[] {
	if (known.size === 0) return [party];
	const words = party.split(' ');
	for (let cut = words.length - 1; cut > 0; cut--) {
		const [left, right] = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')];
		if (/,$/.test(left) || findPersons(right)[0]?.start === 0) continue;
		const first = fold(words[cut]!);
		if (AMBIGUOUS.test(first) && !fold(next).startsWith(`${first} `)) continue;
		if (known.has(partyKey(left)) && known.has(partyKey(right))) {
			return [...splitKnown(left, known, right), right];
		}
	}
	return [party];
}

function splitOutside(text: string, separator: string): string[] {
	const pieces = [''];
	let depth = 0;
	for (const letter of text) {
		if (letter === '(' || letter === '«') depth++;
		if (letter === ')' || letter === '»') depth = Math.max(0, depth - 1);
		if (letter === separator && depth === 0) pieces.push('');
		else pieces[pieces.length - 1] += letter;
	}
	return pieces;
}

function trimParty(party: string): string {
	const trimmed = party
		.replace(/\s+/g, ' ')
		.replace(/^[\s,;.]+|[\s,;]+$/g, '')
		.trim();
	return /[а-яё]{4,}\.$/.test(trimmed) || /[А-ЯЁ]{2,}\.$/.test(trimmed)
		? trimmed.slice(0, -1)
		: trimmed;
}
