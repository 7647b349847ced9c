import { hash } from '@node-rs/argon2';
import { passwordCost } from './auth.ts';
import { useServices } from './services.ts';

/** Accounts that signs people in, as far as the rooms may touch them. */

/** The id of the account that signs in with `email`, or null. */
export async function findAccountByEmail(email: string): Promise<string | null> {
	const { internalAdapter } = await useServices().auth.$context;
	const found = await internalAdapter.findUserByEmail(email);
	return found?.user.id ?? null;
}

/** Makes an account with a password and returns its id. The address must be free. */
export async function createAccount(given: {
	email: string;
	name: string;
	password: string;
}): Promise<string> {
	const { internalAdapter } = await useServices().auth.$context;
	const user = await internalAdapter.createUser(
		{ email: given.email, name: given.name, emailVerified: true },
		{ method: 'admin' }
	);
	await internalAdapter.linkAccount({
		userId: user.id,
		accountId: user.id,
		providerId: 'credential',
		password: await hash(given.password, passwordCost)
	});
	return user.id;
}

/** Takes back what `createAccount` made. */
export async function deleteAccount(accountId: string): Promise<void> {
	const { internalAdapter } = await useServices().auth.$context;
	await internalAdapter.deleteUser(accountId);
}

/** The account's address and name follow the person's. */
export async function renameAccount(
	accountId: string,
	now: { email: string; name: string }
): Promise<void> {
	const { internalAdapter } = await useServices().auth.$context;
	await internalAdapter.updateUser(accountId, now);
}

/** Signs the account out everywhere, at once. */
export async function endSessions(accountId: string): Promise<void> {
	const { internalAdapter } = await useServices().auth.$context;
	await internalAdapter.deleteUserSessions(accountId);
}
