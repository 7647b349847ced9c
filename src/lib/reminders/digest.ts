/** The letter of a morning as text. Pure: what is told is given. */
import { m } from '#lib/paraglide/messages.js';
import type { PlainDate } from '../calendar/term.ts';
import {
	kinds,
	type Item,
	type Kind,
	type Language,
	type SurveyGroup,
	type Telling,
	type Told
} from './model.ts';

/** Longer texts are cut at a word: the page has all of it. */
const LONGEST = 180;

export interface Letter {
	subject: string;
	text: string;
}

export interface Addressee {
	language: Language;
	/** Given name and patronymic, or what there is of a name. */
	name: string;
	/** The morning's day where the addressee is. */
	day: PlainDate;
	/** Public address of the application, without a slash at its end. */
	origin: string;
}

/** The letter, without its foot; null when there is nothing to tell. */
export function composeDigest(telling: Telling, to: Addressee): Letter | null {
	const told = kinds.flatMap((kind) => {
		const found = telling[kind];
		return found && found.items.length > 0 ? [{ kind, ...found }] : [];
	});
	if (told.length === 0) return null;
	const locale = { locale: to.language };
	// a letter about one organisation does not repeat its name in every line
	const owners = new Set(told.flatMap(({ items }) => items.map(({ owner }) => owner)));
	const parts = told.map(({ kind, ...found }) => partOf(kind, found, to, owners.size > 1));
	const summary = told
		.map(({ kind, total }) => m.digest_count({ what: counts[kind]({}, locale), total }, locale))
		.join(', ');
	return {
		subject: `${dayMonth(to.day, to.language)}: ${summary}`,
		text: [m.digest_greeting({ name: to.name }, locale), ...parts].join('\n\n\n')
	};
}

/** The letter in which somebody reminds of what is late, without its foot. */
export function composeNudge(
	late: Told,
	to: Addressee,
	{ who, owner }: { who: string; owner: string }
): Letter {
	const locale = { locale: to.language };
	const owners = new Set(late.items.map((item) => item.owner));
	return {
		subject: m.nudge_subject({ who, total: late.total }, locale),
		text: [
			`${m.digest_greeting({ name: to.name }, locale)}\n\n${m.nudge_lead({ who, owner }, locale)}`,
			partOf('late', late, to, owners.size > 1)
		].join('\n\n\n')
	};
}

function partOf(kind: Kind, { items, total }: Told, to: Addressee, named: boolean): string {
	const locale = { locale: to.language };
	const lines = items.map((item) => lineOf(item, to, named));
	const rest = total - items.length;
	if (rest > 0) lines.push(m.digest_rest({ count: rest, link: `${to.origin}/` }, locale));
	return [`${titles[kind]({}, locale).toUpperCase()} (${total})`, ...lines].join('\n\n');
}

/** What stands under every letter; `secret` opens the page that turns letters off. */
export function footOf(language: Language, origin: string, secret: string): string {
	return m.digest_foot(
		{ settings: `${origin}/account/reminders`, off: unsubscribeLink(origin, secret) },
		{ locale: language }
	);
}

export function unsubscribeLink(origin: string, secret: string): string {
	return `${origin}/unsubscribe/${secret}`;
}

function lineOf(item: Item, { language, day, origin }: Addressee, named: boolean): string {
	const number = item.number ? `${item.number.replace(/\.$/, '')}. ` : '';
	const first = `— ${number}${cut(item.text)}`;
	const notes = [noteOf(item, language, day), named && item.kind !== 'schools' ? item.owner : '']
		.filter(Boolean)
		.join('; ');
	return [first, notes, `${origin}${item.path}`]
		.filter(Boolean)
		.map((line, index) => (index === 0 ? line : `  ${line}`))
		.join('\n');
}

/** What there is to know beside the text: until when, from whom, how many. */
function noteOf(
	{ kind, due, who, said, count, groups }: Item,
	language: Language,
	today: PlainDate
): string {
	const locale = { locale: language };
	if (kind === 'late' && due) return m.digest_was_due({ day: dated(due, language, today) }, locale);
	if (kind === 'report' && due)
		return due < today
			? m.digest_report_was_due({ day: dated(due, language, today) }, locale)
			: m.digest_report_due({ day: dated(due, language, today) }, locale);
	if (kind === 'survey' && due) {
		const names = (groups ?? []).map((group) => groupNames[group]({}, locale)).join(', ');
		return m.digest_survey({ day: dated(due, language, today), groups: names }, locale);
	}
	if (kind === 'soon' && due) return m.digest_due({ day: dated(due, language, today) }, locale);
	if (kind === 'verify' && who) return m.digest_reported({ who }, locale);
	if (kind === 'schools') return m.digest_school_late({ count: count ?? 0 }, locale);
	if ((kind === 'returned' || kind === 'mention') && said)
		return who
			? m.digest_said({ who, said: cut(said) }, locale)
			: m.digest_returned({ said: cut(said) }, locale);
	return '';
}

/** With its year where that is not this one. */
function dated(date: PlainDate, language: Language, today: PlainDate): string {
	const year = date.slice(0, 4);
	return `${dayMonth(date, language)}${year === today.slice(0, 4) ? '' : `\u00a0${year}`}`;
}

function dayMonth(date: PlainDate, language: Language): string {
	return days[language].format(new Date(`${date}T00:00:00Z`)).replace(/^(\d+) /, '$1\u00a0');
}

// made once: each takes a moment and much memory
const days: Record<Language, Intl.DateTimeFormat> = {
	ru: dayMonthFormat('ru-RU'),
	en: dayMonthFormat('en-GB')
};

function dayMonthFormat(tag: string): Intl.DateTimeFormat {
	return new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', timeZone: 'UTC' });
}

function cut(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	if (line.length <= LONGEST) return line;
	const head = line.slice(0, LONGEST);
	return `${head.slice(0, Math.max(head.lastIndexOf(' '), LONGEST / 2)).trimEnd()}…`;
}

type Sentence = (given: Record<string, never>, options: { locale: Language }) => string;

const titles: Record<Kind, Sentence> = {
	late: m.reminder_kind_late,
	returned: m.reminder_kind_returned,
	today: m.reminder_kind_today,
	soon: m.reminder_kind_soon,
	report: m.reminder_kind_report,
	survey: m.reminder_kind_survey,
	verify: m.reminder_kind_verify,
	agree: m.reminder_kind_agree,
	mention: m.reminder_kind_mention,
	schools: m.reminder_kind_schools
};

const groupNames: Record<SurveyGroup, Sentence> = {
	head: m.diag_audience_head,
	teachers: m.diag_audience_teachers,
	pupils: m.diag_audience_pupils,
	parents: m.diag_audience_parents
};

/** The kinds as the subject counts them. */
const counts: Record<Kind, Sentence> = {
	late: m.digest_count_late,
	returned: m.digest_count_returned,
	today: m.digest_count_today,
	soon: m.digest_count_soon,
	report: m.digest_count_report,
	survey: m.digest_count_survey,
	verify: m.digest_count_verify,
	agree: m.digest_count_agree,
	mention: m.digest_count_mention,
	schools: m.digest_count_schools
};
