/** The answer that saves a file under its Russian name; `plain` is the name for old programs. */
export function sendFile(
	{ bytes, name, type }: { bytes: Uint8Array<ArrayBuffer>; name: string; type: string },
	plain: string
): Response {
	return new Response(bytes, {
		headers: {
			'content-type': type,
			'content-length': String(bytes.byteLength),
			// RFC 6266: the plain name for old programs, the Russian one for all others
			'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded(name)}`
		}
	});
}

/** The same for a file that comes in pieces; always saved, never shown. */
export function streamFile(body: ReadableStream<Uint8Array>, name: string): Response {
	const ending = /\.[a-z0-9]{1,5}$/i.exec(name)?.[0] ?? '';
	return new Response(body, {
		headers: {
			'content-type': 'application/octet-stream',
			'content-disposition': `attachment; filename="file${ending}"; filename*=UTF-8''${encoded(name)}`
		}
	});
}

/** RFC 8187 forbids more signs than encodeURIComponent escapes. */
function encoded(name: string): string {
	return encodeURIComponent(name).replace(
		/['()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
	);
}
