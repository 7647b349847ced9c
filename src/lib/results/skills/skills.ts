/** Which skills are weakest against the school's own municipality. Pure; no teacher, no ranking. */

/** A group of fewer pupils is never shown. */
export const fewestPupils = 5;

export interface TaskResult {
	year: number;
	procedure: string;
	/** '' is the whole school. */
	class: string;
	task: string;
	skill: string;
	participants: number;
	solved: number;
}

/** How the municipality's schools solved a task, taken together. */
export interface TaskMean {
	procedure: string;
	task: string;
	participants: number;
	solved: number;
}

export interface SkillLine {
	procedure: string;
	skill: string;
	tasks: string[];
	participants: number;
	/** Shares solved: of the school, and what its municipality makes of the same tasks. */
	school: number;
	municipality: number;
	/** The school's share in earlier years, the first year first; only years with enough pupils. */
	before: { year: number; share: number }[];
}

/** Skills of a year in which the school is below its municipality, the farthest first; at most three. */
export function weakestSkills(
	results: readonly TaskResult[],
	means: readonly TaskMean[],
	year: number
): SkillLine[] {
	const whole = results.filter((one) => one.class === '' && one.participants >= fewestPupils);
	const shares = new Map(
		means.map((one) => [`${one.procedure}\u0000${one.task}`, one.solved / one.participants])
	);
	const now = whole.filter((one) => one.year === year);
	const bySkill = Map.groupBy(now, ({ procedure, skill }) => `${procedure}\u0000${skill}`);
	const lines = [...bySkill.values()].flatMap((tasks): SkillLine[] => {
		const compared = tasks.flatMap((one) => {
			const share = shares.get(`${one.procedure}\u0000${one.task}`);
			return share === undefined ? [] : [{ ...one, share }];
		});
		if (compared.length === 0) return [];
		const { procedure, skill } = compared[0]!;
		const pupils = sum(compared.map(({ participants }) => participants));
		return [
			{
				...{ procedure, skill, tasks: compared.map(({ task }) => task) },
				participants: Math.max(...compared.map(({ participants }) => participants)),
				school: sum(compared.map(({ solved }) => solved)) / pupils,
				municipality: sum(compared.map(({ share, participants }) => share * participants)) / pupils,
				before: sharesBefore(whole, skill, year)
			}
		];
	});
	return lines
		.filter(({ school, municipality }) => school < municipality)
		.sort((a, b) => a.school - a.municipality - (b.school - b.municipality))
		.slice(0, 3);
}

/** The same skill in whatever procedure of earlier years: children grow from grade to grade. */
function sharesBefore(
	whole: readonly TaskResult[],
	skill: string,
	year: number
): SkillLine['before'] {
	const same = whole.filter((one) => one.skill === skill && one.year < year);
	const byYear = Map.groupBy(same, (one) => one.year);
	return [...byYear]
		.sort(([a], [b]) => a - b)
		.map(([at, tasks]) => ({
			year: at,
			share:
				sum(tasks.map(({ solved }) => solved)) / sum(tasks.map(({ participants }) => participants))
		}));
}

export interface ClassTable {
	procedure: string;
	classes: string[];
	/** Classes that are not shown because they, or what could be reckoned of them, are too few. */
	hidden: number;
	tasks: {
		task: string;
		skill: string;
		whole: number | null;
		/** Of each class of `classes`. */
		shares: (number | null)[];
	}[];
}

/**
 * Tasks by class. A class of under five is not there; and where what is left of the school besides
 * the shown ones would be under five, the smallest of them is left out too, so that it cannot be
 * reckoned.
 */
export function classTables(results: readonly TaskResult[], year: number): ClassTable[] {
	const now = results.filter((one) => one.year === year);
	const byProcedure = Map.groupBy(now, ({ procedure }) => procedure);
	return [...byProcedure]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([procedure, rows]) => {
			const sizes = new Map<string, number>();
			for (const one of rows)
				sizes.set(one.class, Math.max(sizes.get(one.class) ?? 0, one.participants));
			const whole = sizes.get('') ?? 0;
			sizes.delete('');
			const classes = shownClasses(whole, sizes);
			const tasks = [...Map.groupBy(rows, ({ task }) => task)].sort(([a], [b]) =>
				a.localeCompare(b, 'ru', { numeric: true })
			);
			return {
				procedure,
				classes,
				hidden: sizes.size - classes.length,
				tasks: tasks.map(([task, of]) => ({
					task,
					skill: of[0]!.skill,
					whole: shareOf(of.find((one) => one.class === '')),
					shares: classes.map((name) => shareOf(of.find((one) => one.class === name)))
				}))
			};
		});
}

/** The classes that may be shown beside a whole school of `whole` pupils, by name. */
export function shownClasses(whole: number, sizes: ReadonlyMap<string, number>): string[] {
	const shown = [...sizes].filter(([, size]) => size >= fewestPupils).sort(([, a], [, b]) => a - b);
	const left = (): number => whole - sum(shown.map(([, size]) => size));
	while (shown.length > 0 && left() > 0 && left() < fewestPupils) shown.shift();
	return shown.map(([name]) => name).sort((a, b) => a.localeCompare(b, 'ru', { numeric: true }));
}

function shareOf(one: TaskResult | undefined): number | null {
	return one && one.participants >= fewestPupils ? one.solved / one.participants : null;
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
