/** What an order approves: a roadmap's text with the ids of its parts, and its digest. */
import { createHash } from 'node:crypto';
import type { PlainDate, Term, Window } from '../../calendar/term.ts';
import type { Roadmap, RoadmapHead } from '../model.ts';
import { outlineOf } from '../outline.ts';
import type { Level, RoadmapSnapshot, YearKind } from '../snapshot.ts';

export interface VersionContent {
	head: ContentHead;
	/** In print order. */
	sections: ContentSection[];
	/** In print order. */
	measures: ContentMeasure[];
}

export interface ContentHead {
	title: string;
	level: Level;
	/** Full name of the owner. */
	owner: string;
	period: Window;
	yearKind: YearKind;
	signatory: { post: string; name: string } | null;
	lanes: string[];
}

export interface ContentSection {
	/** Id in the roadmap in force, also in a draft of the next version; a new one's own. */
	id: string;
	parentId: string | null;
	title: string;
}

export interface ContentMeasure {
	/** As for sections. */
	id: string;
	sectionId: string | null;
	number: string | null;
	/** Name of the lane. */
	lane: string | null;
	row: number | null;
	text: string;
	term: Term;
	responsible: string[];
	result: string | null;
	notes: string | null;
	factors: number[];
}

/** What an order would approve of the roadmap as it stands. */
export function contentOf({ head, sections, measures }: Roadmap): VersionContent {
	const lasting = new Map(sections.map(({ id, originId }) => [id, originId ?? id]));
	const sectionId = (id: string | null): string | null =>
		id === null ? null : (lasting.get(id) ?? null);
	const entries = outlineOf({ sections, measures });
	return {
		head: contentHead(head),
		sections: entries.flatMap(({ section }) =>
			section
				? {
						id: section.originId ?? section.id,
						parentId: sectionId(section.parentId),
						title: section.title
					}
				: []
		),
		measures: entries.flatMap((entry) =>
			entry.measures.map((measure) => ({
				id: measure.originId ?? measure.id,
				sectionId: sectionId(measure.sectionId),
				number: measure.number,
				lane: measure.lane === null ? null : (head.lanes[measure.lane] ?? null),
				row: measure.row,
				text: measure.text,
				term: measure.term,
				responsible: measure.responsible.map(({ text }) => text),
				result: measure.result,
				notes: measure.notes,
				factors: measure.factors
			}))
		)
	};
}

function contentHead(head: RoadmapHead): ContentHead {
	return {
		title: head.title,
		level: head.level,
		owner: head.owner.name,
		period: head.period,
		yearKind: head.yearKind,
		signatory: head.signatory,
		lanes: head.lanes
	};
}

/** A version as plain values, for what exports print; `order` is the one that approved it. */
export function snapshotOfContent(
	{ head, sections, measures }: VersionContent,
	order: { number: string; date: PlainDate; issuer: string } | null
): RoadmapSnapshot {
	const byId = new Map(sections.map((section) => [section.id, section]));
	const pathOf = (id: string | null): string[] => {
		const section = id === null ? undefined : byId.get(id);
		return section ? [...pathOf(section.parentId), section.title] : [];
	};
	return {
		...head,
		order,
		sections: sections.map(({ id }) => ({ path: pathOf(id) })),
		measures: measures.map((measure) => ({
			number: measure.number,
			sectionPath: pathOf(measure.sectionId),
			lane: measure.lane,
			row: measure.row,
			text: measure.text,
			term: measure.term,
			responsible: measure.responsible,
			result: measure.result,
			notes: measure.notes,
			factors: measure.factors
		}))
	};
}

/** SHA-256 of the content, the same however its keys were ordered on the way. */
export function digestOf(content: VersionContent): string {
	return createHash('sha256')
		.update(JSON.stringify(sorted(content)))
		.digest('hex');
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}
