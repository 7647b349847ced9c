import { m } from '#lib/paraglide/messages.js';
import { readEvidence } from '#lib/roadmap/evidence/evidence.ts';
import { takeFiles, textsOf } from '#lib/roadmap/evidence/screen.server.ts';
import { openReport, sendReport } from '#lib/roadmap/execution/execution.ts';
import { tellDone } from '#lib/roadmap/execution/screen.server.ts';
import { backOf } from '#lib/roadmap/screen.server.ts';
import { refuse } from '#lib/ui/forms.server.ts';
import { ownPath } from '#lib/ui/shell.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const page = await openReport(locals.actor!, params.id, url.searchParams.getAll('occurrence'));
	const home = `/roadmaps/${params.id}`;
	const back = url.searchParams.get('back');
	return {
		...page,
		home,
		back: back ? ownPath(back) : home,
		title: page.former ? m.execution_report_amend_title() : m.execution_report_title(),
		crumbs: [
			{ label: m.roadmaps_title(), href: '/roadmaps' },
			{ label: page.head.owner.shortName, href: home },
			{ label: m.execution_report_title() }
		]
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request, cookies }) => {
		const form = await request.formData();
		try {
			await takeFiles(locals.actor!, form);
			const changed = await sendReport(locals.actor!, {
				token: text(form, 'token'),
				occurrences: idsOf(form, 'o-').map(({ id, value }) => ({ id, revision: Number(value) })),
				doneOn: text(form, 'doneOn'),
				text: text(form, 'text'),
				result: text(form, 'result'),
				number: text(form, 'number'),
				evidence: readEvidence(form),
				keptEvidence: idsOf(form, 'keep-').map(({ id }) => id)
			});
			const { count, repeated, roadmapId } = changed.result;
			return tellDone(cookies, {
				roadmapId,
				text: repeated
					? m.execution_sent_before()
					: count > 1
						? m.execution_sent_many({ count })
						: m.execution_sent(),
				changed,
				to: backOf(form, `/roadmaps/${params.id}`)
			});
		} catch (error) {
			return refuse(error, textsOf(form));
		}
	}
};

const text = (form: FormData, name: string): string => String(form.get(name) ?? '');

/** Fields named by a prefix and an id, as check boxes are that must survive a refusal one by one. */
function idsOf(form: FormData, prefix: string): { id: string; value: string }[] {
	return [...form].flatMap(([name, value]) =>
		name.startsWith(prefix) && typeof value === 'string'
			? [{ id: name.slice(prefix.length), value }]
			: []
	);
}
