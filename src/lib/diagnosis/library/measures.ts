/**
 * The library of measures: written for Opora by facts of the field's papers, each with what it
 * answers, who does it, by when and how one sees that it was done. Data, read once. Pure.
 */
import { z } from 'zod';
import { deficits } from '../factors/factors.ts';
import { evidenceKinds } from '../../roadmap/evidence/kinds.ts';
import programme from './data/00-programme.json' with { type: 'json' };
import equipment from './data/01-equipment.json' with { type: 'json' };
import staff from './data/02-staff.json' with { type: 'json' };
import competence from './data/03-competence.json' with { type: 'json' };
import leadership from './data/04-leadership.json' with { type: 'json' };
import assessment from './data/05-assessment.json' with { type: 'json' };
import collaboration from './data/06-collaboration.json' with { type: 'json' };
import strugglingPupils from './data/07-struggling-pupils.json' with { type: 'json' };
import inclusion from './data/08-inclusion.json' with { type: 'json' };
import migrants from './data/09-migrants.json' with { type: 'json' };
import language from './data/10-language.json' with { type: 'json' };
import career from './data/11-career.json' with { type: 'json' };
import ethos from './data/12-ethos.json' with { type: 'json' };
import climate from './data/13-climate.json' with { type: 'json' };
import teacherEngagement from './data/14-teacher-engagement.json' with { type: 'json' };
import pupilMotivation from './data/15-pupil-motivation.json' with { type: 'json' };
import discipline from './data/16-discipline.json' with { type: 'json' };
import parents from './data/17-parents.json' with { type: 'json' };

/** Who acts, as in the roadmap of three lanes: authority, methodical service, school. */
export const libraryLevels = ['authority', 'service', 'school'] as const;
export type LibraryLevel = (typeof libraryLevels)[number];
/** `small` days of one person, `medium` weeks or several people, `large` months or money. */
export const efforts = ['small', 'medium', 'large'] as const;
export type Effort = (typeof efforts)[number];

const line = z.string().trim().min(3).max(500);
const known = new Set(deficits.map(({ number }) => number));

const measureSchema = z.strictObject({
	id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
	level: z.enum(libraryLevels),
	/** Numbers of the deficits it answers. */
	factors: z
		.array(z.int().refine((number) => known.has(number)))
		.min(1)
		.max(4),
	/** As a roadmap words it, in Russian: papers are. */
	text: line,
	/** The same in English, short. */
	title: line,
	/** A phrase that `readTerm` understands. */
	term: line,
	/** Roles, never names. */
	responsible: z.array(line).min(1).max(4),
	/** What will be seen, with a number to measure it by. */
	result: line,
	evidence: z.array(z.enum(evidenceKinds)).min(1),
	effort: z.enum(efforts),
	/** Measures of the library that must come first. */
	after: z.array(z.string())
});
export type LibraryMeasure = z.output<typeof measureSchema>;

/** A file for the programme as a whole, then one for each deficit in its order. */
const files = [
	...[programme, equipment, staff, competence, leadership, assessment, collaboration],
	...[strugglingPupils, inclusion, migrants, language, career, ethos, climate],
	...[teacherEngagement, pupilMotivation, discipline, parents]
].map((file) => z.array(measureSchema).parse(file));

/** All of them, those of the programme first, then by the deficit they chiefly answer. */
export const libraryMeasures: readonly LibraryMeasure[] = files.flat();

const chief = new Map(files.flatMap((file, number) => file.map(({ id }) => [id, number] as const)));

/** The deficit that a measure chiefly answers: of its own file, else the first it names. */
export function chiefFactor({ id, factors }: Pick<LibraryMeasure, 'id' | 'factors'>): number {
	return chief.get(id) || factors[0]!;
}

const byId = new Map(libraryMeasures.map((measure) => [measure.id, measure]));

/** The measure of that id, or null. */
export function findLibraryMeasure(id: string): LibraryMeasure | null {
	return byId.get(id) ?? null;
}

/** What must come before `measure`, and what waits for it. */
export function neighboursOf({ id, after }: Pick<LibraryMeasure, 'id' | 'after'>): {
	before: LibraryMeasure[];
	following: LibraryMeasure[];
} {
	return {
		before: after.flatMap((one) => byId.get(one) ?? []),
		following: libraryMeasures.filter((one) => one.after.includes(id))
	};
}
