import { parseSetCookieHeader } from 'better-auth/cookies';
import type { RequestEvent } from '@sveltejs/kit';
import { describeDevice } from './device.ts';
import { useServices } from './services.ts';
import { openToken } from './token.ts';

/** What better-auth answered: its body, and the code of its error when it refused. */
export interface AuthAnswer {
	ok: boolean;
	status: number;
	/** e.g. `INVALID_EMAIL_OR_PASSWORD`, or `TOO_MANY_REQUESTS`. */
	code: string | null;
	body: Record<string, unknown>;
}

/**
 * Asks better-auth through its request handler, so that its rate limits hold, and passes its
 * cookies on to the browser. `path` as in its documentation: `/sign-in/email`.
 */
export async function askAuth(
	event: Pick<RequestEvent, 'request' | 'cookies' | 'getClientAddress' | 'url'>,
	path: string,
	body?: object
): Promise<AuthAnswer> {
	const { auth, settings } = useServices();
	const base = settings.origin ?? 'http://localhost';
	const headers = new Headers({
		cookie: event.request.headers.get('cookie') ?? '',
		'user-agent': event.request.headers.get('user-agent') ?? '',
		'x-opora-client': event.getClientAddress(),
		origin: base
	});
	if (body) headers.set('content-type', 'application/json');
	const response = await auth.handler(
		new Request(`${base}${path}`, {
			method: body ? 'POST' : 'GET',
			headers,
			...(body ? { body: JSON.stringify(body) } : {})
		})
	);
	for (const header of response.headers.getSetCookie())
		for (const [name, { value, ...options }] of parseSetCookieHeader(header))
			event.cookies.set(name, decodeURIComponent(value), {
				path: '/',
				httpOnly: true,
				secure: settings.origin?.startsWith('https:') ?? false,
				sameSite: 'lax',
				...(options['max-age'] === undefined ? {} : { maxAge: Number(options['max-age']) })
			});
	const text = await response.text();
	const parsed = (text ? JSON.parse(text) : {}) as Record<string, unknown> | null;
	return {
		ok: response.ok,
		status: response.status,
		code:
			response.status === 429
				? 'TOO_MANY_REQUESTS'
				: response.ok
					? null
					: String(parsed?.code ?? 'UNKNOWN'),
		body: parsed ?? {}
	};
}

/** The token of the session that the request's cookie carries, signed by ourselves, or null. */
export function sessionToken({ cookies }: Pick<RequestEvent, 'cookies'>): string | null {
	const { secret, settings } = useServices();
	const prefix = settings.origin?.startsWith('https:') ? '__Secure-' : '';
	const value = cookies.get(`${prefix}opora.session_token`);
	return value === undefined ? null : openToken(value, secret);
}

/** Lets better-auth prolong the request's session or end it; the account of one that lives on. */
export async function renewSession(event: AuthEvent): Promise<string | null> {
	const { body } = await askAuth(event, '/get-session');
	return (body as { user?: { id: string } }).user?.id ?? null;
}

/** A sign-in of an account on one device. */
export interface Session {
	id: string;
	/** «Chrome, Windows», or empty. */
	device: string;
	address: string;
	since: Date;
	seen: Date;
	/** The one that the request came with. */
	current: boolean;
}

interface StoredSession {
	id: string;
	token: string;
	userAgent?: string | null;
	ipAddress?: string | null;
	createdAt: string;
	updatedAt: string;
}

type AuthEvent = Parameters<typeof askAuth>[0];

/** Where the account of the request is signed in, this device first, and its second factor. */
export async function readSignIn(
	event: AuthEvent
): Promise<{ sessions: Session[]; twoFactor: boolean }> {
	const own = (await askAuth(event, '/get-session')).body as {
		session?: { id: string };
		user?: { twoFactorEnabled?: boolean };
	};
	const sessions = (await listSessions(event)).map((stored) => ({
		id: stored.id,
		device: describeDevice(stored.userAgent ?? ''),
		address: stored.ipAddress ?? '',
		since: new Date(stored.createdAt),
		seen: new Date(stored.updatedAt),
		current: stored.id === own.session?.id
	}));
	sessions.sort(
		(a, b) => Number(b.current) - Number(a.current) || b.seen.getTime() - a.seen.getTime()
	);
	return { sessions, twoFactor: own.user?.twoFactorEnabled ?? false };
}

/** Ends one sign-in of the request's own account; an unknown id ends nothing. */
export async function endSession(event: AuthEvent, id: string): Promise<void> {
	// the token opens the account, so a page knows sessions by id only
	const found = (await listSessions(event)).find((stored) => stored.id === id);
	if (found) await askAuth(event, '/revoke-session', { token: found.token });
}

async function listSessions(event: AuthEvent): Promise<StoredSession[]> {
	const { ok, body } = await askAuth(event, '/list-sessions');
	return ok ? (body as unknown as StoredSession[]) : [];
}
