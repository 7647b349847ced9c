import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import {
	sequence,
	type Handle,
	type HandleServerError,
	type ServerInit
} from '@sveltejs/kit/hooks';
import { sql } from 'kysely';
import { resumeReadings } from '#lib/intake/desk/desk.ts';
import { m } from '#lib/paraglide/messages.js';
import { baseLocale, isLocale, overwriteGetLocale, type Locale } from '#lib/paraglide/runtime.js';
import type { Actor } from '#lib/people/access.ts';
import { findActor, findActorOfSession } from '#lib/people/actor.ts';
import { act } from '#lib/platform/database.ts';
import { Failure } from '#lib/platform/errors.ts';
import { answerKept, keepAnswer, keyOf, seenBy } from '#lib/platform/kept-pages.ts';
import { openServices, runJobs } from '#lib/platform/services.ts';
import { renewSession, sessionToken } from '#lib/platform/signin.ts';
import { planKeeping } from '#lib/diagnosis/kept/kept.ts';
import { planReminders } from '#lib/reminders/schedule.ts';
import { resumeImports } from '#lib/results/import/import.ts';
import { planProgress } from '#lib/roadmap/progress/recount.ts';
import { readKeptFrame } from '#lib/today/today.ts';
import { say } from '#lib/ui/say.server.ts';

const nobody = { personId: null, today: null };

/** Asked once: the demonstration is loaded before the first request or never. */
let demonstration = false;

export const init: ServerInit = async () => {
	openServices((name, link) => ({
		subject: m.mail_reset_subject({}, { locale: 'ru' }),
		text: m.mail_reset_text({ name, link }, { locale: 'ru' })
	}));
	const { rows } = await act(nobody, (db) =>
		sql`select from opora.setting where id = 'demonstration'`.execute(db)
	);
	demonstration = rows.length > 0;
	planProgress();
	planKeeping();
	runJobs(['progress', ...planReminders()]);
	// what a stopped application left half-read is begun again, while pages are served
	resumeReadings().catch((error: unknown) => console.error('Half-read documents wait:', error));
	resumeImports().catch((error: unknown) => console.error('Half-read results wait:', error));
};

const locales = new AsyncLocalStorage<Locale>();
overwriteGetLocale(() => locales.getStore() ?? baseLocale);

const language: Handle = ({ event, resolve }) => {
	// a questionnaire carries its language in its address: whoever answers gets no cookie
	const asked = event.route.id?.startsWith('/q/') ? event.url.searchParams.get('language') : null;
	const wanted = asked ?? event.cookies.get('language');
	const locale = isLocale(wanted) ? wanted : baseLocale;
	const theme = event.cookies.get('theme') === 'contrast' ? 'contrast' : '';
	return locales.run(locale, () =>
		resolve(event, {
			transformPageChunk: ({ html }) => html.replace('%lang%', locale).replace('%theme%', theme)
		})
	);
};

const secureHeaders: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	response.headers.set('x-content-type-options', 'nosniff');
	response.headers.set('referrer-policy', 'same-origin');
	response.headers.set('cross-origin-opener-policy', 'same-origin');
	response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()');
	if (event.url.protocol === 'https:')
		response.headers.set('strict-transport-security', 'max-age=31536000');
	if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
	return response;
};

const BODY_BYTES = 30 * 1024 * 1024;

/** What a form may send; a file of results alone goes to the disk in pieces and may be larger. */
const bodySize: Handle = ({ event, resolve }) => {
	const length = Number(event.request.headers.get('content-length') ?? 0);
	if (length > BODY_BYTES && event.url.pathname !== '/results/import/upload')
		return new Response(say('error_body_large'), {
			status: 413,
			headers: { 'content-type': 'text/plain; charset=utf-8' }
		});
	return resolve(event);
};

async function actorAfterRenewal(event: RequestEvent): Promise<Actor | null> {
	const accountId = await renewSession(event);
	return accountId === null ? null : act(nobody, (db) => findActor(db, accountId));
}

const actor: Handle = async ({ event, resolve }) => {
	event.locals.demonstration = demonstration;
	const token = sessionToken(event);
	const key = keyOf(event, token);
	const asked = token === null ? null : await findActorOfSession(token, seenBy(key));
	event.locals.actor =
		asked?.actor === 'due' ? await actorAfterRenewal(event) : (asked?.actor ?? null);
	if (!event.locals.actor && event.route.id?.startsWith('/(work)'))
		// a thrown redirect would leave before the headers of `secureHeaders` are set
		return new Response(null, {
			status: 303,
			headers: {
				location: `/signin?to=${encodeURIComponent(event.url.pathname + event.url.search)}`
			}
		});
	if (key === null || !asked?.actor || asked.actor === 'due') return resolve(event);
	const state = JSON.stringify([asked.actor, await readKeptFrame(asked.actor)]);
	const known = asked.changed ? null : answerKept(key, state);
	if (known) return known;
	const answer = await resolve(event);
	const { about } = event.locals;
	if (about === undefined) return answer;
	return keepAnswer(key, answer, { seen: { snapshot: asked.snapshot, about }, state });
};

export const handle = sequence(language, secureHeaders, bodySize, actor);

export const handleError: HandleServerError = ({ kind, error }) => {
	if (kind !== 'unknown') return;
	if (error instanceof Failure)
		return { status: error.status, message: say(error.code), code: error.code };
	const mark = randomBytes(4).toString('hex');
	console.error(`[${mark}]`, error);
	return { mark };
};
