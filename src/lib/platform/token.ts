import { createHmac, timingSafeEqual } from 'node:crypto';

/** What better-auth puts into its cookie: a session's token and its HMAC by `secret`. */
export function signToken(token: string, secret: string): string {
	return `${token}.${createHmac('sha256', secret).update(token).digest('base64')}`;
}

/** The token of a cookie's value, or null where the signature is not ours. */
export function openToken(value: string, secret: string): string | null {
	const token = value.slice(0, value.lastIndexOf('.'));
	const expected = Buffer.from(signToken(token, secret));
	const given = Buffer.from(value);
	return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}
