/** Rows of the evidence form, as the script makes and reads them. */

/** What is known of a file; `id` of its upload once it was sent. */
export interface Known {
	id?: string;
	name: string;
	/** Bytes. */
	size: number;
}

export function find(parent: ParentNode, selector: string): HTMLElement {
	return parent.querySelector<HTMLElement>(selector)!;
}

export function allOf(parent: ParentNode, selector: string): HTMLElement[] {
	return [...parent.querySelectorAll<HTMLElement>(selector)];
}

/** Rows of files. */
export function itemsOf(evidence: HTMLElement): HTMLElement[] {
	return allOf(evidence, '[data-evidence-item]');
}

/** The field of a row, e.g. `upload`. */
export function field(item: HTMLElement, name: string): HTMLInputElement {
	return find(item, `[name$="-${name}"]`) as HTMLInputElement;
}

export function uploadOf(item: HTMLElement): string {
	return field(item, 'upload').value;
}

/** A new row of files, links or papers, with a number of its own. */
export function newRow(evidence: HTMLElement, kind: string): HTMLElement {
	const template = find(evidence, `template[data-template=${kind}]`) as HTMLTemplateElement;
	const row = evidence.dataset.next ?? '1';
	evidence.dataset.next = String(Number(row) + 1);
	const item = template.content.firstElementChild!.cloneNode(true) as HTMLElement;
	for (const element of allOf(item, '*'))
		for (const { name, value } of [...element.attributes])
			if (value.includes('-ROW-')) element.setAttribute(name, value.replace('-ROW-', `-${row}-`));
	const list =
		kind === 'file' ? find(evidence, '[data-items]') : find(template.parentElement!, '.items');
	list.append(item);
	return item;
}

/** Puts what is known of a file into its row; one that was not sent yet is not part of the form. */
export function show(item: HTMLElement, { id, name, size }: Known): void {
	item.title = name;
	find(item, '[data-name]').textContent = name;
	find(item, '[data-size]').textContent = sizeText(item, size);
	find(item, '[data-remove] .vh').textContent = ` ${name}`;
	field(item, 'upload').value = id ?? '';
	field(item, 'name').value = name;
	field(item, 'size').value = String(size);
	field(item, 'removed').checked = id === undefined;
}

function sizeText(item: HTMLElement, bytes: number): string {
	const { kilobytes = '', megabytes = '' } = item.closest<HTMLElement>('[data-evidence]')!.dataset;
	const size = bytes / (1024 * 1024);
	if (size < 1) return kilobytes.replace('SIZE', String(Math.max(1, Math.round(bytes / 1024))));
	const text = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
	return megabytes.replace('SIZE', text.format(size));
}

export function isGone(item: HTMLElement): boolean {
	return item.dataset.gone !== undefined;
}

/** Takes a row out of the form or puts it back; nothing of it is lost. */
export function setGone(item: HTMLElement, gone: boolean): void {
	item.toggleAttribute('data-gone', gone);
	field(item, 'removed').checked = gone || uploadOf(item) === '';
	const button = find(item, '[data-remove]');
	const word = button.firstChild!;
	const evidence = item.closest<HTMLElement>('[data-evidence]')!;
	evidence.dataset.remove ??= word.textContent ?? '';
	word.textContent = (gone ? evidence.dataset.back : evidence.dataset.remove) ?? '';
}
