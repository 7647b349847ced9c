import type { Cookies } from '@sveltejs/kit';

/** What the next page tells once, e.g. «Сохранено»; `undo` takes it back by one button. */
export interface Flash {
	text: string;
	undo?: {
		/** Own path of a form action, e.g. `/people/1?/restore`. */
		action: string;
		fields: Record<string, string>;
	};
}

const NAME = 'flash';

/** Called by an action before its redirect; works without JavaScript. */
export function setFlash(cookies: Cookies, flash: Flash): void {
	cookies.set(NAME, JSON.stringify(flash), {
		path: '/',
		maxAge: 60,
		httpOnly: true,
		sameSite: 'lax'
	});
}

/** What the last action wanted said, once. */
export function takeFlash(cookies: Cookies): Flash | null {
	const kept = cookies.get(NAME);
	if (!kept) return null;
	cookies.delete(NAME, { path: '/' });
	try {
		const { text, undo } = JSON.parse(kept) as Flash;
		if (typeof text !== 'string') return null;
		return undo?.action.startsWith('/') ? { text, undo } : { text };
	} catch {
		return null;
	}
}
