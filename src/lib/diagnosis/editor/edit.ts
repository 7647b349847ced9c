/** Edits of an instrument by a form, item by item. Pure; what comes out is a whole instrument or what to mend. */
import { factors } from '../../roadmap/factors.ts';
import {
	itemsOf,
	readInstrument,
	type Feed,
	type Instrument,
	type Item,
	type ItemOf
} from '../instruments/instrument.ts';

export const kinds = ['scale', 'single', 'several', 'number', 'matrix', 'text'] as const;
export type Kind = (typeof kinds)[number];

/** Most questions of one instrument: nobody answers more. */
export const mostItems = 80;
/** Options or rows of an item; deficits that one item may speak of. */
export const mostParts = 12;
export const mostFeeds = 4;
const longestText = 500;
const longestAbout = 1500;

/** By the form's field, the code of a sentence. */
export type Errors = Record<string, string>;
export type Edited = { instrument: Instrument } | { errors: Errors };

/** Reads a field of a form; '' where there is none. */
type Field = (name: string) => string;
export type Given = Record<string, string[]>;

/** A copy of an instrument under a name of its own, to be edited. */
export function copyOf(instrument: Instrument, id: string): Instrument {
	return { ...structuredClone(instrument), id, version: 1 };
}

/** Changes what stands around the questions: the first page, titles of sections, answers of scales. */
export function editHead(instrument: Instrument, given: Given): Edited {
	const { field, errors, text } = reader(given);
	const name = text('name', 200);
	const purpose = text('purpose', longestAbout);
	const use = text('use', longestAbout);
	const minutes = Number(field('minutes'));
	if (!Number.isInteger(minutes) || minutes < 1 || minutes > 60)
		errors.minutes = 'editor_error_minutes';
	const sections = instrument.sections.map((section) => ({
		...section,
		title: text(`section.${section.code}`, 200)
	}));
	const scales = Object.fromEntries(
		Object.entries(instrument.scales).map(([code, { options, unsure }]) => [
			code,
			{
				options: options.map((one) => ({ ...one, text: text(`scale.${code}.${one.code}`, 100) })),
				...(unsure ? { unsure: text(`scale.${code}.unsure`, 100) } : {})
			}
		])
	);
	return whole({ ...instrument, name, purpose, use, minutes, sections, scales }, errors);
}

/** Changes one question. */
export function editItem(instrument: Instrument, code: string, given: Given): Edited {
	const before = itemsOf(instrument).find((one) => one.code === code);
	if (!before) return { errors: { '': 'editor_error_gone' } };
	const { item, errors } = readItem(instrument, before.kind, code, given);
	const sections = instrument.sections.map((section) => ({
		...section,
		items: section.items.map((one) => (one.code === code ? item : one))
	}));
	return whole({ ...instrument, sections }, errors);
}

/** Adds a question at the end of a section. */
export function addItem(
	instrument: Instrument,
	sectionCode: string,
	kind: Kind,
	given: Given
): Edited {
	const codes = new Set(itemsOf(instrument).map(({ code }) => code));
	if (codes.size >= mostItems) return { errors: { '': 'editor_error_many' } };
	let number = codes.size + 1;
	while (codes.has(`own-${number}`)) number += 1;
	const { item, errors } = readItem(instrument, kind, `own-${number}`, given);
	const sections = instrument.sections.map((section) =>
		section.code === sectionCode ? { ...section, items: [...section.items, item] } : section
	);
	return whole({ ...instrument, sections }, errors);
}

/** Takes a question out; a section goes with its last one. */
export function removeItem(instrument: Instrument, code: string): Edited {
	if (itemsOf(instrument).some(({ when }) => when?.item === code))
		return { errors: { '': 'editor_error_needed' } };
	const sections = instrument.sections
		.map((section) => ({ ...section, items: section.items.filter((one) => one.code !== code) }))
		.filter(({ items }) => items.length > 0);
	if (sections.length === 0) return { errors: { '': 'editor_error_last' } };
	return whole({ ...instrument, sections }, {});
}

function reader(given: Given) {
	const errors: Errors = {};
	const field: Field = (name) => given[name]?.[0]?.trim() ?? '';
	const text = (name: string, longest = longestText) => {
		const both = { ru: field(`${name}.ru`), en: field(`${name}.en`) };
		for (const language of ['ru', 'en'] as const)
			if (both[language] === '') errors[`${name}.${language}`] = 'editor_error_text';
			else if (both[language].length > longest) errors[`${name}.${language}`] = 'editor_error_long';
		return both;
	};
	const number = (name: string) => {
		const value = Number(field(name).replace(',', '.'));
		if (field(name) === '' || !Number.isFinite(value)) errors[name] = 'editor_error_number';
		return value;
	};
	return { field, errors, text, number };
}

function readItem(
	instrument: Instrument,
	kind: Kind,
	code: string,
	given: Given
): { item: Item; errors: Errors } {
	const { field, errors, text, number } = reader(given);
	const has = (name: string) => field(`${name}.ru`) !== '' || field(`${name}.en`) !== '';
	const when = readCondition(instrument, code, given, errors);
	const common = {
		code,
		text: text('text'),
		...(has('hint') ? { hint: text('hint') } : {}),
		...(when ? { when } : {})
	};
	const ramp = () => {
		const bounds = { from: number('from'), to: number('to') };
		if (!errors.from && !errors.to && bounds.from >= bounds.to) errors.to = 'editor_error_order';
		return bounds;
	};
	const scale = () => {
		const chosen = field('scale');
		if (!Object.hasOwn(instrument.scales, chosen)) errors.scale = 'editor_error_scale';
		return chosen;
	};
	// rows that were left empty are none
	const parts = (least: number) => {
		const found = Array.from({ length: mostParts }, (_, n) => `part${n}`).filter(has);
		if (found.length < least) errors.part0 = 'editor_error_parts';
		const used = new Set(found.map((name) => field(`${name}.code`)));
		return found.map((name, n) => {
			let own = field(`${name}.code`);
			for (let more = n + 1; own === ''; more++)
				if (!used.has(`own-${more}`)) used.add((own = `own-${more}`));
			return { name, code: own, text: text(name) };
		});
	};
	const feeds = (prefix = '') => readFeeds(field, errors, prefix);
	const item = (): Item => {
		switch (kind) {
			case 'scale':
				return { ...common, kind, scale: scale(), feeds: feeds() };
			case 'single':
				return {
					...common,
					kind,
					options: parts(2).map(({ name, ...part }) => {
						const value = field(`${name}.value`) === '' ? null : number(`${name}.value`);
						if (value !== null && (value < 0 || value > 100))
							errors[`${name}.value`] = 'editor_error_value';
						return { ...part, value };
					}),
					feeds: feeds()
				};
			case 'several':
				return {
					...common,
					kind,
					options: parts(2).map(({ name, ...part }) => ({
						...part,
						...(field(`${name}.alone`) === '' ? {} : { alone: true as const })
					})),
					ramp: ramp(),
					feeds: feeds()
				};
			case 'number': {
				const [min, max, own] = [number('min'), number('max'), feeds()];
				if (min >= max) errors.max = 'editor_error_order';
				const decimals = field('decimals') === '' ? 0 : number('decimals');
				if (![0, 1, 2, 3, 4].includes(decimals)) errors.decimals = 'editor_error_decimals';
				return {
					...common,
					kind,
					...{ min, max, feeds: own },
					...(decimals > 0 ? { decimals } : {}),
					...(has('unit') ? { unit: text('unit') } : {}),
					...(own.length > 0 || field('from') !== '' ? { ramp: ramp() } : {})
				} as ItemOf<'number'>;
			}
			case 'matrix':
				return {
					...common,
					kind,
					scale: scale(),
					rows: parts(1).map(({ name, ...part }) => ({ ...part, feeds: feeds(`${name}.`) }))
				};
			case 'text': {
				const longest = number('longest');
				if (!Number.isInteger(longest) || longest < 1 || longest > 4000)
					errors.longest = 'editor_error_longest';
				return { ...common, kind, longest, feeds: [] };
			}
		}
	};
	return { item: item(), errors };
}

/** Boxes «question=option»: all of one question that is asked before. */
function readCondition(
	instrument: Instrument,
	code: string,
	given: Given,
	errors: Errors
): { item: string; in: string[] } | null {
	const chosen = (given.when ?? []).filter(Boolean).map((one) => one.split('='));
	if (chosen.length === 0) return null;
	const on = new Set(chosen.map(([item]) => item!));
	const items = itemsOf(instrument);
	const place = items.findIndex((one) => one.code === code);
	const before = place < 0 ? items : items.slice(0, place);
	const [name] = on;
	const item = before.find((one) => one.code === name);
	if (on.size > 1) errors.when = 'editor_error_when_one';
	else if (item?.kind !== 'single') errors.when = 'editor_error_when';
	return { item: name!, in: chosen.map(([, option]) => option ?? '') };
}

function readFeeds(field: Field, errors: Errors, prefix: string): Feed[] {
	return Array.from({ length: mostFeeds }, (_, n) => `${prefix}feed${n}`).flatMap((name) => {
		const factor = factors.find(({ code }) => code === field(`${name}.factor`))?.code;
		if (!factor) return [];
		const weight = Number(field(`${name}.weight`) || '1');
		if (![1, 2, 3].includes(weight)) errors[`${name}.weight`] = 'editor_error_weight';
		const direction = field(`${name}.direction`) === 'lowers' ? 'lowers' : 'raises';
		return [{ factor, weight, direction }];
	});
}

/** What no single field can see is told at the form as a whole. */
function whole(instrument: Instrument, errors: Errors): Edited {
	if (Object.keys(errors).length > 0) return { errors };
	const read = readInstrument(instrument);
	return 'problems' in read ? { errors: { '': 'editor_error_whole' } } : read;
}

/** What `editHead` reads, with what stands there now: name of the field, and whose text it is. */
export function headTexts({ name, purpose, use, sections, scales }: Instrument): {
	field: string;
	of: 'name' | 'purpose' | 'use' | 'section' | 'scale';
	text: Text;
}[] {
	return [
		{ field: 'name', of: 'name', text: name },
		{ field: 'purpose', of: 'purpose', text: purpose },
		{ field: 'use', of: 'use', text: use },
		...sections.map(({ code, title }) => ({
			...{ field: `section.${code}`, text: title },
			of: 'section' as const
		})),
		...Object.entries(scales).flatMap(([scale, { options, unsure }]) =>
			[...options, ...(unsure ? [{ code: 'unsure', text: unsure }] : [])].map(({ code, text }) => ({
				...{ field: `scale.${scale}.${code}`, text },
				of: 'scale' as const
			}))
		)
	];
}
type Text = Instrument['name'];
