/** The file of an order: a PDF, a Word document or a scan. */
import { Invalid } from '../../platform/errors.ts';
import { NotReceived, receiveFile, type Incoming } from '../../platform/files.ts';
import { MEGABYTE } from '../evidence/limits.ts';
import { recognise } from '../evidence/recognise/recognise.ts';
import { endings, type FileType } from '../evidence/types.ts';

const MOST_BYTES = 20 * MEGABYTE;

const papers: readonly FileType[] = [
	'application/pdf',
	'application/msword',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	'application/vnd.oasis.opendocument.text',
	'application/rtf',
	'image/jpeg',
	'image/png',
	'image/webp',
	'image/heic'
];

/** For the `accept` of the file field. */
export const acceptedOrders = [...new Set(papers.flatMap((type) => endings[type]))]
	.map((ending) => `.${ending}`)
	.join(',');

export interface SentFile {
	name: string;
	body: AsyncIterable<Uint8Array>;
	/** Bytes that the sender promised. */
	announced: number | null;
}

/**
 * Stores the file and says what it is. Throws `Invalid` that names the field `file`. Where the order
 * is refused afterwards, the nightly sweep removes it.
 */
export async function receiveOrder({
	name,
	body,
	announced
}: SentFile): Promise<{ name: string; hash: string; size: number; type: string }> {
	const file = await receiveFile(body, { mostBytes: MOST_BYTES, announced }).catch(
		(error: unknown) => {
			if (!(error instanceof NotReceived)) throw error;
			throw new Invalid('error_form', {
				file: error.why === 'too-large' ? 'approval_file_large' : 'approval_file_cut'
			});
		}
	);
	try {
		const { type, name: safe } = await known(file, name);
		await file.keep();
		return { name: safe, hash: file.hash, size: file.size, type };
	} finally {
		await file.discard();
	}
}

async function known(file: Incoming, name: string): Promise<{ type: FileType; name: string }> {
	const found = await recognise(file.path, file.size, name).catch((error: unknown) => {
		if (error instanceof Invalid) throw new Invalid('error_form', { file: error.code });
		throw error;
	});
	if (!papers.includes(found.type)) throw new Invalid('error_form', { file: 'approval_file_kind' });
	return found;
}
