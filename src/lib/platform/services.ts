import { authSecret, createAuth, type Auth } from './auth.ts';
import { openDatabase } from './database.ts';
import { sweepFiles } from './files/sweep.ts';
import { onSchedule, startJobs, stopJobs } from './jobs.ts';
import { createMailer, type Mailer } from './mail.ts';
import { onEnd, runtime } from './runtime.ts';
import type { Settings } from './settings.ts';

interface Services {
	settings: Settings;
	auth: Auth;
	mailer: Mailer;
	/** Signs the cookies of sessions. */
	secret: string;
}

let services: Services | null = null;

/** Opens everything that requests need; called once when the application starts. */
export function openServices(
	resetLetter: (name: string, link: string) => { subject: string; text: string }
): void {
	const { settings, connections } = runtime();
	openDatabase(connections.app);
	const mailer = createMailer(settings.smtpUrl, settings.demo);
	const secret = authSecret(settings.data);
	const auth = createAuth({
		url: connections.auth,
		secret,
		origin: settings.origin,
		secureCookies: settings.origin?.startsWith('https:') ?? false,
		sendReset: async ({ email, name, link }) => {
			const letter = resetLetter(name, `${publicAddress(settings)}${link}`);
			// not waited for: a page never hangs on the mail server, nor tells by its time who has an account
			mailer({ to: email, ...letter }).catch((error: unknown) =>
				console.error(`The letter with a new password was not sent: ${String(error)}`)
			);
		}
	});
	services = { settings, auth, mailer, secret };
}

/** Begins the jobs that rooms defined, those in `first` at once; pages do not wait for them. */
export function runJobs(first: string[]): void {
	// at night in most of the country
	onSchedule('sweep-files', '20 20 * * *', async () => void (await sweepFiles()));
	onEnd(stopJobs);
	void startJobs(runtime().connections.jobs, first);
}

export function useServices(): Services {
	if (!services) throw new Error('openServices was not called');
	return services;
}

/** Where users reach Opora, for links in letters. */
export function publicAddress(settings: Settings): string {
	return settings.origin ?? `http://localhost:${settings.port}`;
}

/** The same for a page that shows a link: without a set address, the one it was asked under. */
export function originOf(url: URL): string {
	return useServices().settings.origin ?? url.origin;
}
