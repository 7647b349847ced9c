/** Tells in which encoding a text is written, Russian ones above all. */

export interface Decoded {
	text: string;
	/** Name of the encoding as browsers know it, in lower case. */
	encoding: string;
}

/** Bytes that are looked at: more does not change the answer. */
const sampleBytes = 64 * 1024;
const russian = ['windows-1251', 'koi8-r', 'ibm866', 'x-mac-cyrillic', 'iso-8859-5'];

/** The most frequent pairs of letters in Russian official prose: they make up 88 % of it. */
const frequentPairs = new Set(
	(
		'аб ав аг аз ак ал ам ан ар ас ат ац ач ая бл бо бр бу бщ ва ве ви вл вн во вы га ги го гр ' +
		'да де ди до еа еб ег ед ез ей ек ел ем ен ео ер ес ет за зк зо зу иа ив ие из ии ий ик им ' +
		'ин ио ип ир ис ит их иц ич ия ка ки ко кт ла ле ли ло ль ля ма ме ми мм мо му мы на не ни ' +
		'нк нн но ны об ов ог од ое ож ой ок ол ом он оп ор ос от оц па пе по пр ра рг ре рж ри ро ' +
		'ру се си ск сл со сп сс ст ся та тв те ти тн то тр ты ть ул ун ус уч ую фе ци ча че ше шк ' +
		'ще щи ые ым ых ьн ьт ющ ят ях'
	).split(' ')
);

/**
 * Decodes text by its byte order mark, else as UTF-16 or UTF-8 where the bytes can be nothing
 * else, else by what reads most like Russian. `declared` is what the file says of itself: it
 * decides between encodings in which the text reads equally well.
 */
export function decode(bytes: Uint8Array, declared: string | null = null): Decoded {
	const marked = byteOrderMark(bytes) ?? wideWithoutMark(bytes);
	if (marked) return decodeAs(bytes, marked);
	if (isUtf8(bytes)) return decodeAs(bytes, 'utf-8');
	const sample = sampleOf(bytes);
	const scores = [...new Set([...russian, ...known(declared)])].map((encoding) => ({
		encoding,
		score: likeness(decodeAs(sample, encoding).text)
	}));
	const best = scores.reduce((most, next) => (next.score > most.score ? next : most));
	const own = scores.find(({ encoding }) => encoding === known(declared)[0]);
	return decodeAs(bytes, own && own.score >= best.score * 0.95 ? own.encoding : best.encoding);
}

/** The same for HTML, which may name its encoding itself. */
export function decodeHtml(bytes: Uint8Array): Decoded {
	const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4_096));
	return decode(bytes, /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1] ?? null);
}

function decodeAs(bytes: Uint8Array, encoding: string): Decoded {
	return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

function known(declared: string | null): string[] {
	if (declared === null) return [];
	try {
		const { encoding } = new TextDecoder(declared.trim());
		return /^utf/.test(encoding) ? [] : [encoding];
	} catch {
		return [];
	}
}

function byteOrderMark(bytes: Uint8Array): string | null {
	const [a, b, c] = bytes;
	if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
	if (a === 0xff && b === 0xfe) return 'utf-16le';
	if (a === 0xfe && b === 0xff) return 'utf-16be';
	return null;
}

/** In UTF-16 Russian and Latin text every second byte is 4 or 0, with dashes and quotes 32. */
function wideWithoutMark(bytes: Uint8Array): string | null {
	const length = Math.min(bytes.length, sampleBytes) & ~1;
	if (length < 8 || bytes.length % 2 !== 0) return null;
	const high = [0, 0];
	let zeros = 0;
	for (let i = 0; i < length; i++) {
		const byte = bytes[i]!;
		if (byte === 0x04 || byte === 0x00 || byte === 0x20) high[i & 1]!++;
		if (byte === 0x00 || byte === 0x04) zeros++;
	}
	if (zeros < length / 4) return null;
	if (high[1]! > length * 0.47) return 'utf-16le';
	return high[0]! > length * 0.47 ? 'utf-16be' : null;
}

/** Whether the bytes are UTF-8; a few spoilt ones in an otherwise clear text are forgiven. */
function isUtf8(bytes: Uint8Array): boolean {
	try {
		new TextDecoder('utf-8', { fatal: true }).decode(bytes);
		return true;
	} catch {
		const text = new TextDecoder().decode(bytes.subarray(0, sampleBytes));
		const spoilt = text.split('\ufffd').length - 1;
		const clear = text.match(/[\u0400-\u04ff]/g)?.length ?? 0;
		return clear > spoilt * 50;
	}
}

/** A part of the text that has letters beyond ASCII in it. */
function sampleOf(bytes: Uint8Array): Uint8Array {
	const first = bytes.findIndex((byte) => byte >= 0x80);
	const begin = Math.max(0, first - 1_000);
	return bytes.subarray(begin, begin + sampleBytes);
}

/**
 * How much a text reads like Russian: its letters and their frequent pairs count for it; rare
 * pairs, capitals inside of words, letters beside Latin ones and odd signs count against.
 */
function likeness(text: string): number {
	let score = 0;
	let before = '';
	for (const sign of text) {
		const code = sign.codePointAt(0)!;
		if (isRussian(code)) {
			score += 1;
			if (isRussian(before.codePointAt(0) ?? 0)) score += likenessOfPair(before, sign);
			else if (/[a-z]/i.test(before)) score -= 3;
		} else if (code >= 0x80 && !isUsual(sign)) score -= isWestern(code) ? 1 : 3;
		before = sign;
	}
	return score;
}

function likenessOfPair(before: string, sign: string): number {
	const rises = before === before.toLowerCase() && sign !== sign.toLowerCase();
	return (frequentPairs.has((before + sign).toLowerCase()) ? 1 : -0.5) - (rises ? 3 : 0);
}

function isRussian(code: number): boolean {
	return (code >= 0x410 && code <= 0x44f) || code === 0x401 || code === 0x451;
}

/** A letter of a western language: not what is looked for, but no nonsense. */
function isWestern(code: number): boolean {
	return code >= 0xc0 && code <= 0xff;
}

/** Signs beyond ASCII that Russian papers use: №, quotes, dashes, dots, degrees, the blank. */
function isUsual(sign: string): boolean {
	return '№«»„“”‘’–—…•·°±§©\u00a0\u00ad✓×'.includes(sign);
}
