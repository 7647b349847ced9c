import { json } from '@sveltejs/kit';
import { openLeaf } from '#lib/intake/desk/desk.ts';
import type { RequestHandler } from './$types';

/** One leaf of the document, for the page's script, which turns leaves without the rest. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const number = Number(url.searchParams.get('n'));
	return json(await openLeaf(locals.actor!, params.id, Number.isInteger(number) ? number : 1));
};
