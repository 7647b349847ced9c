// Copying of paper forms by the keyboard: a digit chooses the answer of the question in focus and goes
// to the next one. Without it the form is filled as any other.
(() => {
	const form = document.getElementById('quick-entry');
	if (!form) return;
	/** Where an answer stands: a figure, a text, or the choices of one question or row. */
	const places = [];
	for (const field of form.elements) {
		if (!field.name || field.type === 'hidden' || field.tagName === 'BUTTON') continue;
		const last = places.at(-1);
		if (last && last[0].name === field.name) last.push(field);
		else places.push([field]);
	}
	const button = form.querySelector('button.primary');
	const indexOf = (element) => places.findIndex((fields) => fields.includes(element));

	function go(index) {
		const fields = places[index];
		const target = fields ? (fields.find(({ checked }) => checked) ?? fields[0]) : button;
		target.focus();
		target.closest('li, .acts')?.scrollIntoView({ block: 'center' });
	}

	form.addEventListener('keydown', (event) => {
		const index = indexOf(event.target);
		if (event.ctrlKey || event.altKey || event.metaKey) return;
		if (event.key === 'ArrowUp' && event.target === button) {
			event.preventDefault();
			return go(places.length - 1);
		}
		if (index < 0) return;
		const fields = places[index];
		const { type, tagName } = fields[0];
		const isChoice = type === 'radio' || type === 'checkbox';
		const isWriting = !isChoice && event.target.value !== '';
		if (event.key === 'Enter' && tagName !== 'TEXTAREA') go(index + 1);
		else if (event.key === 'ArrowUp' && index > 0 && tagName !== 'TEXTAREA') go(index - 1);
		else if (event.key === ' ' && !isWriting) {
			for (const field of fields) if (isChoice) field.checked = false;
			go(index + 1);
		} else if (isChoice && /^[1-9]$/.test(event.key)) {
			const field = fields[Number(event.key) - 1];
			if (field) field.checked = type === 'radio' || !field.checked;
			if (field && type === 'radio') go(index + 1);
		} else return;
		event.preventDefault();
	});
	if (!document.querySelector('[role=alert]')) go(0);
})();
