/** What the paragraph properties of a `.doc` say about tables. */

export interface ParagraphProperties {
	inTable: boolean;
	/** This paragraph is the mark that ends a row. */
	rowEnd: boolean;
	/** Edges of the row's cells in twentieths of a point, one more than there are cells. */
	edges: number[];
	/** How each cell of the row is merged. */
	merges: CellMerge[];
}

interface CellMerge {
	/** Joined to the cell on its left. */
	left: boolean;
	down: 'none' | 'restart' | 'continue';
}

const inTable = 0x2416;
const rowEnd = 0x2417;
const definition = 0xd608;
const tabs = 0xc615;
const elsewhere = 0x6646;
const mostCells = 64;
const cellLength = 20;

/**
 * Reads a list of property changes; `data` is the stream in which long lists lie.
 * What is cut or unknown is passed over: the reader only restores what would be lost otherwise.
 */
export function readProperties(list: Uint8Array, data: Uint8Array | null): ParagraphProperties {
	const found: ParagraphProperties = { inTable: false, rowEnd: false, edges: [], merges: [] };
	read(list, data, found, true);
	return found;
}

function read(
	list: Uint8Array,
	data: Uint8Array | null,
	found: ParagraphProperties,
	mayLead: boolean
): void {
	const view = new DataView(list.buffer, list.byteOffset, list.byteLength);
	for (let at = 0; at + 3 <= list.length;) {
		const code = view.getUint16(at, true);
		const begin = at + 2;
		at = begin + lengthOf(code, view, begin);
		if (at > list.length) return;
		if (code === inTable) found.inTable = view.getUint8(begin) === 1;
		else if (code === rowEnd) found.rowEnd = view.getUint8(begin) === 1;
		else if (code === definition) readDefinition(list.subarray(begin + 2, at), found);
		else if (code === elsewhere && data && mayLead) {
			const offset = view.getUint32(begin, true);
			const length = (data[offset] ?? 0) + (data[offset + 1] ?? 0) * 256;
			read(data.subarray(offset + 2, offset + 2 + length), null, found, false);
		}
	}
}

/** Bytes of an operand: the kind of property is in the upper three bits of its code. */
function lengthOf(code: number, view: DataView, at: number): number {
	const byKind = [1, 1, 2, 4, 2, 2, 0, 3][code >> 13]!;
	if (byKind > 0) return byKind;
	if (code === definition && at + 2 <= view.byteLength) return view.getUint16(at, true) + 1;
	const length = view.getUint8(at);
	return code === tabs && length === 255 ? view.byteLength : length + 1;
}

function readDefinition(operand: Uint8Array, found: ParagraphProperties): void {
	const view = new DataView(operand.buffer, operand.byteOffset, operand.byteLength);
	const count = operand[0] ?? 0;
	const cells = 1 + (count + 1) * 2;
	if (count > mostCells || cells > operand.length) return;
	found.edges = Array.from({ length: count + 1 }, (_, i) => view.getInt16(1 + i * 2, true));
	found.merges = Array.from({ length: count }, (_, i) => {
		const at = cells + i * cellLength;
		const flags = at + 2 <= operand.length ? view.getUint16(at, true) : 0;
		const down = (['none', 'continue', 'none', 'restart'] as const)[(flags >> 5) & 3]!;
		return { left: (flags & 2) !== 0, down };
	});
}
