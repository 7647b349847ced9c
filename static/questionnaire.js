// Questionnaires without an account: keeps what was typed, and what a broken line did not take.
// Without it the form works by plain post. What is being typed lives in this tab alone
// (sessionStorage): the next pupil at a shared computer must not find it. What was sent and not taken
// waits on the device (localStorage), is shown to nobody and goes as soon as it is delivered.
(() => {
	const line = document.querySelector('[data-line]');
	const main = document.getElementById('main');
	const form = document.getElementById('questionnaire');
	if (!line || !main) return;
	const words = JSON.parse(line.dataset.words);
	const draftKey = 'opora-draft ' + location.pathname;
	const waitingKey = 'opora-sheet ';
	const seconds = 15;

	const say = (text) => {
		line.textContent = text;
		line.hidden = text === '';
	};
	/** Storage may be off or full: then the form is as without this script. */
	const store = (work, otherwise = null) => {
		try {
			return work();
		} catch {
			return otherwise;
		}
	};

	const hidden = (name) => form.elements.namedItem(name);
	const bodyOf = () => new URLSearchParams(new FormData(form)).toString();

	function restore() {
		const draft = store(() => sessionStorage.getItem(draftKey));
		if (!draft) return;
		const given = new URLSearchParams(draft);
		const code = hidden('code');
		// another slip: whoever wrote the draft is somebody else
		if (code && code.value !== given.get('code'))
			return store(() => sessionStorage.removeItem(draftKey));
		let isFilled = false;
		for (const field of form.elements) {
			if (!field.name || field.tagName === 'BUTTON') continue;
			const values = given.getAll(field.name);
			if (field.type === 'radio' || field.type === 'checkbox') {
				field.checked = values.includes(field.value);
				isFilled = isFilled || field.checked;
			} else if (values.length > 0) {
				field.value = values[0];
				isFilled = isFilled || (field.type !== 'hidden' && values[0] !== '');
			}
		}
		if (isFilled) say(words.again);
	}

	/** `kept`, `late` for good, `shown` where the page has something to say, `away` where nobody answered. */
	async function send(path, body) {
		const answer = await fetch(path, {
			method: 'POST',
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body
		}).catch(() => null);
		if (!answer || answer.status === 429 || answer.status >= 500) return 'away';
		if (answer.redirected && new URL(answer.url).searchParams.has('sent')) return 'kept';
		return answer.status === 404 ? 'late' : 'shown';
	}

	const waiting = () =>
		store(() => Object.keys(localStorage).filter((key) => key.startsWith(waitingKey)), []);

	let isDelivering = false;
	/** Sends what waits on this device; another page may have done so meanwhile. */
	async function deliver() {
		if (isDelivering) return;
		isDelivering = true;
		try {
			for (const key of waiting()) {
				const sheet = store(() => JSON.parse(localStorage.getItem(key)));
				if (!sheet) continue;
				const done = await send(sheet.path, sheet.body);
				if (done === 'away') return;
				store(() => localStorage.removeItem(key));
				const isShown = form && hidden('sheet').value === key.slice(waitingKey.length);
				if (done === 'kept' && isShown) {
					store(() => sessionStorage.removeItem(draftKey));
					location.replace(location.pathname + '?sent' + language('&'));
				} else if (isShown) form.submit();
				else say(done === 'kept' ? words.sent : words.late);
			}
		} finally {
			isDelivering = false;
		}
	}
	const language = (sign) => {
		const code = new URLSearchParams(location.search).get('language');
		return code ? sign + 'language=' + encodeURIComponent(code) : '';
	};

	// old phones do not tell which button sent the form
	let pressed = null;
	document.addEventListener('click', ({ target }) => (pressed = target.closest('button')), true);

	async function submit(event) {
		if (pressed && pressed.name === 'show') return save();
		event.preventDefault();
		const path = location.pathname + language('?');
		const body = bodyOf();
		const key = waitingKey + hidden('sheet').value;
		say(words.sending);
		const done = await send(path, body);
		if (done === 'kept') {
			store(() => sessionStorage.removeItem(draftKey));
			store(() => localStorage.removeItem(key));
			location.assign(location.pathname + '?sent' + language('&'));
		} else if (done === 'away') {
			const isStored = store(() => {
				localStorage.setItem(key, JSON.stringify({ path, body }));
				return true;
			});
			// the browser itself then says that nobody answers, and can try again
			if (!isStored) return form.submit();
			say(words.wait);
			line.scrollIntoView({ block: 'center' });
		} else {
			// the page has something to say about it: it is sent as without this script
			store(() => localStorage.removeItem(key));
			form.submit();
		}
	}
	const save = () => store(() => sessionStorage.setItem(draftKey, bodyOf()));

	if (main.hasAttribute('data-sent')) store(() => sessionStorage.removeItem(draftKey));
	if (form) {
		if (!form.hasAttribute('data-given')) restore();
		form.addEventListener('input', save);
		form.addEventListener('submit', submit);
	}
	addEventListener('online', deliver);
	setInterval(() => waiting().length > 0 && deliver(), seconds * 1000);
	void deliver();
})();
