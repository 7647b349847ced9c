/** Keyboard of the review: from question to question, and the first answer. */

/** J or ↓ and K or ↑ move between the rows that are asked about, Enter gives the first answer. */
export function listen(
	event: KeyboardEvent,
	list: HTMLElement | undefined,
	choose: (rowId: string) => void
): void {
	if (!list || event.altKey || event.ctrlKey || event.metaKey) return;
	const target = event.target as HTMLElement;
	if (target.closest('input, textarea, select, [contenteditable]')) return;
	const rows = [...list.querySelectorAll<HTMLElement>('li.ask')];
	const now = rows.findIndex((row) => row === target || row.contains(target));
	if (event.key === 'Enter') {
		if (now < 0 || rows[now] !== target) return;
		event.preventDefault();
		rows[now].querySelector<HTMLButtonElement>('button[data-answer]')?.click();
		return;
	}
	const step = stepOf(event, now >= 0);
	const next = step === 0 ? undefined : rows[now < 0 ? 0 : now + step];
	if (!next) return;
	event.preventDefault();
	next.focus({ preventScroll: true });
	next.scrollIntoView({ block: 'center' });
	if (!next.id.startsWith('r-whole')) choose(next.id);
}

/** Letters of both keyboard layouts; arrows only from a question, as elsewhere they scroll. */
function stepOf({ key }: KeyboardEvent, onQuestion: boolean): 1 | -1 | 0 {
	if (/^[jJоО]$/.test(key)) return 1;
	if (/^[kKлЛ]$/.test(key)) return -1;
	if (onQuestion && key === 'ArrowDown') return 1;
	if (onQuestion && key === 'ArrowUp') return -1;
	return 0;
}
