import type { z } from 'zod';
import { Invalid } from './errors.ts';

/**
 * What `schema` makes of `given`. Throws `Invalid` with the message code of each bad field, which
 * the schema names as its error message.
 */
export function parseInput<Schema extends z.ZodType>(
	schema: Schema,
	given: unknown
): z.output<Schema> {
	const parsed = schema.safeParse(given);
	if (parsed.success) return parsed.data;
	const fields: Record<string, string> = {};
	for (const { path, message } of parsed.error.issues) fields[String(path[0] ?? '')] ??= message;
	throw new Invalid('error_form', fields);
}
