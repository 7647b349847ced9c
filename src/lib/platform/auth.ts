import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash, verify } from '@node-rs/argon2';
import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import pg from 'pg';

/** OWASP's argon2id setting of 19 MiB; the library's default algorithm is argon2id. */
export const passwordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const DAY = 24 * 60 * 60;

export interface AuthOptions {
	/** Connection address of opora_auth. */
	url: string;
	secret: string;
	/** Public address when it is known for certain; null: taken from each request. */
	origin: string | null;
	/** Cookies are for HTTPS only: everywhere but on a machine of one's own. */
	secureCookies: boolean;
	sendReset(mail: { email: string; name: string; link: string }): Promise<void>;
}

/** Sign-in by better-auth over the schema `auth`; nobody signs up without an invitation. */
export function createAuth(options: AuthOptions) {
	const pool = new pg.Pool({ connectionString: options.url, max: 4 });
	pool.on('error', (error) => console.error(`Sign-in database connection lost: ${error.message}`));
	pool.on('connect', (client) => client.on('error', () => {}));
	return betterAuth({
		appName: 'Opora',
		database: pool,
		secret: options.secret,
		baseURL: options.origin ?? 'http://localhost',
		basePath: '/',
		trustedOrigins: options.origin ? [options.origin] : [],
		telemetry: { enabled: false },
		logger: { disabled: true },
		emailAndPassword: {
			enabled: true,
			disableSignUp: true,
			minPasswordLength: 10,
			maxPasswordLength: 128,
			resetPasswordTokenExpiresIn: 60 * 60,
			revokeSessionsOnPasswordReset: true,
			password: {
				hash: (password) => hash(password, passwordCost),
				verify: ({ hash: stored, password }) => verify(stored, password)
			},
			sendResetPassword: ({ user, token }) =>
				options.sendReset({ email: user.email, name: user.name, link: `/reset/${token}` })
		},
		// a session may always be looked at and ended by its owner, however old it is
		session: {
			expiresIn: 14 * DAY,
			updateAge: DAY,
			freshAge: 0,
			cookieCache: { enabled: false }
		},
		plugins: [twoFactor({ issuer: 'Опора' })],
		rateLimit: {
			enabled: true,
			storage: 'database',
			window: 60,
			max: 100,
			customRules: {
				// a whole office may sit behind one address, a guesser behind one too
				'/sign-in/email': { window: 60, max: Number(process.env.OPORA_SIGN_IN_LIMIT ?? 30) },
				'/two-factor/verify-totp': { window: 60, max: 10 },
				'/two-factor/verify-backup-code': { window: 60, max: 10 },
				'/request-password-reset': { window: 300, max: 10 }
			}
		},
		advanced: {
			cookiePrefix: 'opora',
			useSecureCookies: options.secureCookies,
			// letters leave after the answer, so its time does not tell whether an address is known
			backgroundTasks: { handler: (task) => void task },
			ipAddress: { ipAddressHeaders: ['x-opora-client'] },
			database: { generateId: () => randomBytes(18).toString('base64url') }
		}
	});
}

export type Auth = ReturnType<typeof createAuth>;

/** The key that signs cookies and seals second factors: from the environment, else kept in `data`. */
export function authSecret(data: string, given = process.env.OPORA_SECRET): string {
	if (given) return given;
	const file = join(data, 'auth.secret');
	if (!existsSync(file)) {
		mkdirSync(data, { recursive: true });
		writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
	}
	return readFileSync(file, 'utf8').trim();
}
