/** Forms of a yearly programme, shipped as data (`forms/`): another form is another file. Pure. */
import { z } from 'zod';
import form004 from './forms/004.json' with { type: 'json' };
import { lineSections, type LineSection } from './model.ts';

const text = z.string().min(1);
const line = z
	.object({ key: text, text, term: z.string().default(''), source: z.string().default('') })
	.strict();
const lines = z.array(line).min(1);
const columns = (many: number) => z.array(text).length(many);

const formSchema = z
	.object({
		id: text,
		version: z.int().positive(),
		name: text,
		/** Where its texts are from. */
		source: text,
		/** Before the name of the place; where that is a region, `region`. */
		place: text,
		region: text,
		listed: z.object({ title: text, columns: columns(4) }),
		risky: z.object({ title: text, columns: columns(4) }),
		support: z.object({ title: text, lines }),
		plan: z.object({ title: text, columns: columns(2), lines }),
		diagnosis: z.object({ text }),
		deficits: z.object({ title: text, columns: columns(3), lines }),
		measures: z.object({
			title: text,
			purpose: text,
			tasksTitle: text,
			tasks: lines,
			roadmapTitle: text,
			roadmap: lines,
			note: text
		}),
		monitoring: z.object({ title: text, columns: columns(3), lines }),
		coordinators: z.object({ title: text, columns: columns(3), lines }),
		involvement: z.object({ title: text, columns: columns(3), lines })
	})
	.strict();

export type ProgrammeForm = z.infer<typeof formSchema>;
export type FormLine = z.infer<typeof line>;

/** Every form that Opora brings, the newest version of each. */
export const forms: readonly ProgrammeForm[] = [form004].map((given) => formSchema.parse(given));

/** The form of this name; throws where there is none: it was shipped once. */
export function formOf(id: string): ProgrammeForm {
	const found = forms.find((form) => form.id === id);
	if (!found) throw new Error(`No form ${id} of a programme is shipped`);
	return found;
}

/** The rows that a form offers in a section. */
export function formLines(form: ProgrammeForm, section: LineSection): readonly FormLine[] {
	if (section === 'tasks' || section === 'roadmap') return form.measures[section];
	return form[section].lines;
}

/** All rows of a form as an empty plan begins: every row kept, «{place}» filled in. */
export function startLines(
	form: ProgrammeForm,
	place: string
): {
	section: LineSection;
	key: string;
	kept: boolean;
	text: string;
	term: string;
	source: string;
}[] {
	return lineSections.flatMap((section) =>
		formLines(form, section).map(({ key, text: words, term, source }) => ({
			...{ section, key, kept: true, term, source },
			text: words.replace('{place}', place)
		}))
	);
}
