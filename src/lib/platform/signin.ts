import { parseSetCookieHeader } from 'better-auth/cookies';
import type { RequestEvent } from '@sveltejs/kit';
import { useServices } from './services.ts';

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

/** The account whose session the request carries, or null. */
export async function findAccountId(request: Request): Promise<string | null> {
	const cookie = request.headers.get('cookie');
	if (!cookie?.includes('opora.session_token')) return null;
	const session = await useServices().auth.api.getSession({
		headers: new Headers({ cookie })
	});
	return session?.user.id ?? null;
}
