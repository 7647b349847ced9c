/** Character references of HTML: those that Russian documents use. */

const named: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: '\u00a0',
	ensp: ' ',
	emsp: ' ',
	thinsp: ' ',
	shy: '\u00ad',
	zwj: '\u200d',
	zwnj: '\u200c',
	laquo: '«',
	raquo: '»',
	lsaquo: '‹',
	rsaquo: '›',
	ldquo: '“',
	rdquo: '”',
	bdquo: '„',
	lsquo: '‘',
	rsquo: '’',
	sbquo: '‚',
	mdash: '—',
	ndash: '–',
	minus: '−',
	hellip: '…',
	bull: '•',
	middot: '·',
	sect: '§',
	para: '¶',
	numero: '№',
	deg: '°',
	plusmn: '±',
	times: '×',
	divide: '÷',
	le: '≤',
	ge: '≥',
	ne: '≠',
	asymp: '≈',
	frac12: '½',
	frac14: '¼',
	frac34: '¾',
	copy: '©',
	reg: '®',
	trade: '™',
	euro: '€',
	larr: '←',
	rarr: '→',
	uarr: '↑',
	darr: '↓',
	check: '✓',
	cross: '✗',
	sup1: '¹',
	sup2: '²',
	sup3: '³'
};

/** What numbers 128 to 159 mean in web pages: the signs of windows-1252. */
const western = new TextDecoder('windows-1252');

/** Text with its references replaced; unknown ones stay as they are. */
export function decodeReferences(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z0-9]{1,9}));?/gi, replace);
}

function replace(whole: string, hex?: string, decimal?: string, name?: string): string {
	if (name !== undefined) return named[name] ?? named[name.toLowerCase()] ?? whole;
	const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
	if (code >= 0x80 && code <= 0x9f) return western.decode(new Uint8Array([code]));
	const usable = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
	return usable ? String.fromCodePoint(code) : '';
}
