/** Single cells: whole numbers, tidy texts. */

/** «12», «1 234», «12,0»; null for all else. At most a hundred million. */
export function wholeNumber(cell: string): number | null {
	let value = 0;
	for (let at = 0; at < cell.length; at++) {
		const digit = cell.charCodeAt(at) - 48;
		if (digit < 0 || digit > 9 || at > 8) return wholeNumberWithSigns(cell);
		value = value * 10 + digit;
	}
	return cell.length === 0 ? null : value;
}

function wholeNumberWithSigns(cell: string): number | null {
	const text = cell.trim();
	if (!/^(?:\d{1,8}|\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,2})(?:[.,]0+)?$/.test(text)) return null;
	return Number(text.replace(/[ \u00a0\u202f]/g, '').replace(/[.,]0+$/, ''));
}

/** White space as one space, without any at the ends; the usual text passes untouched. */
export function tidy(cell: string): string {
	let before = 32;
	for (let at = 0; at < cell.length; at++) {
		const code = cell.charCodeAt(at);
		const isUntidy = code < 32 || code === 160 || code > 0x1680 || (code === 32 && before === 32);
		if (isUntidy) return cell.replace(/\s+/g, ' ').trim();
		before = code;
	}
	return before === 32 ? cell.trim() : cell;
}

/** A cell as a message shows it. */
export function shown(cell: string): string {
	return cell.trim().slice(0, 60);
}

/** A copy of its own: a cut text would keep the whole piece of the file in memory. */
export function flat(text: string): string {
	return Buffer.from(text, 'utf16le').toString('utf16le');
}
