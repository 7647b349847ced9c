/**
 * What a script adds to the roadmap's pages, which work without it: forms and views change the
 * page in place, a click on a cell opens it as a form, measures are dragged or moved by Alt+arrow,
 * a phrase is explained while it is typed. Every answer is a page of the server, so both ways show
 * and check the same.
 */

const TYPING_PAUSE_MS = 250;

document.documentElement.classList.add('scripted');

const parser = new DOMParser();

/** Puts the main part and the toasts of an answered page into this one. */
function show(html: string): void {
	const page = parser.parseFromString(html, 'text/html');
	for (const part of ['#main', '.toasts']) {
		const fresh = page.querySelector(part);
		if (fresh) document.querySelector(part)?.replaceChildren(...fresh.childNodes);
	}
	document.title = page.title;
}

/** Asks for a page; a lost connection or a broken answer becomes an ordinary page load. */
async function ask(
	address: string,
	init?: RequestInit
): Promise<{ html: string; url: string } | null> {
	try {
		const answer = await fetch(address, {
			...init,
			headers: { accept: 'text/html' },
			credentials: 'same-origin'
		});
		const html = await answer.text();
		return answer.status < 500 && html.includes('id="main"') ? { html, url: answer.url } : null;
	} catch {
		return null;
	}
}

/** Sends a form; its answer, after redirects, takes the place of this page. */
async function send(action: string, body: FormData, focus?: string): Promise<boolean> {
	const answer = await ask(action, { method: 'POST', body });
	if (!answer) return false;
	show(answer.html);
	const clean = new URL(answer.url);
	// the address of a named action is not one to come back to
	if (![...clean.searchParams.keys()].some((key) => key.startsWith('/')))
		history.replaceState(null, '', clean);
	const conflict = document.querySelector<HTMLElement>('[data-conflict]');
	if (conflict) {
		conflict.tabIndex = -1;
		conflict.focus();
		conflict.scrollIntoView({ block: 'center' });
	} else if (focus) document.querySelector<HTMLElement>(focus)?.focus({ preventScroll: true });
	return true;
}

const here = (): string => location.pathname + location.search;

document.addEventListener('submit', (event) => {
	const form = event.target;
	if (!(form instanceof HTMLFormElement) || form.method !== 'post') return;
	if (!form.matches('[data-live]') && !form.closest('.toasts')) return;
	event.preventDefault();
	const row = form.closest<HTMLElement>('tr[data-measure]');
	const submitter = event.submitter;
	const action = submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? '';
	const body = new FormData(form, submitter);
	form.setAttribute('aria-busy', 'true');
	const address = new URL(action, location.href).href;
	void send(address, body, row ? `#${row.id} a` : undefined).then((shown) => {
		// HTMLFormElement.submit cannot carry a button's value, but nothing typed is lost
		if (!shown) form.submit();
	});
});

/* Cells ------------------------------------------------------------------------------------- */

/** The open form and the cell it lies over. */
let opened: { cell: HTMLElement; form: HTMLFormElement } | null = null;

function closeCell(): void {
	if (!opened) return;
	opened.form.remove();
	opened.cell.classList.remove('editing');
	opened.cell.closest('tr')?.querySelector<HTMLElement>('a')?.focus({ preventScroll: true });
	opened = null;
}

async function openCell(cell: HTMLElement): Promise<void> {
	const row = cell.closest<HTMLElement>('tr[data-measure]');
	const plan = cell.closest<HTMLElement>('[data-plan]');
	if (!row || !plan) return;
	closeCell();
	const address = `/roadmaps/${plan.dataset.plan}/measures/${row.dataset.measure}?field=${cell.dataset.field}&back=${encodeURIComponent(here())}`;
	const answer = await ask(address);
	const form =
		answer &&
		parser.parseFromString(answer.html, 'text/html').querySelector('form[data-measure-form]');
	if (!form) {
		location.href = address;
		return;
	}
	const own = document.adoptNode(form) as HTMLFormElement;
	opened = { cell, form: own };
	cell.classList.add('editing');
	cell.append(own);
	const field = own.querySelector<HTMLElement>('textarea, input:not([type=hidden]), select');
	field?.focus();
	if (field instanceof HTMLTextAreaElement)
		field.setSelectionRange(field.value.length, field.value.length);
}

document.addEventListener('click', (event) => {
	if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey)
		return;
	if (event.target.closest('[data-print]')) return print();
	if (event.target.closest('[data-cancel]') && opened?.form.contains(event.target)) {
		event.preventDefault();
		return closeCell();
	}
	const cell = event.target.closest<HTMLElement>('[data-editable] td[data-field]');
	const busy = event.target.closest('a, button, input, textarea, select, label');
	if (!cell || busy || cell.classList.contains('editing')) return;
	if (getSelection()?.isCollapsed === false) return;
	void openCell(cell);
});

document.addEventListener('keydown', (event) => {
	if (!(event.target instanceof Element)) return;
	if (event.key === 'Escape' && opened?.form.contains(event.target)) {
		event.preventDefault();
		return closeCell();
	}
	const form = event.target.closest<HTMLFormElement>('form[data-measure-form]');
	if (form && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
		event.preventDefault();
		return form.requestSubmit();
	}
	const row = event.target.closest<HTMLElement>('[data-editable] tr[data-measure]');
	if (!row || form) return;
	if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
		event.preventDefault();
		void move(row, { step: event.key === 'ArrowUp' ? 'up' : 'down' });
	} else if (event.key === 'F2') {
		event.preventDefault();
		const cell = event.target.closest<HTMLElement>('td[data-field]');
		void openCell(cell ?? row.querySelector<HTMLElement>('td[data-field]')!);
	}
});

/* Order ------------------------------------------------------------------------------------- */

function move(row: HTMLElement, to: Record<string, string>): Promise<boolean> {
	const plan = row.closest<HTMLElement>('[data-plan]')?.dataset.plan;
	const body = new FormData();
	for (const [name, value] of Object.entries(to)) body.set(name, value);
	body.set('back', here());
	const action = `/roadmaps/${plan}/measures/${row.dataset.measure}?/move`;
	return send(action, body, `#${row.id} a`);
}

let dragged: HTMLElement | null = null;
let marked: HTMLElement | null = null;

function mark(row: HTMLElement | null, kind: 'drop-before' | 'drop-into' = 'drop-before'): void {
	marked?.classList.remove('drop-before', 'drop-into');
	row?.classList.add(kind);
	marked = row;
}

document.addEventListener('mousedown', (event) => {
	if (!(event.target instanceof Element)) return;
	const row = event.target.closest<HTMLElement>('[data-editable] td[data-grip]')?.closest('tr');
	if (row) row.draggable = true;
});

document.addEventListener('dragstart', (event) => {
	const row = event.target;
	if (!(row instanceof HTMLElement) || !row.matches('tr[data-measure]')) return;
	dragged = row;
	row.classList.add('dragged');
	event.dataTransfer?.setData('text/plain', row.querySelector('.what')?.textContent ?? '');
});

function target(event: DragEvent): HTMLElement | null {
	const row = event.target instanceof Element ? event.target.closest('tr') : null;
	return row?.matches('tr[data-measure], tr[data-section]') ? row : null;
}

document.addEventListener('dragover', (event) => {
	const row = dragged && target(event);
	if (!row) return;
	event.preventDefault();
	mark(row, row.dataset.section === undefined ? 'drop-before' : 'drop-into');
});

document.addEventListener('drop', (event) => {
	const row = dragged && target(event);
	if (!row || !dragged || row === dragged) return;
	event.preventDefault();
	const section = row.dataset.section ?? row.dataset.in ?? '';
	const first = row.nextElementSibling;
	const next =
		row.dataset.section === undefined
			? row.dataset.measure
			: first instanceof HTMLElement
				? first.dataset.measure
				: undefined;
	void move(dragged, { section, before: next ?? '' });
});

document.addEventListener('dragend', () => {
	mark(null);
	dragged?.classList.remove('dragged');
	dragged?.removeAttribute('draggable');
	dragged = null;
});

/* Typing ------------------------------------------------------------------------------------ */

let timer = 0;

document.addEventListener('input', (event) => {
	const input = event.target;
	if (!(input instanceof HTMLInputElement)) return;
	const list = input.closest('[data-parties]');
	if (list && input === list.lastElementChild && input.value !== '') {
		const next = input.cloneNode() as HTMLInputElement;
		next.value = '';
		list.append(next);
	}
	const { term: address } = input.dataset;
	if (input.name === 'from' || input.name === 'to') {
		const check = input.form?.querySelector<HTMLInputElement>('[name=by_hand]');
		if (check) check.checked = true;
	}
	if (!address) return;
	clearTimeout(timer);
	timer = window.setTimeout(() => void explain(input, address), TYPING_PAUSE_MS);
});

async function explain(input: HTMLInputElement, address: string): Promise<void> {
	const phrase = input.value;
	const output = input.form?.querySelector('output');
	try {
		const answer = await fetch(`${address}?phrase=${encodeURIComponent(phrase)}`);
		const { meaning, doubts } = (await answer.json()) as { meaning: string; doubts: string[] };
		// an answer that comes after more typing is an old one
		if (output && input.value === phrase) output.textContent = [meaning, ...doubts].join('. ');
	} catch {
		if (output) output.textContent = '';
	}
}

/* Menus ------------------------------------------------------------------------------------- */

document.addEventListener('click', (event) => {
	for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu[open]'))
		if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
});
