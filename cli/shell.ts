/** The language of messages: Russian unless the shell clearly speaks English. */
export function localeOfShell(): 'ru' | 'en' {
	return /^en/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '')
		? 'en'
		: 'ru';
}

/** Waits where the reader of the output is slower than we are. */
export async function write(text: string): Promise<void> {
	if (process.stdout.write(text)) return;
	await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
}

/** Why a path cannot be read, or null where the error is none of the file system's. */
export function explainPath(error: unknown, locale: 'ru' | 'en'): string | null {
	const code = error instanceof Error && 'code' in error ? error.code : null;
	if (code === 'ENOENT') {
		return locale === 'ru'
			? 'такого файла нет. Проверьте путь.'
			: 'there is no such file. Check the path.';
	}
	if (code === 'EISDIR' || code === 'EACCES') {
		return locale === 'ru'
			? 'файл нельзя прочитать: это папка или к нему нет доступа.'
			: 'the file cannot be read: it is a folder or access is denied.';
	}
	return null;
}
