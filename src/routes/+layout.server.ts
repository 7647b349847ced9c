import { takeFlash } from '#lib/ui/flash.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ cookies }) => ({
	flash: takeFlash(cookies),
	contrast: cookies.get('theme') === 'contrast'
});
