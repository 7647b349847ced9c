/** Schools as an order's list names them, line by line: pasted, typed, or the rows of a file. Pure. */

export interface NamedLine {
	/** As it stands: choices are kept by it. */
	line: string;
	/** Code or name, and the name beside a code. */
	written: string;
	name: string;
	/** «Основание», where the line gives it. */
	basis: string;
}

/** Lines that one list may have. */
export const mostLines = 5_000;

/** Reads the lines: «12. Песчанская СОШ; снижение за три года», or cells parted by tabs. */
export function readNamed(text: string): NamedLine[] {
	return text
		.split(/\r?\n/)
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.slice(0, mostLines)
		.map(readLine);
}

function readLine(line: string): NamedLine {
	const cells = line
		.replace(/^\d{1,4}[.)]\s+/, '')
		.split(/[\t;|]/)
		.map((cell) => cell.trim())
		.filter((cell) => cell !== '');
	// «№ п/п» of a table is a short number in front of a name
	if (cells.length > 1 && /^\d{1,3}\.?$/.test(cells[0]!) && /\p{L}|^\d{4,}$/u.test(cells[1]!))
		cells.shift();
	const [first = '', ...rest] = cells;
	const isCode = /^\d{4,}$/.test(first) && /\p{L}/u.test(rest[0] ?? '');
	const name = isCode ? rest.shift()! : '';
	return { line, written: first, name, basis: rest.join('; ') };
}
