/** The annex of changes as a file. */
import { writeDocx } from '../../office/docx.ts';
import { writePdf } from '../../office/pdf.ts';
import { exportTypes, fileName, type ExportedFile } from '../export/export.ts';
import { changesPaper, type ChangesPaper } from './changes-paper.ts';

export const changeFormats = ['docx', 'pdf'] as const;

export async function exportChanges(
	compared: ChangesPaper,
	format: (typeof changeFormats)[number]
): Promise<ExportedFile> {
	const paper = changesPaper(compared);
	const bytes = await (format === 'docx' ? writeDocx(paper) : writePdf(paper));
	const { version, content } = compared.newer;
	const name = version ? `Изменения, версия ${version.number}` : 'Проект изменений';
	return {
		bytes: new Uint8Array(bytes),
		name: fileName(`${name}. ${content.head.title}`, format),
		type: exportTypes[format]
	};
}
