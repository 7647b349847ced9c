import { fail, redirect } from '@sveltejs/kit';
import {
	acceptIntake,
	mendIntake,
	openReview,
	parseMend,
	readAgain,
	undoLastMend,
	type Mend
} from '#lib/intake/desk/desk.ts';
import { readAddress } from '#lib/intake/desk/address.ts';
import {
	addMend,
	columnsMend,
	fieldsMend,
	placeMend,
	planMend,
	splitMend
} from '#lib/intake/desk/forms.ts';
import { wordPeriod } from '#lib/intake/desk/words.ts';
import { m } from '#lib/paraglide/messages.js';
import { Invalid } from '#lib/platform/errors.ts';
import { setFlash } from '#lib/ui/flash.ts';
import { readForm, refuse } from '#lib/ui/forms.server.ts';
import { say } from '#lib/ui/say.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
	const { frame } = await parent();
	const address = readAddress(url.searchParams);
	const review = await openReview(locals.actor!, params.id, address, frame.today);
	const { plan } = review;
	return {
		title: review.document.name,
		crumbs: [{ label: m.documents_title(), href: '/documents' }, { label: review.document.name }],
		review,
		address,
		period: plan?.period ? wordPeriod(plan.period, plan.yearKind) : null
	};
};

type Given = Record<string, string>;

/** Stores one correction and comes back to where it was made. */
async function mend(event: RequestEvent, doing: string, given: Given, made: Mend | null) {
	const { locals, params, cookies } = event;
	try {
		if (!made) throw new Invalid('intake_bad_form');
		const { text } = await mendIntake(locals.actor!, params.id, Number(given.revision), made);
		if (text)
			setFlash(cookies, {
				text,
				undo: { action: `/documents/${params.id}?/undo`, fields: { back: given.back ?? '' } }
			});
	} catch (error) {
		return { ...refused(error, given), doing };
	}
	redirect(303, `/documents/${params.id}${backOf(given)}`);
}

function refused(error: unknown, given: Given) {
	return refuse(error, given).data;
}

/** Only a query of our own page. */
function backOf({ back = '' }: Given): string {
	return /^\?[^\s\\]*$/.test(back) ? back : '';
}

const answered = async (made: ReturnType<typeof mend>) => {
	const data = await made;
	return fail(data.stored ? 409 : 400, data);
};

export const actions: Actions = {
	mend: async (event) => {
		const given = await readForm(event.request);
		return answered(mend(event, 'mend', given, parseMend(parseJson(given.mend))));
	},
	edit: async (event) => {
		const form = await event.request.formData();
		const given = textsOf(form);
		return answered(formed(event, 'edit', given, () => fieldsMend(form)));
	},
	split: async (event) => {
		const given = await readForm(event.request);
		return answered(formed(event, 'split', given, () => splitMend(given)));
	},
	add: async (event) => {
		const given = await readForm(event.request);
		return answered(formed(event, 'add', given, () => addMend(given)));
	},
	section: async (event) => {
		const given = await readForm(event.request);
		const made = parseMend({
			kind: 'section',
			key: given.key,
			title: given.title,
			depth: Number(given.depth)
		});
		return answered(mend(event, 'section', given, made));
	},
	plan: async (event) => {
		const given = await readForm(event.request);
		return answered(formed(event, 'plan', given, () => planMend(given)));
	},
	columns: async (event) => {
		const form = await event.request.formData();
		return answered(formed(event, 'columns', textsOf(form), () => columnsMend(form)));
	},
	place: async (event) => {
		const given = await readForm(event.request);
		return answered(formed(event, 'place', given, () => placeMend(given)));
	},
	undo: async ({ locals, params, request, cookies }) => {
		const given = await readForm(request);
		const undone = await undoLastMend(locals.actor!, params.id);
		if (undone) setFlash(cookies, { text: m.intake_undone({ what: undone.text }) });
		redirect(303, `/documents/${params.id}${backOf(given)}`);
	},
	again: async ({ locals, params }) => {
		await readAgain(locals.actor!, params.id);
		redirect(303, `/documents/${params.id}`);
	},
	accept: async ({ locals, params, request, cookies }) => {
		const given = await readForm(request);
		let roadmapId: string;
		try {
			const done = await acceptIntake(locals.actor!, params.id, Number(given.revision));
			roadmapId = done.roadmapId;
			if (done.made) setFlash(cookies, { text: m.intake_accepted_flash({ n: done.measures }) });
		} catch (error) {
			if (!(error instanceof Invalid) || error.code !== 'intake_incomplete')
				return fail(400, { ...refused(error, given), doing: 'accept' });
			const fields = Object.values(error.fields).map((code) => say(code));
			return fail(400, {
				...refused(error, given),
				error: m.intake_incomplete({ fields: fields.join(', ') }),
				doing: 'accept'
			});
		}
		redirect(303, `/roadmaps/${roadmapId}`);
	}
};

/** A correction that a form makes; its own complaints come back beside the fields. */
function formed(event: RequestEvent, doing: string, given: Given, make: () => Mend) {
	let made: Mend;
	try {
		made = make();
	} catch (error) {
		return Promise.resolve({ ...refused(error, given), doing });
	}
	return mend(event, doing, given, made);
}

function textsOf(form: FormData): Given {
	return Object.fromEntries([...form].filter(([, value]) => typeof value === 'string')) as Given;
}

function parseJson(text: string | undefined): unknown {
	try {
		return JSON.parse(text ?? '');
	} catch {
		return null;
	}
}
