import { redirect } from '@sveltejs/kit';
import { editDraft, openEditor, publish, withdrawOwn } from '#lib/diagnosis/editor/editor.ts';
import type { Edit } from '#lib/diagnosis/editor/editor.ts';
import { inLanguage } from '#lib/diagnosis/instruments/wording.ts';
import { m } from '#lib/paraglide/messages.js';
import { setFlash } from '#lib/ui/flash.ts';
import { refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const opened = await openEditor(locals.actor!, params.own);
	const name = inLanguage(opened.own.draft.name);
	return {
		title: name,
		crumbs: [
			{ label: m.diag_title(), href: '/diagnosis' },
			{ label: m.editor_title(), href: '/diagnosis/instruments/own' },
			{ label: name }
		],
		/** Which form stands open: one at a time. */
		open: {
			item: url.searchParams.get('item'),
			add: url.searchParams.get('add'),
			kind: url.searchParams.get('kind') ?? 'scale',
			head: url.searchParams.has('head')
		},
		...opened
	};
};

export const actions: Actions = {
	save: async ({ locals, params, request, cookies, url }) => {
		const form = await request.formData();
		const text = (name: string) => String(form.get(name) ?? '');
		const edit = editOf(text);
		const given: Record<string, string[]> = {};
		for (const name of new Set(form.keys())) given[name] = form.getAll(name).map(String);
		try {
			await editDraft(locals.actor!, params.own, Number(text('revision')), edit, given);
		} catch (error) {
			const values = Object.fromEntries(
				Object.entries(given).map(([name, all]) => [name, all.join('\n')])
			);
			return refuse(error, values);
		}
		setFlash(cookies, { text: m.editor_saved() });
		const place =
			edit.what === 'item' ? `#i-${edit.code}` : edit.what === 'add' ? `#s-${edit.section}` : '';
		redirect(303, url.pathname + place);
	},
	publish: async ({ locals, params, cookies, url }) => {
		try {
			const version = await publish(locals.actor!, params.own);
			setFlash(cookies, { text: m.editor_published({ n: version }) });
		} catch (error) {
			return refuse(error, {});
		}
		redirect(303, url.pathname);
	},
	withdraw: async ({ locals, params, cookies }) => {
		await withdrawOwn(locals.actor!, params.own);
		setFlash(cookies, { text: m.editor_withdrawn() });
		redirect(303, '/diagnosis/instruments/own');
	}
};

function editOf(text: (name: string) => string): Edit {
	const [code, section] = [text('code'), text('section')];
	if (text('what') === 'remove') return { what: 'remove', code };
	if (text('what') === 'add') return { what: 'add', section, kind: text('kind') };
	return text('what') === 'head' ? { what: 'head' } : { what: 'item', code };
}
