/**
 * Keeps what is typed in a report's form in this tab, so that a broken line or a closed page loses
 * nothing. The key names the revisions of the occurrences: after the report came through they are
 * others, and the kept text is not offered again.
 */
const form = document.querySelector<HTMLFormElement>('[data-report]');

type Text = HTMLInputElement | HTMLTextAreaElement;

if (form) {
	const boxes = [...form.querySelectorAll<HTMLInputElement>('input[name^="o-"]')];
	const key = `report:${boxes.map(({ name, value }) => `${name}:${value}`).join()}`;
	const names = ['text', 'result', 'number'];
	const fields = names.flatMap((name) => form.querySelector<Text>(`[name="${name}"]`) ?? []);
	const told = form.querySelector<HTMLElement>('[data-kept]');

	const kept = JSON.parse(sessionStorage.getItem(key) ?? '{}') as Record<string, string>;
	for (const field of fields) if (field.value === '') field.value = kept[field.name] ?? '';

	form.addEventListener('input', () => {
		const typed = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
		try {
			sessionStorage.setItem(key, JSON.stringify(typed));
			if (told) told.hidden = false;
		} catch {
			// a browser without room or right to keep anything still sends the form
		}
	});
}

export {};
