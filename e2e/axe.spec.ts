import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { signIn } from './session.ts';
import { test } from './test.ts';

/** Every kind of page of the signed-in area; `ROADMAP` and its like are looked up on the way. */
const pages = [
	'/',
	'/work',
	'/team',
	'/team?by=schools',
	'/schools',
	'/schools/new',
	'FIRST /schools',
	'/people',
	'/people/new',
	'/people/matching?show=all',
	'/people/duplicates',
	'FIRST /people',
	'/documents',
	'FIRST /documents',
	'/check',
	'/roadmaps',
	'/roadmaps/new',
	'/roadmaps/new?way=empty',
	'/roadmaps/new?way=paste',
	'FIRST /roadmaps',
	'FIRST /roadmaps/approval',
	'FIRST /roadmaps/versions',
	'FIRST /roadmaps/versions/1',
	'FIRST /roadmaps/progress',
	'FIRST /roadmaps/reports',
	'FIRST /roadmaps/report',
	'FIRST /roadmaps/responsible',
	'/half-year',
	'/library',
	'/library/climate-antibullying',
	'/library/own/new',
	'/roadmaps/draft',
	'FIRST /roadmaps/check',
	'/progress',
	'/programmes',
	'/programmes/new',
	'FIRST /programmes',
	'FIRST /programmes?edit=targets',
	'FIRST /programmes/2026',
	'FIRST /programmes/2026?edit=plan',
	'FIRST /programmes/2026/print',
	'FIRST /roadmaps?view=timeline',
	'FIRST /roadmaps?view=lanes',
	'/diagnosis',
	'/diagnosis/items',
	'/diagnosis/map',
	'/diagnosis/deficits?medium=1',
	'/diagnosis/campaigns',
	'/diagnosis/campaigns/new',
	'FIRST /schools/profile?factor=3',
	'FIRST /schools/profile/compare',
	'FIRST /schools/context?year=2026',
	'FIRST /schools/context/context-school?year=2026',
	'/diagnosis/instruments/teachers',
	'/diagnosis/instruments/own',
	'FIRST /programmes/history',
	'/account',
	'/account/reminders',
	'/search?q=мониторинг',
	'/search?q=ъъъ',
	'/no-such-page'
];

/** The first page of its kind that a list leads to, with the query of `wanted`. */
async function resolve(page: Page, wanted: string): Promise<string> {
	if (!wanted.startsWith('FIRST ')) return wanted;
	const [path, query] = wanted.slice('FIRST '.length).split('?');
	const [list, below = ''] = [/^\/[\w-]+/.exec(path!)![0], path!.replace(/^\/[\w-]+/, '')];
	const first = firsts.get(list) ?? (await firstOf(page, list));
	firsts.set(list, first);
	return first + below + (query ? `?${query}` : '');
}

/** By address of the list. */
const firsts = new Map<string, string>();

async function firstOf(page: Page, list: string): Promise<string> {
	await page.goto(list);
	const links = await page
		.locator('main a')
		.evaluateAll((found) => found.map((one) => one.getAttribute('href') ?? ''));
	const first = links.find((href) => new RegExp(`^${list}/[0-9a-f-]{36}`).test(href));
	expect(first, `${list} leads to nothing`).toBeTruthy();
	return first!.split(/[?#]/)[0]!;
}

/** Pages that the demonstration has nothing to show on, or that only another page leads to. */
async function lookFor(page: Page): Promise<string[]> {
	const hrefs = (part: string) =>
		page
			.locator(`main a[href*="${part}"]`)
			.evaluateAll((found) => found.map((one) => one.getAttribute('href')!));
	const pages: string[] = [];
	for (const place of ['Верхнеольшанская СОШ', 'Заречный район']) {
		await page.goto('/roadmaps/draft');
		await page.getByLabel('Для кого').selectOption({ label: place });
		await page.getByRole('button', { name: 'Дальше' }).click();
		await page.getByRole('button', { name: 'Составить черновик' }).waitFor();
		pages.push(page.url());
		await page.getByRole('button', { name: 'Составить черновик' }).click();
		await page.getByRole('button', { name: /^Принять \d+ мероприяти/ }).waitFor();
		pages.push(page.url());
	}
	await page.goto('/roadmaps?level=school');
	const [school] = (await hrefs('/roadmaps/')).filter((href) => /[0-9a-f-]{36}/.test(href));
	const roadmap = school!.split(/[?#]/)[0]!;
	pages.push(`${roadmap}/check`, `${roadmap}/programmes`);
	await page.goto('/diagnosis/campaigns');
	const [running, over] = (await hrefs('/diagnosis/campaigns/')).filter((href) =>
		/[0-9a-f-]{36}$/.test(href)
	);
	pages.push(running!, `${running}/change`, `${over}/profiles`);
	await page.goto(running!);
	for (const part of ['/paper?', '/posters?', '/q/']) pages.push((await hrefs(part))[0]!);
	pages.push((await hrefs('/paper?'))[0]!.replace('/paper?', '/codes?'));
	await page.goto('/diagnosis/instruments/own');
	await page.getByRole('button', { name: 'Сделать копию' }).click();
	await page.waitForURL(/own\/[\w-]+/);
	pages.push(page.url());
	return pages;
}

async function serious(page: Page): Promise<string[]> {
	const { violations } = await new AxeBuilder({ page })
		// there are no foreign frames: without them no second page is opened for each look
		.setLegacyMode()
		// what holds is not told: naming every element of it took most of the time
		.options({ resultTypes: ['violations'] })
		.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
		.analyze();
	return violations
		.filter(({ impact }) => impact === 'serious' || impact === 'critical')
		.flatMap(({ id, nodes }) =>
			nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)}`)
		);
}

/** What is wrong with a page at both widths, loaded once; empty: nothing. */
async function wrongOn(page: Page, address: string): Promise<string[]> {
	const wrong: string[] = [];
	await page.setViewportSize({ width: 1440, height: 900 });
	await page.goto(address);
	for (const width of [1440, 360]) {
		await page.setViewportSize({ width, height: 900 });
		wrong.push(...(await serious(page)).map((each) => `${width} px: ${each}`));
		const wide = await page.evaluate(() => document.documentElement.scrollWidth);
		if (wide > width) wrong.push(`${width} px: scrolls sideways: ${wide} px`);
	}
	return wrong;
}

test('axe finds nothing serious on any page at 1440 and 360 px, nothing scrolls sideways', async ({
	page
}) => {
	test.setTimeout(600_000);
	const found: Record<string, string[]> = {};
	const look = async (name: string, address: string) => {
		const wrong = await wrongOn(page, address);
		if (wrong.length > 0) found[name] = wrong;
	};
	for (const address of ['/signin', '/reset', '/unsubscribe/of-a-letter'])
		await look(address, address);
	await signIn(page);
	for (const wanted of pages) await look(wanted, await resolve(page, wanted));
	// a region's own pages, and the overview of a municipality that it leads to
	await page.context().clearCookies();
	await signIn(page, 'zhuravlyova@zarechny.example');
	await page.goto('/');
	const overview = page.locator('a[href^="/overview/"]').first();
	const address = (await overview.getAttribute('href'))!;
	for (const path of ['/', '/team', address]) await look(`of a region ${path}`, path);
	expect(found).toEqual({});
});

test('axe finds nothing serious on drafts, surveys and other pages that one is led to', async ({
	page
}) => {
	test.setTimeout(300_000);
	await signIn(page);
	const found: Record<string, string[]> = {};
	for (const address of await lookFor(page)) {
		const wrong = await wrongOn(page, address);
		if (wrong.length > 0) found[address] = wrong;
	}
	expect(found).toEqual({});
});

test('axe finds nothing serious in the version for weak sight', async ({ page, context }) => {
	await signIn(page);
	await page.goto('/');
	await context.addCookies([{ name: 'theme', value: 'contrast', url: page.url() }]);
	const found: Record<string, string[]> = {};
	for (const wanted of [
		...['/', '/team?by=schools', '/check', '/half-year', '/progress', 'FIRST /documents'],
		...['FIRST /roadmaps', 'FIRST /roadmaps/progress', 'FIRST /roadmaps/approval']
	]) {
		await page.goto(await resolve(page, wanted));
		expect(await page.locator('html').getAttribute('data-theme')).toBe('contrast');
		const wrong = await serious(page);
		if (wrong.length > 0) found[wanted] = wrong;
	}
	expect(found).toEqual({});
});
