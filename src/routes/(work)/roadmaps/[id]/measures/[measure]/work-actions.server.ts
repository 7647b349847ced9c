import { m } from '#lib/paraglide/messages.js';
import type { Changed } from '#lib/roadmap/change.ts';
import { evidenceKinds } from '#lib/roadmap/evidence/kinds.ts';
import {
	addOccurrence,
	beginOccurrence,
	cancelOccurrence,
	closeNotDone,
	dateOccurrence,
	reopenOccurrence,
	setExecution,
	type Done,
	type Shown
} from '#lib/roadmap/execution/execution.ts';
import { tellDone } from '#lib/roadmap/execution/screen.server.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import type { Actions, RequestEvent } from './$types';

type Form = Record<string, string>;

/** What people do to the occurrences of a measure by hand. */
export const workActions = {
	begin: (event) =>
		change(event, 'begin', (form) => ({
			work: beginOccurrence(event.locals.actor!, shownIn(form)),
			told: m.execution_told_begun()
		})),
	cancel: (event) =>
		change(event, 'cancel', (form) => ({
			work: cancelOccurrence(event.locals.actor!, shownIn(form), form.reason ?? ''),
			told: m.execution_told_cancelled()
		})),
	notDone: (event) =>
		change(event, 'notDone', (form) => ({
			work: closeNotDone(event.locals.actor!, shownIn(form), form.reason ?? ''),
			told: m.execution_told_not_done()
		})),
	reopen: (event) =>
		change(event, 'reopen', (form) => ({
			work: reopenOccurrence(event.locals.actor!, shownIn(form)),
			told: m.execution_told_reopened()
		})),
	date: (event) =>
		change(event, 'date', (form) => ({
			work: dateOccurrence(
				event.locals.actor!,
				shownIn(form),
				form.clear ? null : { from: form.from ?? '', to: form.to ?? '' }
			),
			told: form.clear ? m.execution_told_undated() : m.execution_told_dated()
		})),
	add: (event) =>
		change(event, 'add', ({ from = '', to = '' }) => ({
			work: addOccurrence(
				event.locals.actor!,
				event.params.measure,
				`${from}${to}`.trim() === '' ? null : { from, to }
			),
			told: m.execution_told_added()
		})),
	settings: (event) =>
		change(event, 'settings', (form) => ({
			work: setExecution(event.locals.actor!, event.params.measure, {
				revision: Number(form.revision),
				checkIn: form.checkIn ?? '',
				evidenceKinds: evidenceKinds.filter((kind) => `kind-${kind}` in form)
			}),
			told: m.execution_told_settings_kept()
		}))
} satisfies Actions;

const shownIn = (form: Form): Shown => ({
	id: form.occurrence ?? '',
	revision: Number(form.revision)
});

/** Does it and tells so, or gives the form back with what it said and what was done instead. */
async function change(
	{ params, request, cookies }: RequestEvent,
	act: string,
	begin: (form: Form) => { work: Promise<Changed<Done>>; told: string }
) {
	const form = await readForm(request);
	try {
		const { work, told } = begin(form);
		const changed = await work;
		const place = form.occurrence ? `o-${form.occurrence}` : 'work';
		return tellDone(cookies, {
			roadmapId: params.id,
			text: told,
			changed,
			to: `/roadmaps/${params.id}/measures/${params.measure}#${place}`
		});
	} catch (error) {
		return refuse(error, { ...form, act });
	}
}
