import { m } from '#lib/paraglide/messages.js';
import { originOf } from '#lib/platform/services.ts';
import { readFeed } from '#lib/reminders/reminders.ts';
import type { RequestHandler } from './$types';

/** A private calendar: who knows the address reads it, with the rights its person has now. */
export const GET: RequestHandler = async ({ params, request, url }) => {
	const feed = await readFeed(params.secret, originOf(url), (locale) =>
		m.feed_mine({}, { locale })
	);
	if (!feed) return new Response('Not found', { status: 404 });
	const headers = {
		'content-type': 'text/calendar; charset=utf-8',
		'content-disposition': 'inline; filename="opora.ics"',
		'cache-control': 'private, no-cache',
		'x-robots-tag': 'noindex',
		etag: feed.etag
	};
	const known = (request.headers.get('if-none-match') ?? '')
		.split(',')
		.map((mark) => mark.trim().replace(/^W\//, ''));
	if (known.includes(feed.etag)) return new Response(null, { status: 304, headers });
	return new Response(feed.text, { headers });
};
