/** The mark of personal data follows the kind of the paper. */
import { find } from './island-rows.ts';

/** Chooses the kind that the server suggests, unless a person chose already. */
export function tellKind(item: HTMLElement, kind: string): void {
	const select = find(item, '[data-kind]') as HTMLSelectElement;
	if (select.dataset.chosen === undefined) select.value = kind;
	follow(select);
}

/** Certificates, paths and lists always have the mark: it is set, and cannot be taken off. */
function follow(select: HTMLSelectElement): void {
	const mark = find(select.closest('.item')!, '[data-personal]') as HTMLInputElement;
	const always = select.selectedOptions[0]?.dataset.always !== undefined;
	if (always) {
		if (!mark.disabled) mark.dataset.own = String(mark.checked);
		mark.checked = true;
	} else if (mark.disabled) mark.checked = mark.dataset.own === 'true';
	mark.disabled = always;
}

export function watchKinds(): void {
	document.addEventListener('change', (event) => {
		const select = event.target;
		if (!(select instanceof HTMLSelectElement) || !select.matches('[data-kind]')) return;
		select.dataset.chosen = '';
		follow(select);
	});
	for (const select of document.querySelectorAll<HTMLSelectElement>('[data-evidence] [data-kind]'))
		follow(select);
}
