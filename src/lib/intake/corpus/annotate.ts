/**
 * Makes `expected.json` of annotations that a person wrote outside the project:
 * `node src/lib/intake/corpus/annotate.ts annotations.json > src/lib/intake/corpus/expected.json`.
 */
import { readFileSync } from 'node:fs';
import { ANY, fingerprint, type Annotation } from './annotation.ts';

interface Written {
	title: string;
	level: string;
	years: number[];
	documentDate: string | null;
	documentNumber: string | null;
	/** `FROM..TO`, as windows of measures. */
	plan: string | null;
	sections: string[];
	measures: {
		number: string | null;
		sectionPath: string[];
		lane: string | null;
		text: string;
		responsible: string[];
		result: string | null;
		phrase: string | null;
		kind: string | null;
		recurrence: string | null;
		/** «*» where the contract leaves it open. */
		window: string | null;
	}[];
}

function toAnnotation(written: Written): Annotation {
	return {
		document: {
			title: fingerprint(written.title),
			level: fingerprint(written.level),
			years: fingerprint(written.years),
			order: fingerprint([written.documentDate, written.documentNumber]),
			plan: fingerprint(written.plan),
			sections: fingerprint(written.sections)
		},
		measures: written.measures.map((measure) => ({
			number: fingerprint(measure.number),
			section: fingerprint(measure.sectionPath),
			lane: fingerprint(measure.lane),
			text: fingerprint(measure.text),
			responsible: fingerprint(measure.responsible),
			result: fingerprint(measure.result),
			phrase: fingerprint(measure.phrase),
			kind: fingerprint(measure.kind === null ? null : [measure.kind, measure.recurrence]),
			window: measure.window === ANY ? ANY : fingerprint(measure.window)
		}))
	};
}

const documents = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Record<string, Written>;
const annotations = Object.fromEntries(
	Object.entries(documents).map(([name, written]) => [name, toAnnotation(written)])
);
process.stdout.write(`${JSON.stringify(annotations, null, '\t')}\n`);
