/** `node demo/make-documents.ts`: writes the demonstration's papers into `demo/files/`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { writeDocx } from '../src/lib/office/docx.ts';
import { writePdf } from '../src/lib/office/pdf.ts';
import { writeXlsx } from '../src/lib/office/xlsx.ts';
import { plans } from './documents/plans.ts';

const writers = { '.docx': writeDocx, '.pdf': writePdf, '.xlsx': writeXlsx };

const folder = new URL('files/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const { plan, layout } of plans) {
	const writer = writers[extname(plan.file) as keyof typeof writers];
	writeFileSync(new URL(encodeURIComponent(plan.file), folder), await writer(layout(plan)));
	console.log(plan.file);
}
