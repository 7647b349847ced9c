import { createHash, randomBytes } from 'node:crypto';

/** How long an invitation's link holds. */
export const INVITATION_DAYS = 7;

/** A new link's secret with the hash that alone is kept, and when it runs out. */
export function newInvitation(now: Date): { secret: string; tokenHash: Buffer; expiresAt: Date } {
	const secret = randomBytes(24).toString('base64url');
	const expiresAt = new Date(now.getTime() + INVITATION_DAYS * 24 * 60 * 60 * 1000);
	return { secret, tokenHash: hashOf(secret), expiresAt };
}

/** What is stored of a link's secret. */
export function hashOf(secret: string): Buffer {
	return createHash('sha256').update(secret).digest();
}
