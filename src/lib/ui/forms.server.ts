import { fail, type ActionFailure } from '@sveltejs/kit';
import { Conflict, Forbidden, Invalid, Unavailable } from '../platform/errors.ts';
import { say } from './say.server.ts';

/** What a refused form gets back: what was typed, and a sentence for the form and each bad field. */
export interface Refusal {
	values: Record<string, string>;
	error: string;
	errors: Record<string, string>;
	/** Set when somebody saved meanwhile: what is stored now. */
	stored: unknown;
}

/** The text fields of a form; files are left out. */
export async function readForm(request: Request): Promise<Record<string, string>> {
	const given: Record<string, string> = {};
	for (const [name, value] of await request.formData())
		if (typeof value === 'string') given[name] = value;
	return given;
}

/** The text fields of a form, and the file of its field `file`; null where none was chosen. */
export async function readFormWithFile(request: Request): Promise<{
	fields: Record<string, string>;
	file: { name: string; body: AsyncIterable<Uint8Array>; announced: number } | null;
}> {
	const fields: Record<string, string> = {};
	const form = await request.formData();
	for (const [name, value] of form) if (typeof value === 'string') fields[name] = value;
	const file = form.get('file');
	const isChosen = file instanceof File && file.name !== '';
	return {
		fields,
		file: isChosen ? { name: file.name, body: file.stream(), announced: file.size } : null
	};
}

/**
 * The answer to a form whose use-case threw: keeps what was typed, except passwords. Errors that
 * no typing can mend are thrown on.
 */
export function refuse(error: unknown, given: Record<string, string>): ActionFailure<Refusal> {
	if (
		!(error instanceof Invalid || error instanceof Conflict) &&
		!(error instanceof Forbidden || error instanceof Unavailable)
	)
		throw error;
	const values = Object.fromEntries(
		Object.entries(given).filter(([name]) => !/password|repeated/i.test(name))
	);
	const fields = error instanceof Invalid ? error.fields : {};
	return fail(error.status, {
		values,
		error: say(error.code, error.details),
		errors: Object.fromEntries(Object.entries(fields).map(([name, code]) => [name, say(code)])),
		stored: error instanceof Conflict ? error.stored : null
	});
}
