import { fail, redirect } from '@sveltejs/kit';
import { schoolYearOf } from '#lib/calendar/calendar.ts';
import {
	openContextForm,
	readContextYear,
	saveContext,
	type ReadContext
} from '#lib/diagnosis/context/context.ts';
import { inLanguage, numberOf, problemSentence } from '#lib/diagnosis/instruments/wording.ts';
import { yearName } from '#lib/diagnosis/kept/wording.ts';
import { m } from '#lib/paraglide/messages.js';
import { setFlash } from '#lib/ui/flash.ts';
import { refuse } from '#lib/ui/forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
	const { today, place } = (await parent()).frame;
	const year = readContextYear(url.searchParams.get('year')) ?? schoolYearOf(today).first;
	const className = url.searchParams.get('class') ?? '';
	const { school, instrument, sheet, known } = await openContextForm(locals.actor!, params.id, {
		...{ year, className },
		form: params.form
	});
	const name = inLanguage(instrument.name);
	const stored = sheet && !sheet.withdrawn ? sheet.answers : {};
	return {
		title: [name, className, school.name].filter(Boolean).join(', '),
		crumbs: [
			{ label: m.schools_title(), href: '/schools' },
			{ label: school.name, href: `/schools/${params.id}` },
			{
				label: m.context_title(),
				href: `/schools/${params.id}/context?year=${year}`
			},
			{ label: [name, className].filter(Boolean).join(', ') }
		],
		...{ year, place, school, instrument, className },
		lead: yearName(year),
		isClass: instrument.id === 'context-class',
		revision: sheet?.revision ?? 0,
		/** What the room of results knows already: told, not asked. */
		known: instrument.sections
			.flatMap(({ items }) => items)
			.flatMap((item) =>
				typeof known[item.code] === 'number'
					? [
							{
								code: item.code,
								text: inLanguage(item.text),
								value: numberOf(Math.round(Number(known[item.code]) * 100) / 100)
							}
						]
					: []
			),
		stored: Object.fromEntries(Object.entries(stored).map(([key, value]) => [key, asFields(value)]))
	};
};

export const actions: Actions = {
	default: async ({ locals, params, url, request, cookies }) => {
		const form = await request.formData();
		const year = readContextYear(url.searchParams.get('year')) ?? Number.NaN;
		const className = url.searchParams.get('class') || String(form.get('class') ?? '');
		const given = Object.fromEntries(
			[...new Set(form.keys())].map((name) => [name, form.getAll(name).map(String)])
		);
		const plain = Object.fromEntries(
			Object.entries(given).map(([name, [value]]) => [name, value!])
		);
		let read: Awaited<ReturnType<typeof saveContext>>;
		try {
			read = await saveContext(
				locals.actor!,
				params.id,
				{ year, className, form: params.form },
				form
			);
		} catch (error) {
			const { data, status } = refuse(error, plain);
			return fail(status, { ...data, given, problems: [], done: 'refused' as const });
		}
		if (read.done !== 'kept')
			return fail(422, {
				...{
					given,
					done: read.done,
					error: '',
					errors: {} as Record<string, string>,
					stored: null
				},
				values: plain,
				problems: problemsOf(read)
			});
		setFlash(cookies, { text: m.context_told_kept() });
		redirect(303, `/schools/${params.id}/context?year=${year}`);
	}
};

/** A part above its whole says so in words of both; other problems as everywhere. */
function problemsOf({ problems, contradictions }: ReadContext) {
	return problems.map((problem) => {
		const against = contradictions.find(({ key }) => key === problem.key);
		return {
			key: problem.key,
			number: problem.number,
			sentence: against
				? m.context_error_part({
						value: numberOf(against.value),
						whole: inLanguage(against.whole.text),
						most: numberOf(against.most)
					})
				: problemSentence(problem)
		};
	});
}

function asFields(value: string | number | string[]): string[] {
	if (Array.isArray(value)) return value;
	return [typeof value === 'number' ? String(value).replace('.', ',') : value];
}
