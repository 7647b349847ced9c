import { describe, expect, it } from 'vitest';
import { municipality } from './municipality.ts';

const { organisations, persons, roadmaps } = municipality;
const keys = new Set(organisations.map((one) => one.key));

describe('the demonstration municipality', () => {
	it('has twelve schools under the district and one root', () => {
		expect(organisations.filter((one) => one.kind === 'school')).toHaveLength(12);
		expect(organisations.filter((one) => one.parent === null).map((one) => one.key)).toEqual([
			'region'
		]);
	});

	it('names every parent before its children', () => {
		const seen = new Set<string>();
		for (const one of organisations) {
			if (one.parent !== null) expect(seen, one.key).toContain(one.parent);
			expect(seen, one.key).not.toContain(one.key);
			seen.add(one.key);
		}
	});

	it('refers to organisations that exist', () => {
		for (const person of persons) {
			expect(keys).toContain(person.organisation);
			for (const { organisation } of person.roles) expect(keys).toContain(organisation);
			for (const school of person.curates ?? []) expect(keys).toContain(school);
		}
		for (const roadmap of roadmaps) expect(keys).toContain(roadmap.owner);
	});

	it('gives every school a head, a coordinator and exactly one curator', () => {
		for (const school of organisations.filter((one) => one.kind === 'school')) {
			const holders = (role: string) =>
				persons.filter((one) =>
					one.roles.some((held) => held.role === role && held.organisation === school.key)
				);
			expect(holders('school-head'), school.shortName).toHaveLength(1);
			expect(holders('school-coordinator'), school.shortName).toHaveLength(1);
			expect(
				persons.filter((one) => one.curates?.includes(school.key)),
				school.shortName
			).toHaveLength(1);
		}
	});

	it('fills all nine roles, each account with its own address', () => {
		expect(new Set(persons.flatMap((one) => one.roles.map(({ role }) => role))).size).toBe(9);
		const addresses = persons.flatMap((one) => one.email ?? []);
		expect(new Set(addresses).size).toBe(addresses.length);
		for (const address of addresses) expect(address).toMatch(/^[a-z]+@zarechny\.example$/);
		expect(new Set(persons.map((one) => one.key)).size).toBe(persons.length);
		for (const person of persons) {
			if (person.roles.length > 0) expect(person.email, person.key).not.toBeNull();
		}
	});
});
