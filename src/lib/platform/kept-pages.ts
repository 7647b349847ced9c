/**
 * Pages as they were last rendered, for one session each: sent again while nothing that they show has
 * changed. Exact, since the database says what was committed after a page was begun
 * (docs/decisions/0031-kept-pages.md).
 */
import type { RequestEvent } from '@sveltejs/kit';
import { now } from './clock.ts';

/** Bytes of all kept pages together, and of the largest page that is kept. */
const MOST_BYTES = 12 * 2 ** 20;
const LARGEST_PAGE = 2 ** 20;
/** However little changes: what nobody thought of is not shown for longer. */
const LONGEST_MS = 10 * 60_000;

/** What a page was rendered from: the database's snapshot, and the path of its place, null for all. */
export interface Seen {
	snapshot: string;
	about: string | null;
}

interface Kept {
	seen: Seen;
	/** The asking person with his duties, and the frame with its day. */
	state: string;
	until: number;
	body: Uint8Array<ArrayBuffer>;
	headers: Headers;
}

const kept = new Map<string, Kept>();
let bytes = 0;

/** The key of a page that may be kept, one for each session, address, language and contrast, or null. */
export function keyOf(
	{ request, url, cookies, isDataRequest }: RequestEvent,
	token: string | null
): string | null {
	// a page that tells what was just done tells it once
	if (token === null || request.method !== 'GET' || isDataRequest || cookies.get('flash'))
		return null;
	return [token, url.href, cookies.get('language'), cookies.get('theme')].join(' ');
}

/** What the page under `key` was rendered from; null where none is kept. */
export function seenBy(key: string | null): Seen | null {
	const page = key === null ? undefined : kept.get(key);
	return page && page.until > now().getTime() ? page.seen : null;
}

/** The kept page, once it is known that nothing changed; null when `state` is another. */
export function answerKept(key: string, state: string): Response | null {
	const page = kept.get(key);
	if (page?.state !== state) return null;
	// the last used stands last: the first is the one to go
	kept.delete(key);
	kept.set(key, page);
	return new Response(page.body, { headers: page.headers });
}

/** Keeps a page of status 200 that sets nothing and has no one-time script; gives the answer back. */
export async function keepAnswer(
	key: string,
	given: Response,
	{ seen, state }: Pick<Kept, 'seen' | 'state'>
): Promise<Response> {
	const { status, headers } = given;
	const isPage = headers.get('content-type')?.startsWith('text/html');
	const isOneTime = headers.get('content-security-policy')?.includes("'nonce-");
	if (status !== 200 || !isPage || isOneTime || headers.has('set-cookie')) return given;
	const body = new Uint8Array(await given.arrayBuffer());
	drop(key);
	if (body.length <= LARGEST_PAGE) {
		kept.set(key, { seen, state, until: now().getTime() + LONGEST_MS, body, headers });
		bytes += body.length;
		for (const oldest of kept.keys()) if (bytes > MOST_BYTES) drop(oldest);
	}
	return new Response(body, { headers });
}

function drop(key: string): void {
	bytes -= kept.get(key)?.body.length ?? 0;
	kept.delete(key);
}
