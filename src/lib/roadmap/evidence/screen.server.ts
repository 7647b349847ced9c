/** Evidence of a form that came without a script: its files are taken in as the script would. */
import { say } from '#lib/ui/say.server.ts';
import type { Actor } from '../../people/access.ts';
import { Failure, Invalid } from '../../platform/errors.ts';
import { addRow, FILES_FIELD } from './form.ts';
import { isEvidenceKind, kindOfName } from './kinds.ts';
import { receiveUpload } from './uploads.ts';

/**
 * Takes in the files of `form` one after the other and writes each into it as a row, so that what
 * follows may refuse the form and lose none. Call it before `readEvidence`. Throws `Invalid` that
 * names each file that was not accepted.
 */
export async function takeFiles(actor: Actor, form: FormData, asked: string[] = []): Promise<void> {
	const failures: string[] = [];
	for (const file of form.getAll(FILES_FIELD)) {
		// an empty field sends a file without a name
		if (!(file instanceof File) || file.name === '') continue;
		try {
			const sent = { name: file.name, body: file.stream(), announced: file.size };
			const upload = await receiveUpload(actor, sent);
			addRow(form, upload, kindFor(upload.name, asked));
		} catch (error) {
			if (!(error instanceof Failure)) throw error;
			failures.push(
				say('evidence_file_failed', { name: file.name, why: say(error.code, error.details) })
			);
		}
	}
	form.delete(FILES_FIELD);
	if (failures.length > 0)
		throw new Invalid(
			'evidence_files_failed',
			{ [FILES_FIELD]: 'evidence_files_some' },
			{ what: failures.join(' ') }
		);
}

/** The kind that a file's name suggests, or that the measure asks for. */
export function kindFor(name: string, asked: string[]): string {
	// a form without asked kinds sends an empty one
	return kindOfName(name) ?? asked.find(isEvidenceKind) ?? 'other';
}

/** The text fields of a form, to give back when it is refused. */
export function textsOf(form: FormData): Record<string, string> {
	return Object.fromEntries(
		[...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
	);
}
