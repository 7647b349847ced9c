import { z } from 'zod';
import { createAccount, deleteAccount, findAccountByEmail } from '../platform/accounts.ts';
import { act } from '../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../platform/errors.ts';
import { parseInput } from '../platform/parse.ts';
import { useServices } from '../platform/services.ts';
import type { Actor } from './access.ts';
import { findActor } from './actor.ts';
import { getPerson, rightsOver } from './persons.ts';
import { hashOf, newInvitation } from './secret.ts';
import {
	expireInvitations,
	findInvitation,
	insertInvitation,
	isAccountHeld,
	useInvitation,
	type FoundInvitation
} from './store-duties.ts';
import { findAppointments } from './store-persons.ts';

const nobody = { personId: null, today: null };

/**
 * Makes the link by which a person sets a password, and returns its path; it is shown once.
 * Links sent before stop working. `letter` is sent when a mail server is set.
 */
export async function invite(
	actor: Actor,
	personId: string,
	letter: (path: string, fullName: string) => { subject: string; text: string }
): Promise<{ path: string; sentTo: string | null }> {
	const { secret, tokenHash, expiresAt } = newInvitation(new Date());
	const person = await act({ personId: actor.personId, today: null }, async (db) => {
		const person = await getPerson(db, personId);
		if (!rightsOver(actor, person, await findAppointments(db, personId)).invite)
			throw new Forbidden('error_holds_more');
		if (person.accountId) throw new Invalid('error_has_account');
		if (!person.email) throw new Invalid('error_invite_email');
		if (person.leftOn) throw new Invalid('error_has_left');
		await expireInvitations(db, person.id);
		await insertInvitation(db, {
			personId: person.id,
			organisationId: person.organisationId,
			tokenHash,
			expiresAt,
			invitedBy: actor.personId
		});
		return person;
	});
	const path = `/invite/${secret}`;
	const { mailer } = useServices();
	const fullName = [person.given, person.patronymic].filter(Boolean).join(' ') || person.surname;
	try {
		await mailer({ to: person.email!, ...letter(path, fullName) });
		return { path, sentTo: person.email };
	} catch (error) {
		// the link is on the screen: the inviter can hand it over himself
		console.error(`The invitation was not mailed: ${String(error)}`);
		return { path, sentTo: null };
	}
}

/** Whose invitation it is. Throws NotFound for a link that is used, run out or made up. */
export async function readInvitation(secret: string): Promise<FoundInvitation> {
	const found = await act(nobody, (db) => findInvitation(db, hashOf(secret)));
	if (!found?.email) throw new NotFound('error_invitation');
	return found;
}

/** Rules of a new password; length alone, as people remember phrases better than signs. */
const newPassword = z.string().min(10, 'error_password_short').max(128, 'error_password_long');

const accepted = z
	.object({ password: newPassword, repeated: z.string() })
	.refine(({ password, repeated }) => password === repeated, {
		path: ['repeated'],
		message: 'error_password_repeat'
	});

/** The password of a form that asks for it twice. Throws Invalid with the bad field. */
export function readNewPassword(given: Record<string, string>): string {
	return parseInput(accepted, given).password;
}

/** Whether the account belongs to somebody who works: one who has left cannot sign in. */
export async function isListed(accountId: string): Promise<boolean> {
	return (await act(nobody, (db) => findActor(db, accountId))) !== null;
}

/** Makes the account and returns what to sign in with. */
export async function acceptInvitation(
	secret: string,
	given: Record<string, string>
): Promise<{ email: string; password: string }> {
	const password = readNewPassword(given);
	const { email, fullName } = await readInvitation(secret);
	if (!email) throw new NotFound('error_invitation');
	const left = await findAccountByEmail(email);
	if (left) {
		if (await act(nobody, (db) => isAccountHeld(db, left)))
			throw new Conflict('error_email_taken', null);
		await deleteAccount(left);
	}
	const accountId = await createAccount({ email, name: fullName, password });
	const used = await act(nobody, (db) => useInvitation(db, hashOf(secret), accountId));
	if (!used) {
		await deleteAccount(accountId);
		throw new NotFound('error_invitation');
	}
	return { email, password };
}
