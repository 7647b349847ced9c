import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { readRoadmapBytes } from '../src/lib/intake/intake.ts';
import { signIn } from './session.ts';
import { test } from './test.ts';

const corpus = '../shared/corpus';
const files = existsSync(corpus)
	? readdirSync(corpus)
			.filter((name) => /^00[0-3].*\.(docx|pdf|txt)$/.test(name))
			.map((name) => join(corpus, name))
	: readdirSync('demo/files').map((name) => join('demo/files', name));

/** Fields of a measure that every printed form must bring back. */
async function fieldsOf(bytes: Uint8Array, name: string): Promise<Record<string, unknown>[]> {
	const { draft } = await readRoadmapBytes(bytes, name);
	return draft.measures.map((measure) => ({
		number: measure.number,
		section: measure.sectionPath,
		lane: measure.lane,
		text: flat(measure.text),
		term: measure.term.phrase,
		responsible: measure.responsible.map(flat),
		result: flat(measure.result ?? '')
	}));
}

/** A printed cell keeps its words; where its lines break is the printer's. */
const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

async function accept(page: Page, path: string): Promise<string> {
	await page.goto('/documents');
	await page.waitForLoadState('networkidle');
	await page.getByLabel('Выберите файлы').setInputFiles(path);
	await page.waitForURL(/\/documents\/[0-9a-f-]{36}/);
	const accepting = page.getByRole('button', { name: /^Принять/ });
	await expect(accepting).toBeVisible({ timeout: 30_000 });
	const year = page.getByRole('button', { name: '2026–2027 учебный год' });
	if (await year.first().isVisible()) {
		await year.first().click();
		await expect(year).toHaveCount(0);
	}
	await accepting.click();
	await page.waitForURL(/\/roadmaps\/[0-9a-f-]{36}/);
	return new URL(page.url()).pathname;
}

/** The first document in every form; the others in two each, as the unit tests prove all of all. */
const formats = (n: number) =>
	n === 0 ? ['docx', 'pdf', 'xlsx', 'csv'] : n % 2 === 1 ? ['docx', 'csv'] : ['pdf', 'xlsx'];

for (const [n, path] of files.entries())
	test(`${path} becomes a roadmap and comes back out whole`, async ({ page }) => {
		await signIn(page);
		const roadmap = await accept(page, path);
		const stored = await page.request.get(`${roadmap}/export/json`);
		expect(stored.ok()).toBe(true);
		const wanted = await fieldsOf(await stored.body(), 'карта.json');
		expect(wanted.length).toBeGreaterThan(20);
		for (const format of formats(n)) {
			const paper = await page.request.get(`${roadmap}/export/${format}`);
			expect(paper.ok(), format).toBe(true);
			expect(await fieldsOf(await paper.body(), `карта.${format}`), format).toEqual(wanted);
		}
	});
