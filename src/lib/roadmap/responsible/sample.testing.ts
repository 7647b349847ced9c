/** Made-up people for the tests of matching. */
import fc from 'fast-check';

const letters = [...'абвгджзклмнпрстхчшц'];
const vowels = [...'аеиоуы'];
const syllable = fc
	.tuple(fc.constantFrom(...letters), fc.constantFrom(...vowels), fc.constantFrom(...letters))
	.map((parts) => parts.join(''));
const endings = [
	...['ов', 'ова', 'ев', 'ева', 'ин', 'ина', 'ын', 'ына', 'ский', 'ская', 'цкий', 'цкая', 'ой'],
	...['ых', 'их', 'ко', 'енко', 'ук', 'юк', 'ич', 'ец', 'ок', 'ель', 'ень', 'ей', 'ай', 'а', 'я'],
	...['ян', 'дзе', 'швили', 'ый', 'ний', 'няя']
];
/** Made-up surnames of all endings. */
export const surname = fc
	.tuple(fc.constantFrom('', 'за', 'по'), syllable, fc.constantFrom(...endings))
	.map((parts) => parts.join(''));
