/** What a comment's text holds: people who are named, and addresses. Pure. */

/** Somebody named by «@Ермакова» or «@Ермакова Н. В.». */
export interface Named {
	/** As written, with its «@» and plain spaces. */
	text: string;
	/** Lower case, е for ё: as the database compares surnames. */
	surname: string;
	/** Lower case letters; empty where only the surname was written. */
	initials: string[];
}

/** A piece of a text as a page shows it. */
export type Piece =
	{ kind: 'text' | 'mention'; text: string } | { kind: 'link'; text: string; url: string };

const named =
	/(?<![\p{L}\p{N}._%+@-])@(\p{L}[\p{L}’'-]{0,58}\p{L})(?:[ \u00a0](\p{Lu})\.(?:[ \u00a0]?(\p{Lu})\.)?)?/gu;
const address = /https?:\/\/[^\s<>"«»]+/giu;

/** Names in the order in which they stand, each once; an e-mail address names nobody. */
export function namesIn(text: string): Named[] {
	const found = new Map<string, Named>();
	for (const [whole, surname = '', given, patronymic] of text.matchAll(named)) {
		const plain = plainName(whole);
		found.set(plain.toLocaleLowerCase('ru'), {
			text: plain,
			surname: sameLetters(surname),
			initials: [given, patronymic].flatMap((letter) => (letter ? [sameLetters(letter)] : []))
		});
	}
	return [...found.values()];
}

/** As surnames are compared: lower case, е for ё. */
export function sameLetters(name: string): string {
	return name.toLocaleLowerCase('ru').replaceAll('ё', 'е');
}

/** The text in pieces: `mentions` are those that named somebody, as written. */
export function piecesOf(text: string, mentions: readonly string[]): Piece[] {
	const known = new Set(mentions.map((mention) => mention.toLocaleLowerCase('ru')));
	const marks = [
		...[...text.matchAll(named)].flatMap(({ 0: whole, index }) =>
			known.has(plainName(whole).toLocaleLowerCase('ru'))
				? [{ at: index, piece: { kind: 'mention' as const, text: whole } }]
				: []
		),
		...[...text.matchAll(address)].flatMap(({ 0: whole, index }) => {
			const link = linkOf(whole);
			return link ? [{ at: index, piece: link }] : [];
		})
	].sort((one, other) => one.at - other.at);
	const pieces: Piece[] = [];
	let end = 0;
	const plain = (to: number): void => {
		if (to > end) pieces.push({ kind: 'text', text: text.slice(end, to) });
	};
	for (const { at, piece } of marks) {
		// an address may hold an «@»
		if (at < end) continue;
		plain(at);
		pieces.push(piece);
		end = at + piece.text.length;
	}
	plain(text.length);
	return pieces;
}

/** An address that can be followed; null where it hides where it leads («https://bank@evil.example»). */
function linkOf(found: string): { kind: 'link'; text: string; url: string } | null {
	let text = found.replace(/[.,;:!?'’…]+$/u, '');
	if (text.endsWith(')') && !text.includes('(')) text = text.slice(0, -1);
	if (!URL.canParse(text)) return null;
	const { href, username, password } = new URL(text);
	return username || password ? null : { kind: 'link', text, url: href };
}

const plainName = (text: string): string => text.replaceAll('\u00a0', ' ');
