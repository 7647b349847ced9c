/** Kinds of files that a report may bring: what they are sent as and what their names end in. */
const fileTypes = {
	'application/pdf': ['pdf'],
	'application/msword': ['doc'],
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
	'application/vnd.ms-excel': ['xls'],
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
	'application/vnd.ms-powerpoint': ['ppt'],
	'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
	'application/vnd.oasis.opendocument.text': ['odt'],
	'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
	'application/vnd.oasis.opendocument.presentation': ['odp'],
	'application/rtf': ['rtf', 'doc'],
	'text/plain': ['txt'],
	'text/csv': ['csv'],
	'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
	'image/png': ['png'],
	'image/webp': ['webp'],
	'image/heic': ['heic', 'heif']
} satisfies Record<string, [string, ...string[]]>;

export type FileType = keyof typeof fileTypes;

export const endings: Record<FileType, readonly [string, ...string[]]> = fileTypes;

/** For the `accept` of a file field. */
export const acceptedEndings = Object.values(fileTypes)
	.flat()
	.map((ending) => `.${ending}`)
	.filter((ending, at, all) => all.indexOf(ending) === at)
	.join(',');

/** How a browser may show a file of this type; everything else is only saved. */
export function previewOf(type: string): 'image' | 'pdf' | null {
	if (type === 'application/pdf') return 'pdf';
	return ['image/jpeg', 'image/png', 'image/webp'].includes(type) ? 'image' : null;
}
