/** Which versions an address asks to compare; what is not understood is left to the usual choice. */
export function readCompared(address: URLSearchParams): {
	from: number | null;
	to: number | 'draft' | null;
} {
	const number = (name: string): number | null => {
		const value = Number(address.get(name));
		return Number.isSafeInteger(value) && value > 0 && value < 1e6 ? value : null;
	};
	return { from: number('from'), to: address.get('to') === 'draft' ? 'draft' : number('to') };
}
