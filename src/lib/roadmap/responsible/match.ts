/** Whom a responsible party means, from what is printed and from who is known. */
import type { Role } from '../../people/access.ts';
import { basesOf, fold } from './declension.ts';
import { bareSurname, besideNames, namesIn, type WrittenName } from './names.ts';
import {
	candidatesFor,
	SURE,
	type Candidate,
	type KnownPerson,
	type NameReason
} from './people.ts';
import { areaOf, nominativePost, titleOf, type Title } from './titles.ts';

export interface KnownOrganisation {
	id: string;
	/** As in `organisation.kind`. */
	kind: string;
	name: string;
	shortName: string;
	/** Stands with the roadmap's organisation, above it, or is an office of one above. */
	near: boolean;
}

/** Who and what may be meant in the roadmaps of one organisation. */
export interface Known {
	/** The organisation whose roadmap it is. */
	ownerId: string;
	people: readonly KnownPerson[];
	organisations: readonly KnownOrganisation[];
	/** Who holds which role for that organisation today: in it or above it; curators of it. */
	holders: readonly { role: Role; personId: string }[];
}

/** `role` of a party that means a circle of people, not one. */
export const GROUP = 'group';

/** As `measure_party` keeps it: at most a person and the role held, an organisation, or a group. */
export interface Meaning {
	personId: string | null;
	organisationId: string | null;
	/** A role of `people/access.ts`, or `GROUP`. */
	role: string | null;
}

export type Reason =
	| NameReason
	/** The only one who holds the role, or has the post, in the roadmap's organisation. */
	| 'only-holder'
	| 'several-hold'
	| 'nobody-holds'
	/** The text speaks of many. */
	| 'group'
	| 'organisation'
	/** «РОО», «методическая служба»: the district has one. */
	| 'only-office'
	| 'several-named'
	/** A name that nobody known bears. */
	| 'unknown-name'
	| 'unclear';

export interface Match {
	/** Whom it means most likely; null where nothing is likely enough to offer. */
	meaning: Meaning | null;
	confidence: number;
	/** Unique and beyond doubt: linked without asking. */
	sure: boolean;
	reason: Reason;
	/** Others who may be meant. */
	others: Candidate[];
	/** Names read in the text. */
	names: WrittenName[];
}

const NOBODY: Meaning = { personId: null, organisationId: null, role: null };

/** Folded surnames under which the people of these texts may be known: what to ask the database for. */
export function surnamesOf(texts: readonly string[]): string[] {
	const written = new Set(
		texts.flatMap((text) => {
			const names = namesIn(text).map(({ surname }) => surname);
			const bare = names.length === 0 ? bareSurname(text) : null;
			return bare ? [bare] : names;
		})
	);
	return [...new Set([...written].flatMap(basesOf))];
}

/** Says whom texts mean in the roadmaps of `known.ownerId`. */
export function matcher(known: Known): (text: string) => Match {
	return (text) => {
		const names = namesIn(text);
		if (names.length > 1) return severalNamed(names, known);
		const name = names[0];
		if (name) return ofName(name, besideNames(text, names), known);
		const organisation = organisationOf(text, known.organisations);
		if (organisation) return organisation;
		const title = titleOf(text);
		if (title) return ofTitle(title, text, known);
		const surname = bareSurname(text);
		if (surname) {
			const parts = { surname, given: '', patronymic: '' };
			const bare = { text: surname, ...parts, printed: parts, start: 0 };
			const found = ofName(bare, '', known);
			if (found.reason !== 'unknown-name') return { ...found, names: [] };
		}
		return { ...none('unclear'), names: [] };
	};
}

function none(reason: Reason): Match {
	return { meaning: null, confidence: 0, sure: false, reason, others: [], names: [] };
}

function ofName(name: WrittenName, beside: string, known: Known): Match {
	const title = titleOf(beside);
	const [best, ...others] = candidatesFor(name, known.people, {
		ownerId: known.ownerId,
		post: beside
	});
	if (!best) return { ...none('unknown-name'), names: [name] };
	return {
		meaning: {
			...NOBODY,
			personId: best.personId,
			role: title?.kind === 'duty' && !title.many ? title.role : null
		},
		confidence: best.confidence,
		sure: best.confidence >= SURE,
		reason: best.reason,
		others,
		names: [name]
	};
}

/** One party is one person: several are to be parted first, by who edits. */
function severalNamed(names: WrittenName[], known: Known): Match {
	const others = names.flatMap((name) =>
		candidatesFor(name, known.people, { ownerId: known.ownerId, post: '' }).slice(0, 1)
	);
	return { ...none('several-named'), others, names };
}

function ofTitle(title: Title, text: string, known: Known): Match {
	if (title.kind === 'group') return certain({ ...NOBODY, role: GROUP }, 'group');
	const role = title.kind === 'duty' ? title.role : GROUP;
	if (title.many) return certain({ ...NOBODY, role }, 'group');
	const holders = title.kind === 'duty' ? holdersOf(title.role, known) : [];
	const found = holders.length > 0 ? holders : staffWithPost(text, known);
	if (found.length === 1) {
		const only = certain(
			{ ...NOBODY, personId: found[0]!, role: title.kind === 'duty' ? role : null },
			'only-holder'
		);
		// «директор Липов», «директор Лесной СОШ» may be of another than the one who holds it here
		return /(?<=\s)[«"]?\p{Lu}\p{Ll}+/u.test(text)
			? { ...only, sure: false, confidence: 0.6 }
			: only;
	}
	const duty = title.kind === 'duty';
	return {
		...certain({ ...NOBODY, role }, found.length === 0 ? 'nobody-holds' : 'several-hold'),
		// a duty stays a duty; a post of one person asks for that person
		confidence: duty ? 0.95 : 0.6,
		sure: duty,
		others: found.slice(0, 5).map((personId) => ({
			personId,
			confidence: 0.5,
			reason: 'several-bear'
		}))
	};
}

function certain(meaning: Meaning, reason: Reason): Match {
	return { meaning, confidence: 0.95, sure: true, reason, others: [], names: [] };
}

function holdersOf(role: Role, known: Known): string[] {
	const ids = known.holders.filter((held) => held.role === role).map(({ personId }) => personId);
	return [...new Set(ids)];
}

/** Staff of the roadmap's own organisation whose post is the printed one. */
function staffWithPost(text: string, known: Known): string[] {
	const [post, area] = [nominativePost(text), areaOf(text)];
	const staff = known.people.filter(
		(person) => person.organisationId === known.ownerId && nominativePost(person.post) === post
	);
	const inArea = area ? staff.filter((person) => areaOf(person.post) === area) : [];
	return (inArea.length > 0 ? inArea : staff).map(({ id }) => id);
}

const LEGAL_FORM =
	/(?<!\p{L})(?:(?:[гм]?[бка]?д?оу|мбу|мку|мау|гбу|гау|ано|фгб(?:оу)?)(?: (?:до|дпо|спо|во))?)(?!\p{L})/gu;

/** Names compare without quotes, legal form, dots and the space after №. */
function plainName(name: string): string {
	return fold(name)
		.replace(/[«»"“”„.,]/g, ' ')
		.replace(/№\s*/g, '№ ')
		.replace(LEGAL_FORM, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}

/** Offices that papers name by what they are. */
const offices: [RegExp, string][] = [
	[
		/^(?:роо|муо|моуо|районо|горуно|(?:районн\S+|городск\S+) отдел\S* образования|(?:муниципальн\S+ )?(?:управлени|отдел|комитет|департамент)\S* (?:по )?образовани[юя])$/,
		'authority'
	],
	[
		/^(?:(?:районн\S+|муниципальн\S+|городск\S+)?\s?(?:информационно-)?методическ\S+ (?:служб|центр|кабинет)\S*|имц|ммс|рмк)$/,
		'methodical-service'
	],
	[/^(?:рцоко|региональн\S+ оператор)$/, 'regional-operator']
];

function organisationOf(text: string, organisations: readonly KnownOrganisation[]): Match | null {
	const name = plainName(text);
	if (name === '') return null;
	const named = organisations.filter(
		(each) => plainName(each.name) === name || plainName(each.shortName) === name
	);
	const near = named.filter((each) => each.near);
	const found = near.length > 0 ? near : named;
	if (found.length === 1)
		return certain({ ...NOBODY, organisationId: found[0]!.id }, 'organisation');
	const office = offices.find(([title]) => title.test(name));
	const likely = office ? organisations.filter((each) => each.near && each.kind === office[1]) : [];
	return likely.length === 1
		? certain({ ...NOBODY, organisationId: likely[0]!.id }, 'only-office')
		: null;
}
