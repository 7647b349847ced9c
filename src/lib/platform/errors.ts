/**
 * The few kinds of failure a user can meet. `code` names the sentence shown (messages `error_*`);
 * rooms throw them, `hooks.server.ts` and `src/routes/+error.svelte` tell the user.
 */
export abstract class Failure extends Error {
	abstract readonly status: number;
	readonly code: string;
	readonly details: Record<string, string | number>;
	constructor(code: string, details: Record<string, string | number> = {}) {
		super(code);
		this.code = code;
		this.details = details;
	}
}

/** What was typed or sent cannot be accepted: the form keeps it and says which field and why. */
export class Invalid extends Failure {
	readonly status = 400;
	/** Field name → message code. */
	readonly fields: Record<string, string>;
	constructor(code: string, fields: Record<string, string> = {}, details = {}) {
		super(code, details);
		this.fields = fields;
	}
}

/** No such thing, or not for this person: both answer alike. */
export class NotFound extends Failure {
	readonly status = 404;
}

/** Seen but not allowed: the page offers no such button, so this is a stale page or a forged form. */
export class Forbidden extends Failure {
	readonly status = 403;
}

/** Somebody saved meanwhile: carries what is stored now, so that the user decides. */
export class Conflict<T = unknown> extends Failure {
	readonly status = 409;
	readonly stored: T;
	constructor(code: string, stored: T) {
		super(code);
		this.stored = stored;
	}
}

/** Opora cannot just now, and changed nothing: 503 for a moment, 507 until somebody makes room. */
export class Unavailable extends Failure {
	readonly status: 503 | 507;
	constructor(code: string, status: 503 | 507 = 503) {
		super(code);
		this.status = status;
	}
}
