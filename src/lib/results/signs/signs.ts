/**
 * Signs that results may not be objective (domain.md §1.4): a reason to look, with what was compared.
 * Never a verdict. Pure.
 */
import { z } from 'zod';
import given from '../data/signs.json' with { type: 'json' };

const part = z.number().min(0).max(1);
const limitsSchema = z.strictObject({
	version: z.int().positive(),
	source: z.strictObject({ text: z.string().min(1), certainty: z.enum(['press', 'own']) }),
	/** Of fewer participants, or fewer schools in the region, nothing is said. */
	fewestParticipants: z.int().positive(),
	fewestSchools: z.int().positive(),
	/** Above the region's share by so many points and standard deviations. */
	aboveRegion: z.strictObject({ points: part, deviations: z.number().positive() }),
	/** An exam confirms where it is above the region by more than this. */
	notConfirmed: z.strictObject({ examPoints: part }),
	/** The same children a grade later, against the region's own change. */
	jump: z.strictObject({ points: part, deviations: z.number().positive() }),
	/** Easy: solved by so many of the region and more; hard: by so many and fewer. */
	tasks: z.strictObject({
		...{ easyFrom: part, hardTo: part, fewest: z.int().positive() },
		...{ worse: part, better: part }
	})
});
export type Limits = z.output<typeof limitsSchema>;
/** The shipped limits; each is set by Opora's makers, as the sources name no numbers. */
export const limits: Limits = limitsSchema.parse(given);

export const signKinds = ['not-confirmed', 'above-region', 'jump', 'task-profile'] as const;
export type SignKind = (typeof signKinds)[number];

/** Who passed well: marks 4 and 5 where they are known, else whoever passed the minimum. */
export interface Passed {
	participants: number;
	well: number;
}

/** A procedure of a school in a year, beside the region's. */
export interface Compared {
	procedure: string;
	year: number;
	exam: string;
	subject: string;
	grade: number | null;
	school: Passed;
	region: Passed & { schools: number };
	/** What `well` counts. */
	by: 'marks' | 'minimum';
}

export interface TaskCompared {
	procedure: string;
	task: string;
	/** Shares solved, 0 … 1. */
	school: number;
	region: number;
	participants: number;
}

export interface Sign {
	kind: SignKind;
	procedure: string;
	/** What was compared, in shares of 0 … 1. */
	school: number;
	region: number;
	participants: number;
	/** The exam that does not confirm; the grade before; hard tasks. */
	other: { name: string; school: number; region: number } | null;
}

export interface SchoolToLookAt {
	/** A lyceum or gymnasium: its results may well be above the region's. */
	isAdvanced: boolean;
	/** Of the year and of the year before. */
	results: readonly Compared[];
	tasks: readonly TaskCompared[];
}

const exams = ['oge', 'ege'];

/** The signs of a school in `year`. */
export function findSigns(school: SchoolToLookAt, year: number, by: Limits = limits): Sign[] {
	const now = school.results.filter((one) => one.year === year && isEnough(one, by));
	const before = school.results.filter((one) => one.year === year - 1 && isEnough(one, by));
	const signs: Sign[] = [];
	for (const one of now) {
		if (one.exam !== 'vpr') continue;
		if (!school.isAdvanced) {
			const above = aboveRegion(one, now, by);
			if (above) signs.push(above);
		}
		const jumped = jump(one, before, by);
		if (jumped) signs.push(jumped);
	}
	const procedures = [...new Set(school.tasks.map(({ procedure }) => procedure))];
	for (const procedure of procedures) {
		const sign = taskProfile(
			school.tasks.filter((task) => task.procedure === procedure),
			by
		);
		if (sign) signs.push(sign);
	}
	return signs;
}

function isEnough({ school, region }: Compared, by: Limits): boolean {
	return school.participants >= by.fewestParticipants && region.schools >= by.fewestSchools;
}

const shareOf = ({ well, participants }: Passed): number => well / participants;

/** By how many standard deviations of a group of this size the school lies off `expected`. */
function deviations(school: Passed, expected: number): number {
	const spread = Math.sqrt((expected * (1 - expected)) / school.participants);
	return spread === 0 ? 0 : (shareOf(school) - expected) / spread;
}

function aboveRegion(one: Compared, now: readonly Compared[], by: Limits): Sign | null {
	const [school, region] = [shareOf(one.school), shareOf(one.region)];
	const isAbove =
		school - region >= by.aboveRegion.points &&
		deviations(one.school, region) >= by.aboveRegion.deviations;
	if (!isAbove) return null;
	const common = {
		procedure: one.procedure,
		school,
		region,
		participants: one.school.participants
	};
	const same = now.filter(({ exam, subject }) => exams.includes(exam) && subject === one.subject);
	if (same.length === 0) return { kind: 'above-region', ...common, other: null };
	const confirms = same.some(
		(exam) => shareOf(exam.school) - shareOf(exam.region) > by.notConfirmed.examPoints
	);
	if (confirms) return null;
	const exam = same[0]!;
	const other = {
		name: exam.procedure,
		school: shareOf(exam.school),
		region: shareOf(exam.region)
	};
	return { kind: 'not-confirmed', ...common, other };
}

function jump(one: Compared, before: readonly Compared[], by: Limits): Sign | null {
	const earlier = before.find(
		({ exam, subject, grade, by: counted }) =>
			exam === 'vpr' &&
			subject === one.subject &&
			counted === one.by &&
			grade !== null &&
			grade + 1 === one.grade
	);
	if (!earlier) return null;
	const [school, region] = [shareOf(one.school), shareOf(one.region)];
	// as the region went, the children would have gone
	const expected = shareOf(earlier.school) + region - shareOf(earlier.region);
	const kept = Math.min(1, Math.max(0, expected));
	const isJump =
		school - kept >= by.jump.points && deviations(one.school, kept) >= by.jump.deviations;
	if (!isJump) return null;
	return {
		...{ kind: 'jump', procedure: one.procedure, school, region },
		participants: one.school.participants,
		other: {
			name: earlier.procedure,
			school: shareOf(earlier.school),
			region: shareOf(earlier.region)
		}
	};
}

function taskProfile(tasks: readonly TaskCompared[], by: Limits): Sign | null {
	const known = tasks.filter(({ participants }) => participants >= by.fewestParticipants);
	const easy = known.filter(({ region }) => region >= by.tasks.easyFrom);
	const hard = known.filter(({ region }) => region <= by.tasks.hardTo);
	if (easy.length < by.tasks.fewest || hard.length < by.tasks.fewest) return null;
	const mean = (of: readonly TaskCompared[], side: 'school' | 'region'): number =>
		of.reduce((sum, task) => sum + task[side], 0) / of.length;
	const worse = mean(easy, 'region') - mean(easy, 'school');
	const better = mean(hard, 'school') - mean(hard, 'region');
	if (worse < by.tasks.worse || better < by.tasks.better) return null;
	return {
		...{ kind: 'task-profile', procedure: known[0]!.procedure },
		...{ school: mean(easy, 'school'), region: mean(easy, 'region') },
		participants: Math.min(...known.map(({ participants }) => participants)),
		other: { name: '', school: mean(hard, 'school'), region: mean(hard, 'region') }
	};
}

/** Whether a name says that a school teaches subjects in depth: it is no wonder that it is above. */
export function isAdvancedName(name: string): boolean {
	return /лице[йя]|гимнази|лицейск/i.test(name);
}
