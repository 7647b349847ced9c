/**
 * Suggests readers of the measure while a name is written after «@». The form works without it:
 * then whoever a name means is asked when several fit.
 */
import { sameLetters } from './text.ts';

interface Suggested {
	id: string;
	/** «Ермакова Н. В.», with plain spaces. */
	name: string;
	/** Post and organisation. */
	about: string;
	responsible: boolean;
}

const MOST_SHOWN = 8;
const asked = new Map<string, Promise<Suggested[]>>();

function ask(address: string): Promise<Suggested[]> {
	const known = asked.get(address);
	if (known) return known;
	const answer = fetch(address, { headers: { accept: 'application/json' } })
		.then((response) => (response.ok ? (response.json() as Promise<Suggested[]>) : []))
		.catch(() => {
			asked.delete(address);
			return [];
		});
	asked.set(address, answer);
	return answer;
}

/** People whose name begins so: of those near to the measure, else of that very surname. */
async function find(address: string, begun: string): Promise<Suggested[]> {
	const wanted = sameLetters(begun);
	const near = (await ask(address)).filter(({ name }) => sameLetters(name).startsWith(wanted));
	if (near.length > 0 || wanted.length < 3) return near.slice(0, MOST_SHOWN);
	return (await ask(`${address}?surname=${encodeURIComponent(wanted)}`)).slice(0, MOST_SHOWN);
}

/** What is being written after the last «@» before the caret; null: no name. */
function begunName(field: HTMLTextAreaElement): { from: number; text: string } | null {
	const before = field.value.slice(0, field.selectionStart);
	const found = /(?:^|[^\p{L}\p{N}._%+@-])@([\p{L}’'-]*)$/u.exec(before);
	const text = found?.[1];
	return text === undefined ? null : { from: before.length - text.length - 1, text };
}

function assist(field: HTMLTextAreaElement): void {
	const list = document.createElement('ul');
	list.className = 'suggest';
	list.role = 'listbox';
	list.id = `${field.id}-suggest`;
	list.ariaLabel = field.dataset.title ?? '';
	list.hidden = true;
	const told = document.createElement('p');
	told.className = 'vh';
	told.role = 'status';
	field.after(list, told);
	field.setAttribute('aria-autocomplete', 'list');
	field.setAttribute('aria-controls', list.id);
	let shown: Suggested[] = [];
	let active = 0;

	function close(): void {
		list.hidden = true;
		shown = [];
		field.removeAttribute('aria-activedescendant');
	}

	function point(to: number): void {
		active = (to + shown.length) % shown.length;
		[...list.children].forEach((item, index) =>
			item.setAttribute('aria-selected', String(index === active))
		);
		field.setAttribute('aria-activedescendant', `${list.id}-${active}`);
		list.children[active]?.scrollIntoView({ block: 'nearest' });
	}

	async function look(): Promise<void> {
		const begun = begunName(field);
		if (!begun) return close();
		const found = await find(field.dataset.talk ?? '', begun.text);
		// what was typed meanwhile has its own answer
		if (begunName(field)?.text !== begun.text) return;
		if (found.length === 0) return close();
		shown = found;
		list.replaceChildren(...found.map(itemOf));
		list.hidden = false;
		told.textContent = (field.dataset.found ?? '').replace('COUNT', String(found.length));
		point(0);
	}

	function itemOf({ name, about, responsible }: Suggested, index: number): HTMLElement {
		const item = document.createElement('li');
		item.role = 'option';
		item.id = `${list.id}-${index}`;
		const small = document.createElement('small');
		small.textContent = [about, responsible ? field.dataset.responsible : '']
			.filter(Boolean)
			.join(', ');
		item.append(name, small);
		return item;
	}

	function take(one: Suggested): void {
		const begun = begunName(field);
		if (!begun) return close();
		const written = `@${one.name}`;
		field.setRangeText(`${written} `, begun.from, field.selectionStart, 'end');
		const name = `who:${written}`;
		const kept =
			[...(field.form?.querySelectorAll<HTMLInputElement>('input[type=hidden]') ?? [])].find(
				(input) => input.name === name
			) ?? document.createElement('input');
		Object.assign(kept, { type: 'hidden', name, value: one.id });
		field.form?.append(kept);
		close();
		field.focus();
	}

	field.addEventListener('input', () => void look());
	field.addEventListener('blur', close);
	field.addEventListener('keydown', (event) => {
		const one = shown[active];
		if (list.hidden || !one || event.isComposing) return;
		if (event.key === 'ArrowDown') point(active + 1);
		else if (event.key === 'ArrowUp') point(active - 1);
		else if (event.key === 'Enter' || event.key === 'Tab') take(one);
		else if (event.key === 'Escape') close();
		else return;
		event.preventDefault();
	});
	// before the field loses its focus
	list.addEventListener('pointerdown', (event) => {
		event.preventDefault();
		const item = event.target instanceof Element ? event.target.closest('li') : null;
		const one = item && shown[[...list.children].indexOf(item)];
		if (one) take(one);
	});
}

for (const field of document.querySelectorAll<HTMLTextAreaElement>('[data-talk]')) assist(field);
