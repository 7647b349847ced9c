/**
 * Opora's own file of a roadmap: UTF-8 JSON
 * `{ "format": "opora-roadmap", "version": 1, "roadmap": RoadmapSnapshot }`.
 * `version` grows when a field changes its meaning; fields that are not known are passed over.
 */
import { z } from 'zod';
import type { RoadmapSnapshot } from '../snapshot.ts';

const FORMAT = 'opora-roadmap';
const VERSION = 1;

/** Bounds of a file that anybody may hand in. */
const MOST = { measures: 5_000, text: 20_000, list: 200, bytes: 32 * 1024 * 1024 };

const text = z.string().max(MOST.text);
const filled = text.min(1);
const date = z.iso.date();
const list = <T extends z.ZodType>(of: T) => z.array(of).max(MOST.list);

const window = z
	.object({ from: date, to: date })
	.refine(({ from, to }) => from <= to, { error: 'начало позже конца' });

const term = z.object({
	phrase: text,
	kind: z.enum([
		'dates',
		'recurring',
		'continuous',
		'external',
		'event',
		'need',
		'blank',
		'unknown'
	]),
	window: window.nullable(),
	occurrences: z.array(window).max(MOST.measures),
	recurrence: z
		.union([
			z.enum(['daily', 'weekly', 'monthly', 'quarterly', 'half-yearly', 'yearly']),
			z.templateLiteral(['every-', z.int().positive(), '-weeks'])
		])
		.nullable(),
	confidence: z.number().min(0).max(1),
	doubts: list(
		z.enum([
			'impossible-date',
			'nothing-understood',
			'empty-phrase',
			'year-assumed',
			'outside-plan',
			'mistyped-word',
			'missing-comma',
			'crosses-school-year',
			'backwards-range',
			'until-period',
			'relative-year',
			'weekday-mismatch',
			'words-ignored'
		])
	)
});

const measure = z.object({
	number: text.nullable(),
	sectionPath: list(filled),
	lane: text.nullable(),
	row: z.int().nullable(),
	text,
	term,
	responsible: list(filled),
	result: text.nullable(),
	notes: text.nullable(),
	factors: list(z.int().min(1).max(17))
});

const roadmap = z
	.object({
		title: filled,
		level: z.enum(['region', 'municipality', 'school']),
		owner: text,
		period: window,
		yearKind: z.enum(['calendar', 'school']),
		order: z.object({ number: text, date, issuer: text }).nullable(),
		signatory: z.object({ post: text, name: text }).nullable(),
		lanes: list(filled),
		sections: z.array(z.object({ path: list(filled).min(1) })).max(MOST.measures),
		measures: z.array(measure).max(MOST.measures)
	})
	.superRefine(({ lanes, measures }, context) => {
		for (const [i, { lane }] of measures.entries()) {
			if (lane !== null && !lanes.includes(lane)) {
				context.addIssue({
					code: 'custom',
					path: ['measures', i, 'lane'],
					message: `уровня «${lane}» нет в списке «lanes»`
				});
			}
		}
	});

const file = z.object({ format: z.literal(FORMAT), version: z.literal(VERSION), roadmap });

/** Why a JSON file is not a roadmap. `place` is a path such as `roadmap.measures[3].term`. */
export class RoadmapJsonError extends Error {
	readonly place: string;
	constructor(message: string, place = '') {
		super(message);
		this.name = 'RoadmapJsonError';
		this.place = place;
	}
}

/** The roadmap as a JSON file, indented by tabs so that people can read and compare it. */
export function roadmapJson(snapshot: RoadmapSnapshot): string {
	const { roadmap } = file.shape;
	return `${JSON.stringify({ format: FORMAT, version: VERSION, roadmap: roadmap.parse(snapshot) }, null, '\t')}\n`;
}

/** Reads what `roadmapJson` wrote. Throws `RoadmapJsonError` with the place and the remedy. */
export function readRoadmapJson(source: string): RoadmapSnapshot {
	if (source.length > MOST.bytes) {
		throw new RoadmapJsonError('Файл больше 32 МБ: дорожная карта столько не занимает.');
	}
	const value = parsed(source);
	const head = z.object({ format: z.unknown(), version: z.unknown() }).safeParse(value);
	if (!head.success || head.data.format !== FORMAT) {
		throw new RoadmapJsonError(
			`Это не дорожная карта Опоры: нет «"format": "${FORMAT}"». Выгрузите карту в JSON заново.`
		);
	}
	if (head.data.version !== VERSION) {
		throw new RoadmapJsonError(
			`Версия файла ${String(head.data.version)}, эта Опора читает версию ${VERSION}. ` +
				'Обновите программу или выгрузите карту из той же версии.',
			'version'
		);
	}
	const read = file.safeParse(value, { error: worded });
	if (read.success) return read.data.roadmap;
	const first = read.error.issues[0];
	const place = first ? placeOf(first.path) : '';
	const others = read.error.issues.length - 1;
	throw new RoadmapJsonError(
		`В файле ошибка, место: ${place}. ${first?.message ?? ''}` +
			(others > 0 ? `. Ещё ошибок: ${others}` : '') +
			'. Исправьте файл или выгрузите карту заново.',
		place
	);
}

function parsed(source: string): unknown {
	try {
		return JSON.parse(source.replace(/^\ufeff/, ''));
	} catch (error) {
		const detail = error instanceof Error ? error.message : '';
		throw new RoadmapJsonError(
			`Файл не читается как JSON (${detail}). Выгрузите карту заново и не правьте её в Word.`
		);
	}
}

function placeOf(path: PropertyKey[]): string {
	return path
		.map((step) => (typeof step === 'number' ? `[${step + 1}]` : `.${String(step)}`))
		.join('')
		.slice(1);
}

/** The commonest faults in Russian; rarer ones keep the message of the schema. */
function worded(issue: { code?: string; input?: unknown; values?: unknown[] }): string | undefined {
	if (issue.code === 'invalid_type') {
		return issue.input === undefined ? 'поля нет' : 'значение другого вида';
	}
	if (issue.code === 'invalid_format') return 'дата пишется так: 2026-11-20';
	if (issue.code === 'invalid_value') {
		return `можно только: ${(issue.values ?? []).map(String).join(', ')}`;
	}
	if (issue.code === 'too_big') return 'слишком много';
	if (issue.code === 'too_small') return 'пусто или меньше возможного';
	return undefined;
}
