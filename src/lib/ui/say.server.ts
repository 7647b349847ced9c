import { m } from '#lib/paraglide/messages.js';

const sentences = m as unknown as Record<
	string,
	((details: Record<string, string | number>) => string) | undefined
>;

/** The sentence of a message code in the page's language; on the server alone, as it knows all. */
export function say(code: string, details: Record<string, string | number> = {}): string {
	return sentences[code]?.(details) ?? code;
}
