import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { expect, it } from 'vitest';
import { answerKept, keepAnswer, keyOf, seenBy } from './kept-pages.ts';

const seen = { snapshot: '10:10:', about: null };
const page = (text: string, headers: Record<string, string> = {}): Response =>
	new Response(text, {
		headers: { 'content-type': 'text/html', 'cache-control': 'no-store', ...headers }
	});

function ask(given: { method?: string; data?: boolean; cookies?: Record<string, string> } = {}) {
	const url = new URL('http://localhost/roadmaps/1?view=lanes');
	const jar = { get: (name: string) => given.cookies?.[name] } as Cookies;
	return {
		request: new Request(url, { method: given.method ?? 'GET' }),
		url,
		cookies: jar,
		isDataRequest: given.data ?? false
	} as RequestEvent;
}

it('sends a kept page again with its headers', async () => {
	const first = await keepAnswer('again', page('<p>Дорожная карта</p>'), { seen, state: 'a' });
	expect(await first.text()).toBe('<p>Дорожная карта</p>');
	expect(seenBy('again')).toEqual(seen);
	const second = answerKept('again', 'a')!;
	expect(await second.text()).toBe('<p>Дорожная карта</p>');
	expect(second.headers.get('cache-control')).toBe('no-store');
});

it('keeps none for other duties or another day', async () => {
	await keepAnswer('state', page('<p></p>'), { seen, state: 'a' });
	expect(answerKept('state', 'b')).toBeNull();
});

it.each([
	['an error', new Response('', { status: 404, headers: { 'content-type': 'text/html' } })],
	['a file', new Response('', { headers: { 'content-type': 'application/pdf' } })],
	['what sets a cookie', page('', { 'set-cookie': 'flash=1' })],
	['a one-time script', page('', { 'content-security-policy': "script-src 'nonce-1'" })]
])('does not keep %s', async (name, answer) => {
	expect(await keepAnswer(name, answer, { seen, state: 'a' })).toBe(answer);
	expect(seenBy(name)).toBeNull();
});

it('has no key for nobody, for what changes something, for data and for a page that tells once', () => {
	expect(keyOf(ask(), 'token')).toContain('view=lanes');
	expect(keyOf(ask(), null)).toBeNull();
	expect(keyOf(ask({ method: 'POST' }), 'token')).toBeNull();
	expect(keyOf(ask({ data: true }), 'token')).toBeNull();
	expect(keyOf(ask({ cookies: { flash: '{}' } }), 'token')).toBeNull();
	expect(keyOf(ask({ cookies: { language: 'en' } }), 'token')).not.toBe(keyOf(ask(), 'token'));
});

it('lets the longest unused go when there are too many', async () => {
	const large = 'x'.repeat(2 ** 20);
	for (let n = 0; n < 12; n += 1) await keepAnswer(`many ${n}`, page(large), { seen, state: 'a' });
	answerKept('many 0', 'a');
	await keepAnswer('many 12', page(large), { seen, state: 'a' });
	expect(seenBy('many 0')).not.toBeNull();
	expect(seenBy('many 1')).toBeNull();
	await keepAnswer('too large', page(`${large}x`), { seen, state: 'a' });
	expect(seenBy('too large')).toBeNull();
});
