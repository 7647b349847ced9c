import { parseArgs } from 'node:util';
import { catalogueYears, proceduresOf, type Procedure } from '../../src/lib/results/procedures.ts';

const USAGE = `Usage: opora procedures --year YYYY [--json]
Years of the catalogue: ${catalogueYears[0]}–${catalogueYears.at(-1)}.
`;

/** `opora procedures`: the assessment procedures of a year, what counts as low, and the sources. */
export function run(args: string[]): Promise<number> {
	const options = readOptions(args);
	if (!options) {
		process.stderr.write(USAGE);
		return Promise.resolve(2);
	}
	const year = proceduresOf(options.year);
	if (!year) {
		process.stderr.write(`The catalogue has no year ${options.year}.\n${USAGE}`);
		return Promise.resolve(1);
	}
	if (options.json) process.stdout.write(`${JSON.stringify(year, null, '\t')}\n`);
	else {
		const lines = [...year.procedures.map(line), '', ...year.notes];
		process.stdout.write(`${lines.join('\n')}\n`);
	}
	return Promise.resolve(0);
}

function readOptions(args: string[]): { year: number; json: boolean } | null {
	try {
		const { values } = parseArgs({
			args,
			options: { year: { type: 'string' }, json: { type: 'boolean', default: false } }
		});
		return /^\d{4}$/.test(values.year ?? '')
			? { year: Number(values.year), json: values.json }
			: null;
	} catch {
		return null;
	}
}

function line({ code, name, low, certainty, source }: Procedure): string {
	const threshold =
		low.kind === 'mark-at-most' ? `отметка «${low.value}»` : `меньше ${low.value} баллов`;
	const sure = certainty === 'general-knowledge' ? 'не подтверждено' : 'источник';
	return `${code.padEnd(17)} ${name.padEnd(30)} ${threshold.padEnd(19)} ${sure}: ${source}`;
}
