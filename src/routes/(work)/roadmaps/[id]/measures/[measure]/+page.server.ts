import { randomUUID } from 'node:crypto';
import { suggestMore } from '#lib/diagnosis/suggest/suggest.ts';
import { m } from '#lib/paraglide/messages.js';
import { fieldsOf, measureFields } from '#lib/roadmap/fields.ts';
import { openLinkChoices, openMeasure } from '#lib/roadmap/roadmap.ts';
import { inFull, measureName } from '#lib/roadmap/wording.ts';
import { ownPath } from '#lib/ui/shell.ts';
import type { Actions, PageServerLoad } from './$types';
import { editActions } from './edit-actions.server.ts';
import { talkActions } from './talk-actions.server.ts';
import { workActions } from './work-actions.server.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const before = Number(url.searchParams.get('before')) || undefined;
	const page = await openMeasure(locals.actor!, params.id, params.measure, {
		before,
		allTalk: url.searchParams.get('talk') === 'all'
	});
	const { head, measure, may } = page;
	const home = `/roadmaps/${head.id}`;
	const back = url.searchParams.get('back');
	const linked = url.searchParams.get('link');
	const editable = may.edit && !measure.withdrawn;
	const linkable = may.link && !measure.withdrawn;
	return {
		...page,
		editable,
		linkable,
		title: measure.text,
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: head.owner.shortName, href: home },
			{ label: m.roadmap_measure_numbered({ number: measureName(measure) }) }
		],
		home,
		back: back ? ownPath(back) : home,
		/** The one field of a cell's form, or null for all. */
		field: measureFields.find((field) => field === url.searchParams.get('field')) ?? null,
		hand: url.searchParams.has('hand'),
		token: randomUUID(),
		stored: fieldsOf(measure),
		meaning: inFull(measure.term, head),
		suggested: editable
			? suggestMore(`${measure.text}. ${measure.result ?? ''}`, measure.factors)
			: [],
		linking:
			linkable && linked !== null ? await openLinkChoices(locals.actor!, head.id, linked) : null,
		linkedId: linked
	};
};

export const actions: Actions = { ...editActions, ...workActions, ...talkActions };
