import { describe, expect, it } from 'vitest';
import { isApproved, statuses } from '../model.ts';
import { mayApprove, moves, moveTo, possibleMoves, statusOn, whyShut, type Rights } from './way.ts';

const nobody: Rights = { edit: false, agree: false, approve: false };
const all: Rights = { edit: true, agree: true, approve: true };
const head: Rights = { edit: true, agree: false, approve: true };
const curator: Rights = { edit: false, agree: true, approve: false };
const coordinator: Rights = { edit: true, agree: false, approve: false };

describe('the way of a roadmap', () => {
	it('has no step for who has no rights', () => {
		for (const status of statuses) {
			expect(possibleMoves(nobody, status)).toEqual([]);
			expect(mayApprove(nobody, status)).toBe(false);
		}
	});

	it('gives each role its steps', () => {
		expect(possibleMoves(coordinator, 'draft')).toEqual(['submit']);
		expect(possibleMoves(coordinator, 'review')).toEqual(['recall']);
		expect(possibleMoves(curator, 'draft')).toEqual([]);
		expect(possibleMoves(curator, 'review')).toEqual(['agree', 'return']);
		expect(possibleMoves(curator, 'agreed')).toEqual(['return']);
		expect(possibleMoves(head, 'in-force')).toEqual(['close']);
		expect(possibleMoves(head, 'closed')).toEqual(['reopen']);
	});

	it('lets an order follow an agreement, or stand alone where one person may do both', () => {
		expect(mayApprove(head, 'draft')).toBe(false);
		expect(mayApprove(head, 'review')).toBe(false);
		expect(mayApprove(head, 'agreed')).toBe(true);
		expect(mayApprove(all, 'draft')).toBe(true);
		expect(mayApprove(curator, 'agreed')).toBe(false);
		for (const status of statuses.filter(isApproved)) expect(mayApprove(all, status)).toBe(false);
	});

	it('never leaves what an order approved but to close it and open it again', () => {
		for (const status of statuses.filter(isApproved))
			for (const move of moves) {
				const to = moveTo(move, status);
				expect(to === null || isApproved(to)).toBe(true);
			}
	});

	it('shuts the editor from the agreement on', () => {
		expect(statuses.map(whyShut)).toEqual([null, null, 'agreed', 'approved', 'approved', 'closed']);
	});

	it('is in force from its day on', () => {
		expect(statusOn('approved', '2026-11-20', '2026-11-19')).toBe('approved');
		expect(statusOn('approved', '2026-11-20', '2026-11-20')).toBe('in-force');
		expect(statusOn('closed', '2026-11-20', '2026-11-21')).toBe('closed');
		expect(statusOn('draft', null, '2026-11-21')).toBe('draft');
	});
});
