/** Words for corrections and periods, in the page's language. */

import { m } from '#lib/paraglide/messages.js';
import { formatter } from '#lib/ui/dates.ts';
import type { Window } from '../../calendar/term.ts';
import type { YearKind } from '../../roadmap/snapshot.ts';
import type { Fields, Mend } from './mend.ts';
import type { Sheet } from './sheet.ts';

/** «2026–2027 учебный год», «2021 год», «1 сент. 2020 – 31 авг. 2022». */
export function wordPeriod(period: Window, kind: YearKind | null): string {
	const [first, last] = [period.from.slice(0, 4), period.to.slice(0, 4)];
	const days = `${period.from.slice(5)} ${period.to.slice(5)}`;
	if (kind === 'school' && days === '09-01 08-31' && Number(last) === Number(first) + 1)
		return m.intake_school_year({ years: `${first}–${last}` });
	if (days === '01-01 12-31')
		return first === last
			? m.intake_year({ year: first })
			: m.intake_years({ years: `${first}–${last}` });
	return wordWindow(period);
}

/** «1 мая – 30 сент. 2027». */
export function wordWindow({ from, to }: Window): string {
	if (from === to) return wordDay(from);
	const sameYear = from.slice(0, 4) === to.slice(0, 4);
	return `${wordDay(from, !sameYear)} – ${wordDay(to)}`;
}

function wordDay(day: string, withYear = true): string {
	return formatter({
		day: 'numeric',
		month: 'short',
		...(withYear ? { year: 'numeric' } : {}),
		timeZone: 'UTC'
	})
		.format(new Date(`${day}T00:00:00Z`))
		.replace(/\s?г\.$/, '')
		.replace(/^(\d+) /, '$1 ');
}

/** What a correction did, as a short sentence: «Срок № 20: до 4 декабря». */
export function wordMend(mend: Mend, sheet: Sheet): string {
	switch (mend.kind) {
		case 'set':
			return m.intake_did_set({
				row: nameOf(sheet, mend.key),
				change: wordFields(mend.fields)
			});
		case 'join':
			return m.intake_did_join({ row: nameOf(sheet, mend.key) });
		case 'split':
			return m.intake_did_split({ row: nameOf(sheet, mend.key) });
		case 'remove':
			return m.intake_did_remove({ row: nameOf(sheet, mend.key) });
		case 'restore':
			return m.intake_did_restore({ row: nameOf(sheet, mend.key) });
		case 'add':
			return m.intake_did_add({ text: short(mend.text) });
		case 'heading':
			return m.intake_did_heading({ text: short(mend.title) });
		case 'to-section':
			return m.intake_did_to_section({ row: nameOf(sheet, mend.key) });
		case 'to-measure':
			return m.intake_did_to_measure({ row: nameOf(sheet, mend.key) });
		case 'section':
			return m.intake_did_section({ row: nameOf(sheet, mend.key) });
		case 'place':
		case 'place-new':
			return m.intake_did_place();
		case 'dismiss':
			return m.intake_did_dismiss();
		case 'settle':
			return m.intake_did_settle();
		case 'renumber':
			return m.intake_did_renumber({ row: nameOf(sheet, mend.key) });
		case 'party':
			return m.intake_did_party({ from: mend.from, to: mend.to });
		case 'head':
			return m.intake_did_head();
		case 'columns':
			return m.intake_did_columns({ table: mend.table });
	}
}

/** «№ 20» or the first words of a row without a number. */
export function nameOf(sheet: Sheet, key: string): string {
	const item = sheet.items.find((each) => each.key === key);
	if (!item) return '';
	if (item.kind === 'section') return `«${short(item.title)}»`;
	return item.number ? `№ ${item.number}` : `«${short(item.text)}»`;
}

function wordFields(fields: Fields): string {
	const names = {
		number: m.intake_number,
		text: m.intake_text,
		term: m.intake_term,
		dates: m.intake_term,
		responsible: m.intake_responsible,
		result: m.intake_result,
		notes: m.intake_notes,
		lane: m.intake_lane
	};
	return (Object.keys(fields) as (keyof Fields)[])
		.filter((field) => field !== 'repeats')
		.map((field) => {
			const value = field === 'dates' ? wordDates(fields.dates) : fields[field];
			const text = Array.isArray(value) ? value.join(', ') : String(value ?? '');
			return `${names[field]().toLocaleLowerCase()} — ${text === '' ? m.intake_empty() : short(text)}`;
		})
		.join('; ');
}

function wordDates(dates: Window[] | null | undefined): string {
	if (!dates) return m.intake_by_phrase();
	return dates.slice(0, 3).map(wordWindow).join(', ') + (dates.length > 3 ? ' …' : '');
}

function short(text: string): string {
	return text.length <= 60 ? text : `${text.slice(0, 57).trimEnd()}…`;
}
