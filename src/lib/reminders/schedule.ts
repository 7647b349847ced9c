import { now } from '../platform/clock.ts';
import { areJobsEnding, enqueue, onSchedule } from '../platform/jobs.ts';
import { publicAddress, useServices } from '../platform/services.ts';
import { composeMornings } from './mornings.ts';
import { composeNudges } from './nudges.ts';
import { isMailSet } from './reminders.ts';
import { sendLetters } from './send.ts';

/**
 * Plans the letters of the mornings and names the jobs to be done at the start of the application.
 * The times are looked at often instead of set for seven o'clock: zones are eleven, the clock may
 * be set, and an application that was off at seven finds what it owes.
 */
export function planReminders(): string[] {
	const { settings, mailer } = useServices();
	if (!isMailSet()) {
		console.log('No mail server is set (SMTP_URL): there are no morning letters.');
		return [];
	}
	const origin = publicAddress(settings);
	if (settings.smtpUrl && !settings.origin)
		console.log(`Letters link to ${origin}: set ORIGIN to the address that their readers use.`);
	onSchedule('mornings', '*/5 * * * *', async () => {
		const zones = await composeMornings(origin, now());
		if (zones > 0) await enqueue('letters', {}, { singletonKey: 'letters' });
	});
	onSchedule('letters', '* * * * *', async () => {
		await composeNudges(origin, now());
		await sendLetters({ mailer, origin, clock: now, isOver: areJobsEnding });
	});
	return ['mornings'];
}
