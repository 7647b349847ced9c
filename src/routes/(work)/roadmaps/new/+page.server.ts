import { redirect } from '@sveltejs/kit';
import { uploadDocument } from '#lib/intake/desk/desk.ts';
import { m } from '#lib/paraglide/messages.js';
import { Forbidden, Invalid } from '#lib/platform/errors.ts';
import { readHeadForm, type HeadFields } from '#lib/roadmap/head-fields.ts';
import {
	beginRoadmap,
	copyRoadmap,
	emptyHead,
	listOwners,
	listRoadmaps,
	readCopyHead
} from '#lib/roadmap/roadmap.ts';
import { refuse } from '#lib/ui/forms.server.ts';
import { setFlash } from '#lib/ui/flash.ts';
import type { Actions, PageServerLoad } from './$types';

const ways = ['empty', 'paste', 'copy'] as const;

/** Copies are offered of the newest roadmaps; an older one is copied from its own page. */
const NEWEST = { year: null, level: null, ownerId: null, status: null, withdrawn: false, page: 1 };

export const load: PageServerLoad = async ({ locals, url }) => {
	const actor = locals.actor!;
	const owners = await listOwners(actor);
	if (owners.length === 0) throw new Forbidden('error_forbidden');
	const way = ways.find((each) => each === url.searchParams.get('way')) ?? null;
	const from = url.searchParams.get('from');
	const copy = way === 'copy' && from ? await readCopyHead(actor, from) : null;
	const own = owners.find(({ id }) => id === actor.organisationId) ?? owners[0]!;
	const today = new Date().toISOString().slice(0, 10);
	return {
		title: m.roadmap_new_title(),
		crumbs: [{ label: m.roadmaps_title(), href: '/roadmaps' }, { label: m.roadmap_new_title() }],
		way,
		from: copy ? from : null,
		measures: copy?.measures ?? 0,
		owners,
		ownerId: url.searchParams.get('owner') ?? copy?.ownerId ?? own.id,
		head: copy?.head ?? emptyHead(today),
		roadmaps: way === 'copy' && !copy ? (await listRoadmaps(actor, NEWEST)).roadmaps : []
	};
};

export const actions: Actions = {
	empty: async ({ locals, request, cookies }) => {
		const form = await request.formData();
		const { head, ownerId, values } = readNew(form);
		try {
			const { result } = await beginRoadmap(locals.actor!, { ownerId, head });
			setFlash(cookies, { text: m.roadmap_told_begun() });
			redirect(303, `/roadmaps/${result.id}`);
		} catch (error) {
			if (!(error instanceof Invalid)) throw error;
			return refuse(error, values);
		}
	},
	copy: async ({ locals, request, cookies }) => {
		const form = await request.formData();
		const { head, ownerId, values } = readNew(form);
		const fromId = String(form.get('copied') ?? '');
		try {
			const { result } = await copyRoadmap(locals.actor!, { fromId, ownerId, head });
			setFlash(cookies, { text: m.roadmap_told_copied() });
			redirect(303, `/roadmaps/${result.id}`);
		} catch (error) {
			if (!(error instanceof Invalid)) throw error;
			return refuse(error, values);
		}
	},
	/** Pasted cells become a document of their own, so that they are reviewed like any other. */
	paste: async ({ locals, request }) => {
		const form = await request.formData();
		const pasted = String(form.get('pasted') ?? '');
		const organisationId = String(form.get('owner') ?? '');
		if (pasted.trim() === '')
			return refuse(new Invalid('error_form', { pasted: 'roadmap_wrong_pasted' }), {
				owner: organisationId,
				pasted
			});
		const { id } = await uploadDocument(locals.actor!, {
			organisationId,
			name: `${m.roadmap_pasted_name()}.txt`,
			bytes: new TextEncoder().encode(pasted)
		});
		redirect(303, `/documents/${id}`);
	}
};

function readNew(form: FormData): {
	head: HeadFields;
	ownerId: string;
	values: Record<string, string>;
} {
	const head = { ...emptyHead('2000-01-01'), ...readHeadForm(form).mine };
	const ownerId = String(form.get('owner') ?? '');
	return { head, ownerId, values: { ...head, owner: ownerId } };
}
