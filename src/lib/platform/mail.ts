import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

export interface Mail {
	to: string;
	subject: string;
	text: string;
	headers?: Record<string, string>;
	/** With its angle brackets; made up where none is given. */
	messageId?: string;
	/** One of many: a demonstration without a mail server logs its subject only. */
	isBulk?: boolean;
}

/** Sends a letter; throws `MailFailure` when the server does not take it. */
export type Mailer = (mail: Mail) => Promise<void>;

/**
 * What became of a letter that was not sent: `not-taken` may be sent again; `refused` never will be
 * taken; `unknown`: the server was reading it, and nobody can tell whether it has it.
 */
export class MailFailure extends Error {
	readonly outcome: 'not-taken' | 'refused' | 'unknown';

	constructor(outcome: MailFailure['outcome'], message: string) {
		super(message);
		this.outcome = outcome;
	}
}

const TIMEOUTS = {
	connectionTimeout: 10_000,
	greetingTimeout: 10_000,
	dnsTimeout: 10_000,
	socketTimeout: 60_000
};

/**
 * Mail over SMTP; without a server (`SMTP_URL`) letters are printed to the log of a
 * demonstration and refused elsewhere: a lost invitation must be seen.
 */
export function createMailer(smtpUrl: string | null, demo: boolean): Mailer {
	if (!smtpUrl) {
		return async ({ to, subject, text, isBulk }) => {
			if (!demo) throw new MailFailure('not-taken', 'No mail server is set (SMTP_URL)');
			console.log(`Mail to ${to}: ${subject}${isBulk ? '' : `\n${text}`}`);
		};
	}
	const { auth, ...options } = parseConnectionUrl(smtpUrl);
	const from = process.env.MAIL_FROM ?? 'Опора <opora@localhost>';
	return async ({ to, subject, text, headers, messageId }) => {
		const message = new MailComposer({
			from,
			to,
			subject,
			text,
			...(headers ? { headers } : {}),
			...(messageId ? { messageId } : {})
		}).compile();
		const envelope = message.getEnvelope();
		const bytes = await message.build();
		await deliver({ ...options, ...TIMEOUTS }, auth, { from: envelope.from, to }, bytes);
	};
}

type Options = ConstructorParameters<typeof SMTPConnection>[0];
type Auth = Parameters<SMTPConnection['login']>[0];

/** nodemailer tells the answer of the server and the command that it answered. */
interface SmtpError extends Error {
	responseCode?: number;
	command?: string;
}

/** One conversation with the server, for one letter: whatever breaks, it is known where. */
function deliver(
	options: Options,
	auth: Auth | undefined,
	envelope: { from: string | false; to: string },
	bytes: Buffer
): Promise<void> {
	let given = false;
	// read by the connection only when the server has said that it listens (354)
	const content = new Readable({
		read() {
			given = true;
			this.push(bytes);
			this.push(null);
		}
	});
	const connection = new SMTPConnection(options);
	return new Promise<void>((resolve, reject) => {
		const fail = (error: SmtpError) => {
			connection.close();
			reject(new MailFailure(outcomeOf(error, given), error.message));
		};
		const send = () =>
			connection.send(envelope, content, (error) => {
				if (error) return fail(error);
				connection.quit();
				resolve();
			});
		connection.on('error', fail);
		connection.connect((error) => {
			if (error) return fail(error);
			if (!auth || !connection.allowsAuth) return send();
			connection.login(auth, (refused) => (refused ? fail(refused) : send()));
		});
	});
}

function outcomeOf({ responseCode, command }: SmtpError, given: boolean): MailFailure['outcome'] {
	if (!responseCode) return given ? 'unknown' : 'not-taken';
	// what the server has against us (sign-in, sender) is mended by its people, not by the reader
	return responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')
		? 'refused'
		: 'not-taken';
}
