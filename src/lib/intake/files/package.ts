/** The Office Open XML package: parts and the relationships between them. */

import { Refusal } from '../source.ts';
import { decodeXml, scanXml, type XmlHandler } from './xml.ts';
import { openZip, type Archive } from './zip.ts';

interface Relationship {
	id: string;
	/** Last word of the type's address: `styles`, `worksheet`. */
	type: string;
	/** Path of the part from the archive's root, or an outside address. */
	target: string;
}

export interface Package {
	archive: Archive;
	/** Path of the document or workbook itself. */
	main: string;
	/** Relationships of a part. */
	relations(part: string): Relationship[];
	/** Scans a part where it exists; says whether it does. */
	scan(part: string, handler: XmlHandler): boolean;
	/** Text of a part, or null. */
	text(part: string): string | null;
}

/**
 * Opens a package and finds its main part; `usual` is where it lies when nothing says otherwise.
 * @throws Refusal truncated (no main part), and what `openZip` refuses
 */
export function openPackage(bytes: Uint8Array, usual: string): Package {
	const archive = openZip(bytes);
	const text = (part: string): string | null => {
		const content = archive.read(part);
		return content && decodeXml(content);
	};
	const scan = (part: string, handler: XmlHandler): boolean => {
		const source = text(part);
		if (source !== null) scanXml(source, handler);
		return source !== null;
	};
	const relations = (part: string): Relationship[] => {
		const slash = part.lastIndexOf('/') + 1;
		const folder = part.slice(0, slash);
		const found: Relationship[] = [];
		scan(`${folder}_rels/${part.slice(slash)}.rels`, {
			open(name, attributes) {
				if (name !== 'Relationship') return;
				found.push({
					id: attributes.get('Id') ?? '',
					type: (attributes.get('Type') ?? '').split('/').at(-1)!,
					target: resolve(folder, attributes.get('Target') ?? '')
				});
			},
			close() {},
			text() {}
		});
		return found;
	};
	const named = relations('').find(({ type }) => type === 'officeDocument')?.target;
	const main = named !== undefined && archive.has(named) ? named : usual;
	if (!archive.has(main)) throw new Refusal('truncated');
	return { archive, main, relations, scan, text };
}

function resolve(folder: string, target: string): string {
	if (target.startsWith('/')) return target.slice(1);
	if (/^[a-z]+:/i.test(target)) return target;
	const path: string[] = [];
	for (const step of `${folder}${target}`.split('/')) {
		if (step === '..') path.pop();
		else if (step !== '.') path.push(step);
	}
	return path.join('/');
}
