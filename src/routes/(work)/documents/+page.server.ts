import { fail, redirect } from '@sveltejs/kit';
import { listDocuments, uploadDocument } from '#lib/intake/desk/desk.ts';
import { readableFormats } from '#lib/intake/refusals.ts';
import { m } from '#lib/paraglide/messages.js';
import { Failure } from '#lib/platform/errors.ts';
import { say } from '#lib/ui/say.server.ts';
import { uploaded } from './uploaded.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const before = url.searchParams.get('before');
	const day = before === null ? null : new Date(before);
	const organisationId = url.searchParams.get('organisation');
	const list = await listDocuments(locals.actor!, {
		before: day && !Number.isNaN(day.getTime()) ? day : null,
		organisationId: organisationId && /^[0-9a-f-]{36}$/.test(organisationId) ? organisationId : null
	});
	return {
		title: m.documents_title(),
		...list,
		formats: readableFormats,
		organisationId: organisationId ?? '',
		first: before === null
	};
};

export const actions: Actions = {
	upload: async ({ locals, request }) => {
		const form = await request.formData();
		const files = form.getAll('file').filter((file) => file instanceof File && file.name !== '');
		if (files.length === 0) return fail(400, { error: m.intake_no_file(), paste: false, text: '' });
		const ids: string[] = [];
		const failures: string[] = [];
		for (const file of files as File[]) {
			try {
				ids.push((await uploaded(locals.actor!, form, file)).id);
			} catch (error) {
				if (!(error instanceof Failure)) throw error;
				failures.push(m.documents_upload_failed({ name: file.name, why: say(error.code) }));
			}
		}
		if (failures.length > 0)
			return fail(400, { error: failures.join(' '), paste: false, text: '' });
		redirect(303, ids.length === 1 ? `/documents/${ids[0]}` : '/documents');
	},
	paste: async ({ locals, request }) => {
		const form = await request.formData();
		const text = String(form.get('text') ?? '');
		if (text.trim() === '') return fail(400, { error: m.intake_no_text(), paste: true, text });
		const day = new Date().toLocaleDateString('ru-RU');
		try {
			const { id } = await uploadDocument(locals.actor!, {
				organisationId: String(form.get('organisation')),
				name: `${m.documents_pasted({ day })}.txt`,
				bytes: new TextEncoder().encode(text)
			});
			redirect(303, `/documents/${id}`);
		} catch (error) {
			// what was pasted is kept, also where the storage is full
			if (!(error instanceof Failure)) throw error;
			return fail(error.status, { error: say(error.code), paste: true, text });
		}
	}
};
