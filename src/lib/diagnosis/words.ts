/** Russian words and their forms, for search and rules. Pure. */

/** Lower case, ё as е. */
export function fold(text: string): string {
	return text.toLowerCase().replaceAll('ё', 'е');
}

export interface Word {
	/** As it stands in the text. */
	text: string;
	/** Folded. */
	folded: string;
	/** Words from the text's beginning; a sentence's end counts as many, so that nothing reaches over it. */
	at: number;
}

const SENTENCE_GAP = 100;

/** Words of a text in order; what stands between hyphens are words of their own. */
export function wordsOf(text: string): Word[] {
	const words: Word[] = [];
	let at = 0;
	for (const [piece] of text.matchAll(/[\p{L}\d]+|[.;!?](?=\s|$)/gu)) {
		if (/^[.;!?]$/.test(piece)) at += SENTENCE_GAP;
		else words.push({ text: piece, folded: fold(piece), at: at++ });
	}
	return words;
}

const VOWELS = 'аеиоуыэюя';
const PERFECTIVE = /(?:(?<=[ая])(?:в|вши|вшись)|ив|ивши|ившись|ыв|ывши|ывшись)$/;
const REFLEXIVE = /(?:ся|сь)$/;
const ADJECTIVE =
	/(?:ее|ие|ые|ое|ими|ыми|ей|ий|ый|ой|ем|им|ым|ом|его|ого|ему|ому|их|ых|ую|юю|ая|яя|ою|ею)$/;
const PARTICIPLE = /(?:(?<=[ая])(?:ем|нн|вш|ющ|щ)|ивш|ывш|ующ)$/;
const VERB =
	/(?:(?<=[ая])(?:ла|на|ете|йте|ли|й|л|ем|н|ло|но|ет|ют|ны|ть|ешь|нно)|ила|ыла|ена|ейте|уйте|ите|или|ыли|ей|уй|ил|ыл|им|ым|ен|ило|ыло|ено|ят|ует|уют|ит|ыт|ены|ить|ыть|ишь|ую|ю)$/;
const NOUN =
	/(?:а|ев|ов|ие|ье|е|иями|ями|ами|еи|ии|и|ией|ей|ой|ий|й|иям|ям|ием|ем|ам|ом|о|у|ах|иях|ях|ы|ь|ию|ью|ю|ия|ья|я)$/;

/**
 * What forms of a Russian word share, by the Snowball algorithm («мотивации», «мотивацией» →
 * «мотивац»). Takes a folded word; another alphabet stays as it is.
 */
export function stem(word: string): string {
	const region = word.search(new RegExp(`[${VOWELS}]`)) + 1;
	if (region === 0) return word;
	const head = word.slice(0, region);
	let tail = word.slice(region);
	const cut = (ending: RegExp): boolean => {
		// a lookbehind must see the letter before the region as well
		const whole = head + tail;
		const found = ending.exec(whole);
		if (!found || found.index < head.length) return false;
		tail = whole.slice(head.length, found.index);
		return true;
	};
	if (!cut(PERFECTIVE)) {
		cut(REFLEXIVE);
		if (cut(ADJECTIVE)) cut(PARTICIPLE);
		else if (!cut(VERB)) cut(NOUN);
	}
	if (tail.endsWith('и')) tail = tail.slice(0, -1);
	const second = new RegExp(`[${VOWELS}][^${VOWELS}].*?[${VOWELS}][^${VOWELS}]`).exec(head + tail);
	if (second && /ость?$/.test((head + tail).slice(second.index + second[0].length)))
		tail = tail.replace(/ость?$/, '');
	return (head + tail)
		.replace(/ейше?$/, '')
		.replace(/нн$/, 'н')
		.replace(/ь$/, '');
}
