import nodemailer, { type Transporter } from 'nodemailer';

export interface Mail {
	to: string;
	subject: string;
	text: string;
}

/** Sends a letter; throws when the server refuses it. */
export type Mailer = (mail: Mail) => Promise<void>;

/**
 * Mail over SMTP; without a server (`SMTP_URL`) letters are printed to the log of a
 * demonstration and refused elsewhere: a lost invitation must be seen.
 */
export function createMailer(smtpUrl: string | null, demo: boolean): Mailer {
	if (!smtpUrl) {
		return async (mail) => {
			if (!demo) throw new Error('No mail server is set (SMTP_URL)');
			console.log(`Mail to ${mail.to}: ${mail.subject}\n${mail.text}`);
		};
	}
	const transport: Transporter = nodemailer.createTransport(smtpUrl, {
		from: process.env.MAIL_FROM ?? 'Опора <opora@localhost>'
	});
	return async (mail) => {
		await transport.sendMail(mail);
	};
}
