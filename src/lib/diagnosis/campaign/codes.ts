/** One-time codes: short to copy from paper, known here by their hashes alone. */
import { createHmac, randomInt } from 'node:crypto';

/** Letters and digits that nobody takes for one another when he copies them from paper. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** What a link is known by: 16 signs of 31 are 79 bits. */
export function drawToken(): string {
	return drawSigns(16);
}

function drawSigns(count: number): string {
	return Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** 8 signs of 31 are 40 bits: guessing is counted by the gate. */
export function drawCode(): string {
	const signs = drawSigns(8);
	return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** The hash that is kept: who holds the database alone cannot try all codes. */
export function hashCode(secret: string, written: string): Buffer {
	const plain = written.toLowerCase().replace(/[^a-z0-9]/g, '');
	return createHmac('sha256', secret).update(`code ${plain}`).digest().subarray(0, 16);
}
