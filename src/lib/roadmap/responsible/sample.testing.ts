/** Made-up people for the tests of matching. */
import fc from 'fast-check';
import type { Actor, Role } from '../../people/access.ts';
import type { World } from '../../platform/testing/world.ts';

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
/** Made-up surnames of all endings, but for those that are a body's name («лицей»). */
export const surname = fc
	.tuple(fc.constantFrom('', 'за', 'по'), syllable, fc.constantFrom(...endings))
	.map((parts) => parts.join(''))
	.filter((name) => !/^(?:лиц(?:ей|а|я)|завуч(?:а|ей)?)$/.test(name));

/** An actor with the rights that he has in the database already; `duties` for what doors ask. */
export function actorOf(personId: string, duties: [Role, string, string][]): Actor {
	return {
		...{ personId, accountId: '', name: '', fullName: '', initials: '', post: '' },
		organisationId: duties[0]?.[1] ?? '',
		duties: duties.map(([role, organisationId, path]) => ({
			...{ role, organisationId, path, organisation: '', assigned: [] }
		}))
	};
}

/** Place of an organisation in the tree. */
export async function pathOf(world: World, id: string): Promise<string> {
	const { path } = await world.admin
		.selectFrom('organisation')
		.select('path')
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	return path;
}

/** A person by the whole name, «Суренова Тамара Викторовна». */
export async function namedPerson(
	world: World,
	organisation: string,
	name: string,
	post = ''
): Promise<string> {
	const [surname = '', given = '', patronymic = ''] = name.split(' ');
	const { id } = await world.admin
		.insertInto('person')
		.values({ organisation_id: organisation, surname, given, patronymic, post })
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}
