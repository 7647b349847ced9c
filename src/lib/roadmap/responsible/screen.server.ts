/** What both pages of matching share on the server: of one roadmap, and over all. */
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { pageNumber } from '#lib/ui/address.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { refuse } from '#lib/ui/forms.server.ts';
import { ownPath } from '#lib/ui/shell.ts';
import { NotFound } from '../../platform/errors.ts';
import {
	chooseMeaning,
	confirmSure,
	openChoice,
	openWritings,
	undoMatching,
	writingStates,
	type Place,
	type Settled
} from './responsible.ts';
import type { Changed } from '../change.ts';

/** What an action gets, whatever its route. */
type Event = Pick<RequestEvent, 'locals' | 'url' | 'request' | 'cookies'> & {
	params: { id?: string };
};

/** The list, or with `?choose=KEY` the one writing that is to be chosen for. */
export async function loadWritings({ locals, url }: Pick<Event, 'locals' | 'url'>, place: Place) {
	const asked = url.searchParams;
	const state = writingStates.find((each) => each === asked.get('show')) ?? 'open';
	const key = asked.get('choose');
	const q = (asked.get('q') ?? '').trim().slice(0, 80);
	const name = (asked.get('name') ?? '').trim().slice(0, 80);
	const actor = locals.actor!;
	const choice = key
		? await openChoice(actor, place, key, q).catch((error: unknown) => {
				if (error instanceof NotFound) return null;
				throw error;
			})
		: null;
	return {
		choice,
		q,
		stale: key !== null && choice === null,
		list: choice ? null : await openWritings(actor, place, { state, page: pageNumber(url), name })
	};
}

/** Actions of the page at `home(event)`. */
export function matchingActions(placeOf: (event: Event) => Place, home: (event: Event) => string) {
	const told = (event: Event, changed: Changed<Settled>, text: string, back: string): never => {
		setFlash(
			event.cookies,
			changed.auditId === null
				? { text: m.responsible_told_nothing() }
				: {
						text,
						undo: {
							action: `${home(event)}?/undo`,
							fields: { audit: String(changed.auditId), back }
						}
					}
		);
		redirect(303, back);
	};
	return {
		choose: async (event: Event) => {
			const form = await event.request.formData();
			const field = (name: string): string => String(form.get(name) ?? '');
			const sent = {
				...{ key: field('key'), seen: field('seen') },
				...{ choice: field('choice'), text: field('text') }
			};
			let changed: Changed<Settled>;
			try {
				changed = await chooseMeaning(event.locals.actor!, placeOf(event), sent);
			} catch (error) {
				const refused = refuse(error, sent);
				return fail(refused.status, refused.data);
			}
			const n = changed.result.parties;
			return told(event, changed, m.responsible_told({ n }), backTo(field('back'), home(event)));
		},
		confirm: async (event: Event) => {
			const form = await event.request.formData();
			const rows = form.getAll('row').map(String);
			const changed = await confirmSure(event.locals.actor!, placeOf(event), rows);
			const back = backTo(String(form.get('back') ?? ''), home(event));
			const n = changed.result.writings;
			return told(event, changed, m.responsible_told_sure({ n }), back);
		},
		undo: async (event: Event) => {
			const form = await event.request.formData();
			const back = backTo(String(form.get('back') ?? ''), home(event));
			let text: string;
			try {
				const { result } = await undoMatching(event.locals.actor!, Number(form.get('audit')));
				text =
					result.kept > 0
						? m.responsible_undone_part({ kept: result.kept })
						: m.responsible_undone();
			} catch (error) {
				if (!(error instanceof NotFound)) throw error;
				text = m.responsible_undo_impossible();
			}
			setFlash(event.cookies, { text });
			redirect(303, back);
		}
	};
}

function backTo(wanted: string, usual: string): string {
	const path = ownPath(wanted);
	return path === '/' ? usual : path;
}
