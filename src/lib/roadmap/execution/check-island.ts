/**
 * Keys of the page «Проверка», by place on the keyboard, so that they are the same in the Russian
 * and the Latin layout. They are told on the page, can be switched off there (WCAG 2.1.4), and are
 * silent while somebody types.
 */
const KEPT = 'check-keys';
const root = document.querySelector<HTMLElement>('[data-check]');
const toggle = document.querySelector<HTMLInputElement>('[data-keys]');
/** The page is on its way to another one: a second key would decide on what nobody has seen. */
let leaving = false;

function find<T extends HTMLElement>(selector: string): T | null {
	return document.querySelector<T>(selector);
}

function step(by: 1 | -1): void {
	const links = [...document.querySelectorAll<HTMLAnchorElement>('[data-queue] a[data-item]')];
	const at = links.findIndex((link) => link.ariaCurrent === 'true');
	const next = links[at + by];
	if (next) next.click();
	else find<HTMLAnchorElement>(by === 1 ? '.pager [rel=next]' : '.pager [rel=prev]')?.click();
}

const keys: Record<string, () => void> = {
	KeyJ: () => step(1),
	KeyK: () => step(-1),
	KeyY: () => find<HTMLButtonElement>('[data-decide] [value=verified]')?.click(),
	KeyR: () => find('[data-decide] textarea')?.focus(),
	KeyX: () => find('[data-queue] li:has([aria-current=true]) input[type=checkbox]')?.click(),
	KeyU: () => find<HTMLButtonElement>('.toast form[action^="/check"] button')?.click()
};

function isTyping(target: EventTarget | null): boolean {
	return (
		target instanceof HTMLElement &&
		target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]')
	);
}

document.addEventListener('keydown', (event) => {
	const { target, code } = event;
	if (leaving || event.repeat || event.isComposing) return;
	if (target instanceof HTMLTextAreaElement && target.form?.matches('[data-decide]')) {
		// out of the field by Escape; what is written is sent back by Ctrl+Enter
		if (event.key === 'Escape') find('#report')?.focus();
		else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
			find<HTMLButtonElement>('[data-decide] [value=returned]')?.click();
		return;
	}
	if (toggle?.checked === false || isTyping(target)) return;
	if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
	const act = keys[code];
	if (!act) return;
	event.preventDefault();
	act();
});
// a form that was sent, or a link that was followed
document.addEventListener('submit', () => (leaving = true));
addEventListener('pageshow', () => (leaving = false));

if (root && toggle) {
	try {
		toggle.checked = localStorage.getItem(KEPT) !== 'off';
	} catch {
		// a browser that keeps nothing has the keys on
	}
	root.dataset.ready = '';
	toggle.addEventListener('change', () => {
		try {
			localStorage.setItem(KEPT, toggle.checked ? 'on' : 'off');
		} catch {
			// then it holds for this page
		}
	});
	// what was refused is read first, else the report that opened by itself
	const told = document.querySelector('[role=alert]');
	if (!told && location.hash === '#report') find('#report')?.focus({ preventScroll: false });
}

for (const select of document.querySelectorAll<HTMLSelectElement>('[data-filter] select'))
	select.addEventListener('change', () => select.form?.requestSubmit());

export {};
