/** What an order approves of a plan, and what has changed since. Pure. */
import { z } from 'zod';
import type { RoadmapSnapshot } from '../roadmap/snapshot.ts';
import type {
	Diagnosis,
	Line,
	Member,
	Order,
	Passport,
	Schools,
	Target,
	YearSettings
} from './model.ts';
import { lineSections, passportTexts } from './model.ts';

/** All that people wrote of a plan of one year, with the passport over all of them. */
export interface Written {
	passport: Passport;
	targets: Target[];
	members: Member[];
	orders: Order[];
	year: number;
	settings: YearSettings;
	/** Without what was typed of schools: that stands in `Schools`. */
	lines: Line[];
	/** Tasks of all years as the passport prints them. */
	tasks: string[];
}

/** What a version keeps apart from the schools it names. */
export interface Content {
	form: string;
	place: { name: string; shortName: string; kind: string };
	written: Written;
	diagnosis: Diagnosis;
	annex: RoadmapSnapshot | null;
}

/** Parts of which a page says that they differ from what was approved. */
export const writtenParts = [
	'passport',
	'targets',
	'members',
	'orders',
	'settings',
	...lineSections
] as const;
export type WrittenPart = (typeof writtenParts)[number];

/** What is compared; `schools` null where they are not for this reader. */
export interface Compared {
	written: Written;
	schools: Schools | null;
}

/** Parts that differ; facts by year, and what other rooms say of schools, are no change of a plan. */
export function changedParts(approved: Compared, now: Compared): WrittenPart[] {
	const [before, after] = [partsOf(approved), partsOf(now)];
	return writtenParts.filter(
		(part) =>
			before[part] !== after[part] &&
			(part !== 'deficits' || (approved.schools !== null && now.schools !== null))
	);
}

function partsOf({ written, schools }: Compared): Record<WrittenPart, string> {
	const { passport, targets, members, orders, settings } = written;
	const bySection = Object.fromEntries(
		lineSections.map((section) => [
			section,
			JSON.stringify(
				written.lines
					.filter((line) => line.section === section)
					.map(({ key, kept, text, term, source }) => [key, kept, text, term, source])
			)
		])
	) as Record<(typeof lineSections)[number], string>;
	return {
		passport: JSON.stringify([
			...[passport.title, passport.firstYear, passport.lastYear],
			...passportTexts.map((field) => passport[field])
		]),
		targets: JSON.stringify(
			targets.map(({ indicator, unit, baseline, measured, values }) => [
				...[indicator, unit, baseline, measured],
				values.filter(({ target }) => target !== null).map(({ year, target }) => [year, target])
			])
		),
		members: JSON.stringify(members.map(({ body, role, name, post }) => [body, role, name, post])),
		orders: JSON.stringify(
			orders.map(({ kind, number, dated, subject }) => [kind, number, dated, subject])
		),
		settings: JSON.stringify([
			...[settings.listYear, settings.campaignId, settings.diagnosisOrder, settings.diagnosisFrom],
			...[settings.diagnosisTo, settings.deficitsFrom, settings.roadmapId]
		]),
		...bySection,
		deficits: JSON.stringify(Object.entries(schools?.typed ?? {}).sort())
	};
}

/** A mark of all that was written: what was approved must be what the approver saw. */
export async function markOf(seen: Compared): Promise<string> {
	const bytes = new TextEncoder().encode(JSON.stringify(partsOf(seen)));
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	return Array.from(digest.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const kept = z.looseObject({ form: z.string(), written: z.looseObject({ year: z.number() }) });
const keptSchools = z.object({
	listed: z.array(z.looseObject({ schoolId: z.string() })),
	risky: z.array(z.looseObject({ schoolId: z.string() })),
	deficits: z.record(z.string(), z.array(z.string())),
	typed: z.record(z.string(), z.string())
});

/** What the database gives back of a version; it was written by `Content` and is never changed. */
export function readContent(stored: unknown): Content {
	return kept.parse(stored) as unknown as Content;
}

/** The same of its schools; null: not for this reader. */
export function readSchools(stored: unknown): Schools | null {
	return stored === null ? null : (keptSchools.parse(stored) as unknown as Schools);
}
