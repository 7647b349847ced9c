import { randomBytes } from 'node:crypto';
import {
	sequence,
	type Handle,
	type HandleServerError,
	type ServerInit
} from '@sveltejs/kit/hooks';
import { sql } from 'kysely';
import { resumeReadings } from '#lib/intake/desk/desk.ts';
import { m } from '#lib/paraglide/messages.js';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { findActor } from '#lib/people/actor.ts';
import { act } from '#lib/platform/database.ts';
import { Failure } from '#lib/platform/errors.ts';
import { openServices, runJobs } from '#lib/platform/services.ts';
import { findAccountId } from '#lib/platform/signin.ts';
import { planReminders } from '#lib/reminders/schedule.ts';
import { say } from '#lib/ui/say.server.ts';

/** Asked once: the demonstration is loaded before the first request or never. */
let demonstration = false;

export const init: ServerInit = async () => {
	openServices((name, link) => ({
		subject: m.mail_reset_subject({}, { locale: 'ru' }),
		text: m.mail_reset_text({ name, link }, { locale: 'ru' })
	}));
	const { rows } = await act({ personId: null, today: null }, (db) =>
		sql`select from opora.setting where id = 'demonstration'`.execute(db)
	);
	demonstration = rows.length > 0;
	runJobs(planReminders());
	// what a stopped application left half-read is begun again, while pages are served
	resumeReadings().catch((error: unknown) => console.error('Half-read documents wait:', error));
};

const language: Handle = ({ event, resolve }) =>
	paraglideMiddleware(event.request, ({ locale }) => {
		const theme = event.cookies.get('theme') === 'contrast' ? 'contrast' : '';
		return resolve(event, {
			transformPageChunk: ({ html }) => html.replace('%lang%', locale).replace('%theme%', theme)
		});
	});

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

const actor: Handle = async ({ event, resolve }) => {
	event.locals.demonstration = demonstration;
	const accountId = await findAccountId(event.request);
	event.locals.actor = accountId
		? await act({ personId: null, today: null }, (db) => findActor(db, accountId))
		: null;
	if (!event.locals.actor && event.route.id?.startsWith('/(work)'))
		// a thrown redirect would leave before the headers of `secureHeaders` are set
		return new Response(null, {
			status: 303,
			headers: {
				location: `/signin?to=${encodeURIComponent(event.url.pathname + event.url.search)}`
			}
		});
	return resolve(event);
};

export const handle = sequence(language, secureHeaders, actor);

export const handleError: HandleServerError = ({ kind, error }) => {
	if (kind !== 'unknown') return;
	if (error instanceof Failure)
		return { status: error.status, message: say(error.code), code: error.code };
	const mark = randomBytes(4).toString('hex');
	console.error(`[${mark}]`, error);
	return { mark };
};
