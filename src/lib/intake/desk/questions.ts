/** Each doubt in plain words, with the likely answers as corrections that one press makes. */

import { m } from '#lib/paraglide/messages.js';
import { briefTerm } from '../../calendar/calendar.ts';
import type { Term } from '../../calendar/term.ts';
import type { ColumnRole, MeasureField } from '../draft.ts';
import type { Locale } from '../refusals.ts';
import { wordWarning } from '../warnings.ts';
import { termChoices } from './choices.ts';
import { likelyPeriods, usualParties, type Doubt } from './doubts.ts';
import type { Mend } from './mend.ts';
import { contextOf, liveMeasures, type MeasureItem, type Sheet } from './sheet.ts';
import { roleWord } from './roles.ts';
import { wordPeriod } from './words.ts';

export interface QuestionView {
	id: string;
	field: MeasureField | null;
	text: string;
	answers: AnswerView[];
	/** Where another answer can be given: a form of the row, of the plan, or of the columns. */
	other: { label: string; form: Form } | null;
}

export type Form = MeasureField | 'split' | 'plan' | 'columns' | 'place';

export interface AnswerView {
	label: string;
	mend: Mend;
	/** Lets things stand: drawn without a border, as a way out. */
	quiet: boolean;
}

interface Frame {
	sheet: Sheet;
	/** Every open doubt: those of one kind can be settled together. */
	doubts: Doubt[];
	locale: Locale;
	/** The server's day, for likely periods. */
	today: string;
	/** Name of the file without its ending. */
	fileName: string;
}

/** The question of a doubt. */
export function questionOf(doubt: Doubt, frame: Frame): QuestionView {
	const item = frame.sheet.items.find(({ key }) => key === doubt.key);
	const measure = item?.kind === 'measure' ? item : null;
	const asked = measure ? ofMeasure(doubt, measure, frame) : ofWhole(doubt, frame);
	return {
		id: doubt.id,
		field: doubt.field,
		...asked,
		answers: [...asked.answers, ...allAlike(doubt, frame.doubts)]
	};
}

/** Doubts that come in crowds and are mostly groundless: one press may settle all of a kind. */
const crowding = new Set(['row-joined', 'rows-gathered', 'result-missing', 'possible-misprint']);

function allAlike({ code }: Doubt, doubts: Doubt[]): AnswerView[] {
	if (!crowding.has(code)) return [];
	const alike = doubts.filter((each) => each.code === code).map(({ id }) => id);
	if (alike.length < 3) return [];
	return [
		{
			label: m.intake_all_alike({ n: alike.length }),
			mend: { kind: 'settle', doubts: alike },
			quiet: true
		}
	];
}

type Asked = Omit<QuestionView, 'id' | 'field'>;

const answer = (label: string, mend: Mend): AnswerView => ({ label, mend, quiet: false });
const settle = (label: string, doubt: Doubt): AnswerView => ({
	label,
	mend: { kind: 'settle', doubts: [doubt.id] },
	quiet: true
});

function ofWhole(doubt: Doubt, { sheet, locale, today, fileName }: Frame): Asked {
	const { values } = doubt;
	switch (doubt.code) {
		case 'no-measures':
			return { text: m.intake_ask_no_measures(), answers: [], other: columnsForm() };
		case 'no-period':
			return {
				text: m.intake_ask_no_period(),
				answers: likelyPeriods(today).map(({ kind, period }) =>
					answer(wordPeriod(period, kind), { kind: 'head', head: { period, yearKind: kind } })
				),
				other: { label: m.intake_give_dates(), form: 'plan' }
			};
		case 'period-guessed':
			return {
				text: m.intake_ask_period_guessed({ by: String(values.by) }),
				answers: sheet.head.period
					? [{ ...settle(wordPeriod(sheet.head.period, sheet.head.yearKind), doubt), quiet: false }]
					: [],
				other: { label: m.intake_other_period(), form: 'plan' }
			};
		case 'no-title':
			return {
				text: m.intake_ask_no_title(),
				answers: [answer(`«${fileName}»`, { kind: 'head', head: { title: fileName } })],
				other: { label: m.intake_write(), form: 'plan' }
			};
		case 'unplaced':
			return ofUnplaced(doubt, sheet);
		case 'same-person':
			return ofSamePerson(doubt);
		case 'head-guessed':
		case 'no-head':
			return {
				text:
					doubt.code === 'no-head'
						? m.intake_ask_no_head({ table: String(values.table) })
						: m.intake_ask_head({
								head: String(values.head),
								role: roleWord(String(values.role) as ColumnRole)
							}),
				answers: [{ ...settle(m.intake_right(), doubt), quiet: false }],
				other: columnsForm()
			};
		default:
			return {
				text: worded(doubt, locale),
				answers: [settle(m.intake_seen(), doubt)],
				other: null
			};
	}
}

const columnsForm = () => ({ label: m.intake_change_columns(), form: 'columns' as const });

function ofUnplaced({ values }: Doubt, sheet: Sheet): Asked {
	const cell = String(values.cell);
	const after = liveMeasures(sheet).at(-1)?.key ?? null;
	return {
		text: m.intake_ask_unplaced({ text: String(values.text) }),
		answers: [
			answer(m.intake_as_measure(), { kind: 'place-new', cell, after, newKey: 'new' }),
			{ label: m.intake_dismiss(), mend: { kind: 'dismiss', cell }, quiet: true }
		],
		other: { label: m.intake_place(), form: 'place' }
	};
}

function ofSamePerson(doubt: Doubt): Asked {
	const [one, other] = [String(doubt.values.one), String(doubt.values.other)];
	return {
		text: m.intake_ask_same_person({ one, other }),
		answers: [
			answer(m.intake_everywhere({ name: one }), { kind: 'party', from: other, to: one }),
			answer(m.intake_everywhere({ name: other }), { kind: 'party', from: one, to: other }),
			settle(m.intake_different_people(), doubt)
		],
		other: null
	};
}

function ofMeasure(doubt: Doubt, item: MeasureItem, frame: Frame): Asked {
	const { code, values } = doubt;
	const { key } = item;
	switch (code) {
		case 'number-gap':
			return {
				text: m.intake_ask_number_gap({ missing: String(values.missing) }),
				answers: [
					{ ...settle(m.intake_gap_stands(), doubt), quiet: false },
					answer(m.intake_renumber(), { kind: 'renumber', key, by: -Number(values.gap) })
				],
				other: { label: m.intake_other_number(), form: 'number' }
			};
		case 'number-repeats':
			return {
				text: m.intake_ask_number_repeats({ number: String(values.number) }),
				answers: [
					{ ...settle(m.intake_as_in_document(), doubt), quiet: false },
					answer(m.intake_renumber(), { kind: 'renumber', key, by: 1 })
				],
				other: { label: m.intake_other_number(), form: 'number' }
			};
		case 'no-responsible':
			return {
				text: m.intake_ask_no_responsible(),
				answers: [
					...likelyParties(frame.sheet, item).map((party) =>
						answer(party, { kind: 'set', key, fields: { responsible: [party] } })
					),
					settle(m.intake_leave_empty(), doubt)
				],
				other: { label: m.intake_write(), form: 'responsible' }
			};
		case 'no-term':
			return {
				text: m.intake_ask_no_term(),
				answers: [
					...(frame.sheet.head.period
						? [
								answer(m.intake_whole_plan(), {
									kind: 'set',
									key,
									fields: { dates: [frame.sheet.head.period] }
								})
							]
						: []),
					settle(m.intake_leave_empty(), doubt)
				],
				other: { label: m.intake_give_dates(), form: 'term' }
			};
		case 'same-person':
			return ofSamePerson(doubt);
		case 'no-text':
			return {
				text: m.intake_ask_no_text(),
				answers: [answer(m.intake_remove(), { kind: 'remove', key })],
				other: { label: m.intake_write(), form: 'text' }
			};
		default:
			return code.startsWith('term-') ? ofTerm(doubt, item, frame) : ofReader(doubt, item, frame);
	}
}

function ofTerm(doubt: Doubt, item: MeasureItem, { sheet, locale }: Frame): Asked {
	const choices = termChoices(item.term, sheet.head);
	return {
		text: termQuestion(doubt.code, item.term.phrase),
		answers: [
			...choices.map((term) => {
				const label = briefTerm(term, locale, contextOf(sheet.head));
				// the present reading only needs to be confirmed
				if (sameDates(term, item.term)) return { ...settle(label, doubt), quiet: false };
				const repeats = term.recurrence ? { repeats: term.recurrence } : {};
				const fields = { dates: term.occurrences, ...repeats };
				return answer(label, { kind: 'set', key: item.key, fields });
			}),
			...(choices.length < 2 ? [settle(m.intake_without_dates(), doubt)] : [])
		],
		other: { label: m.intake_give_dates(), form: 'term' }
	};
}

const sameDates = (one: Term, other: Term): boolean =>
	JSON.stringify(one.occurrences) === JSON.stringify(other.occurrences);

function termQuestion(code: string, phrase: string): string {
	switch (code) {
		case 'term-crosses-school-year':
			return m.intake_ask_term_crosses();
		case 'term-outside-plan':
			return m.intake_ask_term_outside();
		case 'term-impossible-date':
			return m.intake_ask_term_impossible({ phrase });
		case 'term-nothing-understood':
			return m.intake_ask_term_unknown({ phrase });
		case 'term-backwards-range':
			return m.intake_ask_term_backwards();
		case 'term-until-period':
			return m.intake_ask_term_until();
		case 'term-mistyped-word':
		case 'term-missing-comma':
			return m.intake_ask_term_mistyped();
		default:
			return m.intake_ask_term_unsure();
	}
}

function ofReader(doubt: Doubt, item: MeasureItem, { sheet, locale }: Frame): Asked {
	const { key } = item;
	const write = { label: m.intake_write(), form: doubt.field ?? ('text' as const) };
	switch (doubt.code) {
		case 'row-joined':
		case 'rows-gathered':
			return {
				text:
					doubt.code === 'row-joined' ? m.intake_ask_row_joined() : m.intake_ask_rows_gathered(),
				answers: [{ ...settle(m.intake_one_measure(), doubt), quiet: false }],
				other: { label: m.intake_split(), form: 'split' }
			};
		case 'word-cut':
			return {
				text: m.intake_ask_word_cut({ word: String(doubt.values.word) }),
				answers: [...joinedWord(doubt, item), settle(m.intake_as_printed(), doubt)],
				other: write
			};
		case 'no-number': {
			const measures = liveMeasures(sheet);
			const before = measures[measures.findIndex((each) => each.key === key) - 1];
			return {
				text: m.intake_ask_no_number(),
				answers: [
					{ ...settle(m.intake_own_measure(), doubt), quiet: false },
					...(before
						? [answer(m.intake_join_previous(), { kind: 'join', key, other: before.key })]
						: [])
				],
				other: { label: m.intake_other_number(), form: 'number' }
			};
		}
		case 'result-missing':
			return {
				text: m.intake_ask_no_result(),
				answers: [settle(m.intake_leave_empty(), doubt)],
				other: write
			};
		case 'possible-misprint':
			return {
				text: m.intake_ask_misprint({ word: String(doubt.values.word) }),
				answers: [settle(m.intake_as_printed(), doubt)],
				other: { ...write, label: m.intake_correct() }
			};
		default:
			return {
				text: worded(doubt, locale),
				answers: [settle(m.intake_right(), doubt)],
				other: write
			};
	}
}

/** «про- граммы» with its halves put together: as one word, or as two with a hyphen. */
function joinedWord({ values }: Doubt, item: MeasureItem): AnswerView[] {
	const word = String(values.word ?? '');
	if (word === '' || !item.text.includes(word)) return [];
	const wholes = [word.replace(/-\s*|\s+/, ''), word.replace(/\s+/, '')];
	return [...new Set(wholes)]
		.filter((whole) => whole !== word)
		.map((whole) =>
			answer(`«${whole.replace(/[,.;:]$/, '')}»`, {
				kind: 'set',
				key: item.key,
				fields: { text: item.text.replace(word, whole) }
			})
		);
}

/** Who answers for the measure before, then who answers most often. */
function likelyParties(sheet: Sheet, item: MeasureItem): string[] {
	const measures = liveMeasures(sheet);
	const before = measures[measures.indexOf(item) - 1]?.responsible ?? [];
	return [...new Set([...before.slice(0, 1), ...usualParties(sheet, 2)])].slice(0, 2);
}

/** The reader's sentence without the place: the place is shown beside it. */
function worded({ warning, code }: Doubt, locale: Locale): string {
	if (!warning) return code;
	const { values } = warning;
	return wordWarning({ code, measure: null, values }, locale);
}
