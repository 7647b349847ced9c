import { z } from 'zod';

/** Pieces of the forms of this room; a message is the code of the sentence shown at the field. */

/** One line: inner runs of white space are one space. */
export const line = (limit: number) =>
	z
		.string()
		.transform((text) => text.replace(/\s+/g, ' ').trim())
		.pipe(z.string().max(limit, 'error_too_long'));

export const requiredLine = (limit: number, message: string) =>
	line(limit).refine((text) => text !== '', message);

/** A date field: empty is null. */
export const optionalDay = z
	.string()
	.transform((text) => text.trim() || null)
	.pipe(z.iso.date('error_date').nullable());

export const requiredDay = z.string().trim().pipe(z.iso.date('error_date'));

export const optionalEmail = z
	.string()
	.transform((text) => text.trim().toLowerCase() || null)
	.pipe(z.email('error_email').max(254, 'error_too_long').nullable());

/** An id that a list offered: anything else was not chosen there. */
export const chosen = (message: string) => z.uuid(message);

export const revision = z.coerce.number().int().positive();
