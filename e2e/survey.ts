/** Answers of a survey on their way to the application: through the endpoint of its forms, and by hand. */
import type { Page } from '@playwright/test';
import { chanceOf, fill } from '../demo/answers.ts';
import type { Answers } from '../src/lib/diagnosis/instruments/answers.ts';
import { itemsOf, type Instrument } from '../src/lib/diagnosis/instruments/instrument.ts';

/** The gate asks for four seconds between opening and sending. */
const READING_MS = 4500;

/** `count` forms of people in whose school the factors `high` weigh; the same for the same seed. */
export function plausible(
	instrument: Instrument,
	count: number,
	high: readonly string[],
	seed: number
): Answers[] {
	const chance = chanceOf(seed);
	const risk = (factor: string) => (high.includes(factor) ? 0.9 : 0.25);
	return Array.from({ length: count }, () => fill(instrument, risk, chance));
}

/**
 * Opens the form at `path` once for each of `forms`, waits as a reader does, and sends them; rejects
 * where one was not taken. `from` is the address that the school's computers share.
 */
export async function sendForms(
	address: string,
	path: string,
	forms: readonly Answers[],
	from: string
): Promise<void> {
	const headers = { origin: address, accept: 'text/html', 'x-forwarded-for': from };
	const opened: URLSearchParams[] = [];
	for (const form of forms) {
		const html = await (await fetch(address + path, { headers })).text();
		opened.push(new URLSearchParams([...hidden(html), ...fieldsOf(form)]));
	}
	await new Promise((resolve) => setTimeout(resolve, READING_MS));
	for (const body of opened) {
		const answer = await fetch(address + path, {
			...{ method: 'POST', redirect: 'manual', headers, body }
		});
		const text = await answer.text();
		if (answer.status !== 303) throw new Error(`Sending answered ${answer.status}: ${text}`);
	}
}

function hidden(html: string): [string, string][] {
	return ['sheet', 'mark'].map((name) => {
		const found = new RegExp(`name="${name}" value="([^"]+)"`).exec(html);
		if (!found) throw new Error(`The form has no ${name}`);
		return [name, found[1]!];
	});
}

function fieldsOf(form: Answers): [string, string][] {
	return Object.entries(form).flatMap(([name, answer]) =>
		[answer].flat().map((value): [string, string] => [name, String(value)])
	);
}

/** Fills in the form that `page` shows, question by question. */
export async function fillByHand(
	page: Page,
	instrument: Instrument,
	answers: Answers
): Promise<void> {
	const texts = new Set(
		itemsOf(instrument).flatMap(({ kind, code }) =>
			kind === 'number' || kind === 'text' ? [code] : []
		)
	);
	for (const [name, value] of fieldsOf(answers)) {
		const field = page.locator(`form#questionnaire [name="${name}"]`);
		if (texts.has(name)) await field.fill(value);
		else await page.locator(`form#questionnaire [name="${name}"][value="${value}"]`).check();
	}
}
