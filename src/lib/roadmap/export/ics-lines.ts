/** Content lines of iCalendar (RFC 5545). */
import { printable } from '../../office/printable.ts';

const DAY = 86_400_000;
/** A content line holds at most 75 octets (RFC 5545, 3.1). */
const LINE_OCTETS = 75;

export function stampOf(written: Date): string {
	return `DTSTAMP:${written.toISOString().replace(/[-:]|\.\d+/g, '')}`;
}

/** DTEND is the first day that no longer belongs to the event. */
export const dayAfter = (date: string) =>
	new Date(Date.parse(date) + DAY).toISOString().slice(0, 10);

export const compact = (date: string) => date.replaceAll('-', '');

/** RFC 5545, 3.3.11. */
export function escaped(text: string): string {
	return printable(text)
		.replace(/[\\;,]/g, '\\$&')
		.replaceAll('\n', '\\n');
}

/** Cuts a line after 75 octets, never inside a character; the rest begins with a space. */
export function folded(line: string): string {
	let out = '';
	let room = LINE_OCTETS;
	for (const character of line) {
		const octets = Buffer.byteLength(character);
		if (octets > room) {
			out += '\r\n ';
			room = LINE_OCTETS - 1;
		}
		out += character;
		room -= octets;
	}
	return out;
}
