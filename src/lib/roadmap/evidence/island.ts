/**
 * What a script adds to the evidence of a report's form, which works without it: files go one by
 * one as they are chosen, show how far they are, and can be sent again, removed and put back.
 */
import { tellKind, watchKinds } from './island-kinds.ts';
import { recall, remember } from './island-memory.ts';
import {
	allOf,
	find,
	isGone,
	itemsOf,
	newRow,
	setGone,
	show,
	uploadOf,
	type Known
} from './island-rows.ts';

/** Files that wait or are on their way, by their row. */
const waiting = new Map<HTMLElement, File>();
let sending: { item: HTMLElement; request: XMLHttpRequest } | null = null;
/** The form that goes as soon as its files are there. */
let held: { form: HTMLFormElement; submitter: HTMLElement | null } | null = null;

function add(evidence: HTMLElement, files: Iterable<File>): void {
	let room = Number(evidence.dataset.most) - itemsOf(evidence).filter((one) => !isGone(one)).length;
	tell(evidence, '');
	for (const file of files) {
		if (room <= 0) {
			tell(evidence, evidence.dataset.tooMany ?? '');
			break;
		}
		room -= 1;
		const item = newRow(evidence, 'file');
		show(item, { name: file.name, size: file.size });
		if (file.size > Number(evidence.dataset.bytes)) fail(item, evidence.dataset.tooLarge, false);
		else waiting.set(item, file);
	}
	void next();
}

/** Sends what waits, one file after the other: a slow line does better with one. */
async function next(): Promise<void> {
	const [first] = waiting;
	if (sending || !first) return release();
	const [item, file] = first;
	const answer = await send(item, file);
	waiting.delete(item);
	sending = null;
	const evidence = evidenceOf(item);
	if ('id' in answer) {
		show(item, answer);
		tellKind(item, answer.kind);
		state(item, evidence.dataset.sent, true);
		remember(evidence);
	} else if (!isGone(item)) {
		fail(item, answer.error, answer.again, file);
	}
	return next();
}

type Answer = (Known & { id: string; kind: string }) | { error: string; again: boolean };

/** XMLHttpRequest, because fetch does not tell how much of a file is on its way. */
function send(item: HTMLElement, file: File): Promise<Answer> {
	const evidence = evidenceOf(item);
	const { connection = '', checking, asked = '', sending: going = '' } = evidence.dataset;
	const progress = find(item, 'progress') as HTMLProgressElement;
	progress.hidden = false;
	return new Promise((resolve) => {
		const request = new XMLHttpRequest();
		sending = { item, request };
		const lost = (): void => resolve({ error: connection, again: true });
		request.upload.onprogress = ({ loaded, total }) => {
			const percent = Math.min(100, Math.floor((loaded / total) * 100));
			progress.value = percent;
			state(item, percent < 100 ? going.replace('PERCENT', String(percent)) : checking, false);
		};
		request.onload = () => {
			progress.hidden = true;
			const answer = request.response as Answer | null;
			if (answer && 'id' in answer) resolve(answer);
			else if (answer?.error) resolve({ error: answer.error, again: request.status >= 500 });
			else lost();
		};
		request.onerror = request.onabort = request.ontimeout = lost;
		request.responseType = 'json';
		request.open('POST', `/evidence/upload?asked=${encodeURIComponent(asked)}`);
		request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
		request.setRequestHeader('content-type', 'application/octet-stream');
		request.send(file);
	});
}

/** Files that may be sent again, by their row. */
const failed = new Map<HTMLElement, File>();

function fail(item: HTMLElement, why: string | undefined, again: boolean, file?: File): void {
	const text = find(item, '[data-failure]');
	text.textContent = why ?? '';
	text.hidden = false;
	find(item, 'progress').hidden = true;
	find(item, '[data-again]').hidden = !again;
	state(item, '', false);
	item.dataset.failed = '';
	if (file) failed.set(item, file);
}

function again(item: HTMLElement): void {
	const file = failed.get(item);
	if (!file) return;
	failed.delete(item);
	delete item.dataset.failed;
	find(item, '[data-failure]').hidden = true;
	find(item, '[data-again]').hidden = true;
	waiting.set(item, file);
	void next();
}

function toggle(item: HTMLElement): void {
	const evidence = evidenceOf(item);
	const gone = !isGone(item);
	setGone(item, gone);
	if (gone && sending?.item === item) sending.request.abort();
	else if (gone) waiting.delete(item);
	tell(evidence, gone ? (evidence.dataset.removed ?? '').replace('NAME', item.title) : '');
	remember(evidence);
}

/* The form goes when its files are there ----------------------------------------------------- */

document.addEventListener(
	'submit',
	(event) => {
		const form = event.target;
		if (!(form instanceof HTMLFormElement)) return;
		const evidence = form.querySelector<HTMLElement>('[data-evidence]');
		if (!evidence) return;
		const open = itemsOf(evidence).filter((item) => !isGone(item) && uploadOf(item) === '');
		if (open.length === 0) return;
		event.preventDefault();
		event.stopImmediatePropagation();
		const stuck = open.find((item) => item.dataset.failed !== undefined);
		tell(evidence, (stuck ? evidence.dataset.mend : evidence.dataset.wait) ?? '');
		if (stuck) stuck.scrollIntoView({ block: 'center' });
		else held = { form, submitter: event.submitter };
	},
	true
);

function release(): void {
	if (!held || sending || waiting.size > 0) return;
	const { form, submitter } = held;
	held = null;
	if (form.isConnected) form.requestSubmit(submitter);
}

/* Events ------------------------------------------------------------------------------------- */

function evidenceOf(element: Element): HTMLElement {
	return element.closest<HTMLElement>('[data-evidence]')!;
}

function tell(evidence: HTMLElement, text: string): void {
	find(evidence, '[data-status]').textContent = text;
}

function state(item: HTMLElement, text: string | undefined, done: boolean): void {
	find(item, '[data-state]').textContent = text ?? '';
	item.toggleAttribute('data-done', done);
}

document.addEventListener('change', (event) => {
	const input = event.target;
	if (!(input instanceof HTMLInputElement) || !input.matches('[data-files]')) return;
	const files = [...(input.files ?? [])];
	// the form must not carry them a second time
	input.value = '';
	add(evidenceOf(input), files);
});

document.addEventListener('click', (event) => {
	if (!(event.target instanceof Element)) return;
	const button = event.target.closest<HTMLElement>('[data-evidence] button');
	const item = button?.closest<HTMLElement>('[data-evidence-item]');
	if (item && button?.matches('[data-remove]')) toggle(item);
	else if (item && button?.matches('[data-again]')) again(item);
	else if (button?.dataset.more)
		find(newRow(evidenceOf(button), button.dataset.more), 'input').focus();
});

for (const name of ['dragover', 'dragleave', 'drop'] as const)
	document.addEventListener(name, (event) => {
		if (!event.dataTransfer?.types.includes('Files')) return;
		const evidence = document.querySelector<HTMLElement>('[data-evidence]');
		if (!evidence) return;
		// a file dropped beside the field must not replace the page and what was typed
		event.preventDefault();
		const leaves = name === 'dragleave' && event.relatedTarget !== null;
		if (!leaves) find(evidence, '[data-drop]').classList.toggle('over', name === 'dragover');
		if (name === 'drop') add(evidence, event.dataTransfer.files);
	});

watchKinds();
for (const evidence of allOf(document, '[data-evidence]')) {
	void recall(evidence).then((uploads) => {
		for (const upload of uploads) {
			const item = newRow(evidence, 'file');
			show(item, upload);
			tellKind(item, upload.kind);
			state(item, evidence.dataset.sent, true);
		}
		remember(evidence);
	});
	// chosen before the script came
	for (const input of allOf(evidence, '[data-files]') as HTMLInputElement[])
		if (input.files?.length) input.dispatchEvent(new Event('change', { bubbles: true }));
}
