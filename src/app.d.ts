import type { Actor } from '#lib/people/access.ts';

declare global {
	namespace App {
		interface Locals {
			/** null: nobody is signed in. */
			actor: Actor | null;
			demonstration: boolean;
		}
		interface Error {
			message: string;
			/** Message code of a `Failure`. */
			code?: string;
			/** Short mark that ties a user's report to the log line. */
			mark?: string;
		}
	}
}
