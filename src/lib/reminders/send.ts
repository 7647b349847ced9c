/** Sends the composed letters: each once, whatever breaks (docs/decisions/0015). */
import { randomBytes } from 'node:crypto';
import { hashOf } from '../people/secret.ts';
import { actForJobs } from '../platform/jobs/database.ts';
import { MailFailure, type Mailer } from '../platform/mail.ts';
import { footOf, unsubscribeLink } from './digest.ts';
import {
	claimLetter,
	giveUpLate,
	markFailed,
	markSent,
	markWaiting,
	type ClaimedLetter
} from './store-letters.ts';

/** Conversations with the mail server at a time. */
const SENDERS = 4;
/** Minutes until a letter is tried again, by how often it was tried; then always the last. */
const PAUSES = [1, 2, 5, 10, 15];

export interface Sending {
	mailer: Mailer;
	/** Public address of the application, without a slash at its end. */
	origin: string;
	clock: () => Date;
	/** Asked between letters: true ends the sending after the letter at hand. */
	isOver?: () => boolean;
}

/** Sends what waits and is due; returns how many letters the server took. */
export async function sendLetters(sending: Sending): Promise<number> {
	await actForJobs((db) => giveUpLate(db, sending.clock()));
	const failures: string[] = [];
	const sent = await Promise.all(
		Array.from({ length: SENDERS }, () => sendInTurn(sending, failures))
	);
	if (failures.length > 0)
		console.error(`${failures.length} morning letters were not sent: ${failures[0]}`);
	return sent.reduce((sum, count) => sum + count, 0);
}

async function sendInTurn(sending: Sending, failures: string[]): Promise<number> {
	let sent = 0;
	while (!sending.isOver?.()) {
		const secret = randomBytes(24).toString('base64url');
		// committed before the mail server hears of it: whoever finds it so does not send it again
		const letter = await actForJobs((db) => claimLetter(db, sending.clock(), hashOf(secret)));
		if (!letter) break;
		const failure = await deliver(sending, letter, secret);
		const at = sending.clock();
		await actForJobs(async (db) => {
			if (!failure) return markSent(db, letter.id, at);
			if (failure.outcome !== 'not-taken') return markFailed(db, letter.id, failure.message);
			const minutes = PAUSES[Math.min(letter.attempts, PAUSES.length) - 1]!;
			return markWaiting(db, letter.id, new Date(at.getTime() + minutes * 60_000), failure.message);
		});
		if (failure) failures.push(failure.message);
		// a server that is away is away for the others too
		if (failure?.outcome === 'not-taken') break;
		if (!failure) sent++;
	}
	return sent;
}

async function deliver(
	{ mailer, origin }: Sending,
	letter: ClaimedLetter,
	secret: string
): Promise<MailFailure | null> {
	try {
		await mailer({
			to: letter.email,
			subject: letter.subject,
			text: `${letter.body}\n\n\n${footOf(letter.language, origin, secret)}`,
			messageId: letter.messageId,
			headers: {
				'List-Unsubscribe': `<${unsubscribeLink(origin, secret)}>`,
				'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
				'Auto-Submitted': 'auto-generated'
			},
			isBulk: true
		});
		return null;
	} catch (error) {
		return error instanceof MailFailure ? error : new MailFailure('unknown', String(error));
	}
}
