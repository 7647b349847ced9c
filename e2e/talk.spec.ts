import { expect } from '@playwright/test';
import { people, signIn } from './session.ts';
import { test } from './test.ts';
import { roadmapInForce } from './work.ts';

test('a remark names a reader by the list, reaches her, is answered and settled', async ({
	browser
}) => {
	const [one] = await roadmapInForce(`Карта разговора ${Date.now()}`, 1, false);
	const address = `/roadmaps/${one!.roadmap}/measures/${one!.measure}`;
	const page = await (await browser.newContext()).newPage();
	await signIn(page);
	await page.goto(address);
	const talk = page.locator('#talk');
	const field = talk.getByLabel('Замечание или вопрос');
	await field.click();
	await page.keyboard.type('<b>Срок</b> мал, см. https://school.example/a?b=1. @Кли');
	const list = talk.getByRole('listbox');
	await expect(list.getByRole('option').first()).toContainText('Климова С. Ю.');
	await page.keyboard.press('Enter');
	await expect(field).toHaveValue(/@Климова С\. Ю\. $/);
	await expect(list).toBeHidden();
	await page.keyboard.type('проверьте');
	await talk.getByRole('button', { name: 'Написать' }).click();
	await expect(page.getByText('Запись добавлена')).toBeVisible();
	await expect(talk.locator('.text')).toContainText('<b>Срок</b> мал');
	await expect(talk.getByRole('link', { name: 'https://school.example/a?b=1' })).toHaveAttribute(
		'rel',
		/noopener/
	);

	const reader = await (await browser.newContext()).newPage();
	await signIn(reader, people.schoolCoordinator);
	await reader.goto('/');
	await expect(reader.getByText(/<b>Срок<\/b> мал/).first()).toBeVisible();
	await reader.goto(address);
	await expect(reader.locator('#talk')).toContainText('упоминает вас');
	await reader.locator('#talk').getByText('Ответить').first().click();
	await reader.getByLabel(/^Ответ на/).fill('Проверили, исправим');
	await reader.getByRole('button', { name: 'Отправить ответ' }).click();
	await expect(reader.locator('#talk')).toContainText('Проверили, исправим');
	await expect(reader.locator('#talk')).not.toContainText('упоминает вас');

	await page.goto(address);
	await expect(talk).toContainText('1 вопрос открыт');
	await talk.getByRole('button', { name: /Вопрос решён/ }).click();
	await expect(talk).toContainText(/Решено: Вершинина/);
	// a page from before is told who was first
	await reader
		.locator('#talk')
		.getByRole('button', { name: /Вопрос решён/ })
		.click();
	await expect(reader.getByRole('alert')).toContainText(/уже отмечен решённым.*Вершинина/);
});

test('without a script the form asks whom a name means, and keeps what was written', async ({
	browser
}) => {
	const [one] = await roadmapInForce(`Карта вопроса ${Date.now()}`, 1, false);
	const address = `/roadmaps/${one!.roadmap}/measures/${one!.measure}`;
	const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	await signIn(page, people.schoolCoordinator);
	await page.goto(address);
	const talk = page.locator('#talk');
	await talk.getByLabel('Замечание или вопрос').fill('@Незнакомцева, а как у вас?');
	await talk.getByRole('button', { name: 'Написать' }).click();
	await expect(talk.getByText('Кого вы имели в виду?')).toBeVisible();
	await expect(talk.getByLabel('Замечание или вопрос')).toHaveValue('@Незнакомцева, а как у вас?');
	await talk.getByLabel(/@Незнакомцева/).selectOption({ label: 'никого не звать' });
	await talk.getByRole('button', { name: 'Написать' }).click();
	await expect(talk.locator('.text')).toHaveText('@Незнакомцева, а как у вас?');
	await talk.getByRole('button', { name: 'Убрать' }).click();
	await expect(talk.getByText('Здесь пока ничего не сказано')).toBeVisible();
	await page.getByRole('status').getByRole('button', { name: 'Отменить' }).click();
	await expect(talk.locator('.text')).toHaveText('@Незнакомцева, а как у вас?');
});
