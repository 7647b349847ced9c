import pg from 'pg';
import { actions, permissions, roles } from './access.ts';

/** Writes the role table of `access.ts` into `opora.permission`, where the policies read it. */
export async function mirrorPermissions(adminUrl: string): Promise<void> {
	const rows = roles.flatMap((role) =>
		actions.flatMap((action) => {
			const reach = permissions[role][action];
			return reach ? [{ role, action, reach }] : [];
		})
	);
	const client = new pg.Client({ connectionString: adminUrl });
	await client.connect();
	try {
		await client.query('begin');
		await client.query('delete from opora.permission');
		await client.query(
			`insert into opora.permission (role, action, reach)
			select * from jsonb_to_recordset($1) as given (role text, action text, reach text)`,
			[JSON.stringify(rows)]
		);
		await client.query('commit');
	} finally {
		await client.end();
	}
}
