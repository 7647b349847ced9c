import { redirect } from '@sveltejs/kit';
import { openLibraryMeasure } from '#lib/diagnosis/library/library.ts';
import { addAddress } from '#lib/diagnosis/library/add.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { listEditableRoadmaps } from '#lib/roadmap/roadmap.ts';
import type { RequestHandler } from './$types';

/** From a chosen roadmap to its form for a new measure, so that the choice works without a script. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	if (!locals.actor) redirect(303, `/signin?to=${encodeURIComponent(`/library/${params.id}`)}`);
	const { measure } = await openLibraryMeasure(locals.actor, params.id);
	const wanted = url.searchParams.get('roadmap');
	const roadmap = (await listEditableRoadmaps(locals.actor)).find(({ id }) => id === wanted);
	if (!roadmap) throw new NotFound('not_found');
	redirect(303, addAddress(measure, roadmap));
};
