import { shortName } from '../../people/names.ts';
import type { Reader } from './model.ts';

/** «Ермакова Н. В.» with plain spaces, as it is written after «@». */
export function readerName(reader: Reader): string {
	return shortName(reader).replaceAll('\u00a0', ' ');
}

/** «методист, Отдел образования». */
export function readerAbout({ post, organisation }: Reader): string {
	return [post, organisation].filter(Boolean).join(', ');
}

/** «Ермакова Н. В., методист, Отдел образования»: enough to tell two of one surname apart. */
export function readerLabel(reader: Reader): string {
	return [readerName(reader), readerAbout(reader)].filter(Boolean).join(', ');
}
