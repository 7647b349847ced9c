// `/` and Ctrl-K lead to the search field from anywhere but another field.
addEventListener('keydown', (event) => {
	const target = /** @type {Element} */ (event.target);
	const typing = target.closest('input, textarea, select, [contenteditable]');
	const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !typing;
	const control = event.code === 'KeyK' && (event.ctrlKey || event.metaKey);
	if (!slash && !control) return;
	const field = document.querySelector('.find input');
	if (!(field instanceof HTMLInputElement)) return;
	event.preventDefault();
	field.focus();
	field.select();
});
