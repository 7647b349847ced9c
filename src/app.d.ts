import type { Actor } from '#lib/people/access.ts';

declare global {
	namespace App {
		interface Locals {
			/** null: nobody is signed in. */
			actor: Actor | null;
			demonstration: boolean;
			/**
			 * Set by a page that may be sent again while nothing changes: the path of the organisation
			 * that it is about, with those above and beneath it; null: of everything.
			 */
			about?: string | null;
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
