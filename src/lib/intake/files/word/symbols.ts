/** Signs of Word's picture fonts as ordinary characters: marks in month columns are such signs. */

const wingdings: Record<number, string> = {
	0x6c: '●',
	0x6e: '■',
	0x6f: '□',
	0x71: '❑',
	0x72: '❒',
	0x76: '❖',
	0xa7: '▪',
	0xa8: '☐',
	0xd8: '➢',
	0xdf: '←',
	0xe0: '→',
	0xe8: '➔',
	0xfb: '✗',
	0xfc: '✓',
	0xfd: '☒',
	0xfe: '☑'
};
const wingdings2: Record<number, string> = {
	0x4f: '✗',
	0x50: '✓',
	0x51: '☒',
	0x52: '☑',
	0x53: '☒',
	0x54: '☒',
	0xa3: '☐'
};
const symbol: Record<number, string> = {
	0x2b: '+',
	0x2d: '−',
	0xa3: '≤',
	0xae: '→',
	0xb1: '±',
	0xb3: '≥',
	0xb4: '×',
	0xb7: '•',
	0xbe: '—',
	0xd6: '√'
};

/** A sign of a font as text; a sign of the private area that nobody knows is a bullet. */
export function symbolOf(font: string, sign: string): string {
	const code = sign.codePointAt(0);
	if (code === undefined) return '';
	const low = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
	const tables: [RegExp, Record<number, string>][] = [
		[/^wingdings 2/i, wingdings2],
		[/^wingdings/i, wingdings],
		[/^symbol/i, symbol]
	];
	for (const [pattern, table] of tables) {
		if (pattern.test(font)) return table[low] ?? '•';
	}
	if (/^courier/i.test(font) && sign === 'o') return '•';
	return code >= 0xe000 && code <= 0xf8ff ? (wingdings[low] ?? '•') : sign;
}
