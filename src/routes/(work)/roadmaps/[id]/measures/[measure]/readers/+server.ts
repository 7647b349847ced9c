import { json } from '@sveltejs/kit';
import { suggestReaders } from '#lib/roadmap/talk/talk.ts';
import { readerAbout, readerName } from '#lib/roadmap/talk/wording.ts';
import type { RequestHandler } from './$types';

/** Readers of the measure while a name is written: those near to it, or those of `?surname=`. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const surname = url.searchParams.get('surname')?.slice(0, 60) ?? null;
	const readers = await suggestReaders(locals.actor!, params.measure, surname);
	return json(
		readers.map((reader) => ({
			id: reader.id,
			name: readerName(reader),
			about: readerAbout(reader),
			responsible: reader.responsible
		})),
		{ headers: { 'cache-control': 'private, no-store' } }
	);
};
