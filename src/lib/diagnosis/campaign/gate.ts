/**
 * Keeps robots off the public forms and asks people nothing. What it remembers is in memory, for a
 * minute, by a hash whose key dies with the process (docs/guide/limits.md).
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who sends a form, as far as the gate must know. */
export interface Sender {
	/** Address of the connection. */
	address: string;
	/** Signs marks and hashes codes. */
	secret: string;
	/** Milliseconds. */
	now: number;
}

/** Why a form is not taken now; what was filled in stays on the page. */
export type Stop = 'trap' | 'stale' | 'soon' | 'many';

/** Nobody reads a questionnaire and answers in less. */
export const leastSeconds = 4;
/** Forms of one address: eight classes of a school at a time. */
export const mostOfAddress = 240;
/** Forms of all addresses together, to one process. */
export const mostOfAll = 3000;
/** Wrong codes of one address: a class mistypes, a robot guesses. */
export const mostWrongCodes = 60;

/** Field that people never see and robots fill. */
export const trap = 'contact-2';

/** A mark of the form that was shown: for this link and sheet, at this second. It is kept nowhere. */
export function drawMark(secret: string, token: string, sheet: string, now: number): string {
	const second = Math.floor(now / 1000).toString(36);
	return `${second}.${sign(secret, token, sheet, second)}`;
}

/** Whether a form may be taken; null: yes. A mark never grows old: a broken line may take days. */
export function stopOf(form: FormData, token: string, { secret, now }: Sender): Stop | null {
	const text = (name: string) => String(form.get(name) ?? '');
	if (text(trap) !== '') return 'trap';
	const [second = '', signature = ''] = text('mark').split('.');
	const right = Buffer.from(sign(secret, token, text('sheet'), second));
	const given = Buffer.from(signature);
	if (given.length !== right.length || !timingSafeEqual(given, right)) return 'stale';
	return now / 1000 - Number.parseInt(second, 36) < leastSeconds ? 'soon' : null;
}

function sign(secret: string, ...parts: string[]): string {
	return createHmac('sha256', secret).update(parts.join(' ')).digest('base64url').slice(0, 22);
}

/** Counts what comes from an address within a minute. */
export class Counter {
	readonly #key = randomBytes(16);
	readonly #mostOfOne: number;
	readonly #mostOfAll: number;
	#minute = 0;
	#all = 0;
	#counts = new Map<string, number>();
	constructor(most: number, all = Infinity) {
		this.#mostOfOne = most;
		this.#mostOfAll = all;
	}

	/** Whether one more may come; counts it when it may. */
	take(address: string, now: number): boolean {
		if (!this.isFree(address, now)) return false;
		this.#all += 1;
		const key = this.#hash(address);
		this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
		return true;
	}

	isFree(address: string, now: number): boolean {
		const minute = Math.floor(now / 60_000);
		if (minute !== this.#minute) {
			this.#minute = minute;
			this.#all = 0;
			this.#counts.clear();
		}
		if (this.#all >= this.#mostOfAll) return false;
		// a proxy on this machine that does not tell whom it serves: then all are one address
		if (isLoopback(address)) return true;
		return (this.#counts.get(this.#hash(address)) ?? 0) < this.#mostOfOne;
	}

	#hash(address: string): string {
		return createHmac('sha256', this.#key).update(address).digest('base64url');
	}
}

function isLoopback(address: string): boolean {
	return address === '::1' || /^(::ffff:)?127\./.test(address);
}
