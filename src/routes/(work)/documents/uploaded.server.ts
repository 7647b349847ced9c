import { uploadDocument } from '#lib/intake/desk/desk.ts';
import type { Actor } from '#lib/people/access.ts';

/** One file of an upload form, for the organisation that the form names. */
export async function uploaded(actor: Actor, form: FormData, file: File): Promise<{ id: string }> {
	return uploadDocument(actor, {
		organisationId: String(form.get('organisation') ?? ''),
		name: file.name,
		bytes: new Uint8Array(await file.arrayBuffer())
	});
}
