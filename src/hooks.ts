import type { Transport } from '@sveltejs/kit/hooks';
import { isUnsent } from '#lib/ui/unsent.ts';

export const transport: Transport = {
	Unsent: {
		encode: (value) => isUnsent(value) && 1,
		decode: () => {
			throw new Error('A page that hydrates was given data that is not sent');
		}
	}
};
