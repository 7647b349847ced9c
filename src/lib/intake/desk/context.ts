/** What every form of the review must send, and what happens after it was sent. */

import { getContext, setContext } from 'svelte';
import type { SubmitFunction } from '$app/forms';

export interface ReviewForms {
	/** Revision that the page shows. */
	readonly revision: number;
	/** Address to come back to without a script. */
	readonly back: string;
	/** For `use:enhance`. */
	submit: SubmitFunction;
}

const key = Symbol('review');

export function provideForms(forms: ReviewForms): void {
	setContext(key, forms);
}

export function useForms(): ReviewForms {
	return getContext<ReviewForms>(key);
}
