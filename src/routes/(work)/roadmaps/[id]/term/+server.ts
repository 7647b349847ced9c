import { json } from '@sveltejs/kit';
import { explainPhrase } from '#lib/roadmap/roadmap.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { RequestHandler } from './$types';

/** What a phrase means in this roadmap, while it is typed. */
export const GET: RequestHandler = async ({ locals, params, url }) =>
	json(
		await explainPhrase(locals.actor!, params.id, url.searchParams.get('phrase') ?? '', getLocale())
	);
