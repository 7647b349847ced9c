/** The SQL of campaigns and their links. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { isId } from '../../roadmap/change.ts';
import { campaignsSize, type Campaign, type CampaignPlace, type Link } from './model.ts';

const columns = sql`c.id, c.title, c.place_id as "placeId", p.short_name as place, p.path::text,
	c.opens_on as "opensOn", c.closes_on as "closesOn", c.codes,
	case when c.order_number <> '' then jsonb_build_object('number', c.order_number,
		'date', c.order_date, 'issuer', c.order_issuer) end as order,
	case when c.withdrawn_at is not null or opora.today() > c.closes_on then 'closed'
		when opora.today() < c.opens_on then 'early' else 'open' end as state,
	(select count(distinct school_id) from campaign_link where campaign_id = c.id) as schools`;

/** Campaigns whose links the actor sees, the newest first; one page of them. */
export async function findCampaigns(
	db: Db,
	page: number
): Promise<{ total: number; campaigns: Campaign[] }> {
	const { rows } = await sql<Campaign & { total: number }>`
		select ${columns}, count(*) over () as total
		from campaign c join organisation p on p.id = c.place_id
		where c.place_id = any ((select scope('survey.read'))::uuid[])
			or c.id in (select campaign_id from campaign_link)
		order by c.opens_on desc, c.id
		limit ${campaignsSize} offset ${(page - 1) * campaignsSize}`.execute(db);
	return { total: rows[0]?.total ?? 0, campaigns: rows };
}

/** One campaign; null for unknown and unseen alike. */
export async function findCampaign(db: Db, id: string): Promise<Campaign | null> {
	const { rows } = await sql<Campaign>`
		select ${columns} from campaign c join organisation p on p.id = c.place_id
		where c.id = ${id}`.execute(db);
	return rows[0] ?? null;
}

/** Links of a campaign with the number of sheets, by school. */
export async function findLinks(db: Db, campaignId: string): Promise<Link[]> {
	const { rows } = await sql<Link>`
		select l.id, l.school_id as "schoolId", o.short_name as school, l.audience, l.token, l.expected,
			l.instrument, l.instrument_version as "instrumentVersion",
			l.school_id = any ((select scope('diagnosis.enter'))::uuid[]) as "mayEnter",
			n.sheets, n.held, n.paper, n.free_codes as "freeCodes"
		from survey.counts(${campaignId}) n
		join campaign_link l on l.id = n.link_id
		join organisation o on o.id = l.school_id
		order by o.short_name, o.id,
			array_position(array['head', 'teachers', 'pupils', 'parents'], l.audience)`.execute(db);
	return rows;
}

/** One link of a campaign, as far as the actor sees them. */
export async function getLink(
	db: Db,
	campaignId: string,
	linkId: string
): Promise<{ campaign: Campaign; link: Link }> {
	const campaign = isId(campaignId) ? await findCampaign(db, campaignId) : null;
	const links = campaign ? await findLinks(db, campaign.id) : [];
	const link = links.find(({ id }) => id === linkId);
	if (!campaign || !link) throw new NotFound('not_found');
	return { campaign, link };
}

/** Regions and municipalities where the actor may begin a campaign, the largest first. */
export async function findPlaces(db: Db): Promise<CampaignPlace[]> {
	const { rows } = await sql<CampaignPlace>`
		select o.id, o.short_name as name, o.kind from organisation o
		where o.kind in ('region', 'municipality')
			and o.id = any ((select scope('survey.run'))::uuid[])
		order by nlevel(o.path), o.short_name, o.id`.execute(db);
	return rows;
}

/** Moves the last day where the campaign is over at none of its schools; whether it was moved. */
export async function moveEnd(db: Db, campaignId: string, closesOn: string): Promise<boolean> {
	const { rows } = await sql<{ moved: boolean }>`
		select move_campaign_end(${campaignId}, ${closesOn}) as moved`.execute(db);
	return rows[0]!.moved;
}

/** Says how many could answer, by link; null takes it back. */
export async function setExpected(
	db: Db,
	campaignId: string,
	expected: Record<string, number | null>
): Promise<void> {
	await sql`
		update campaign_link l set expected = given.value::integer
		from jsonb_each_text(${JSON.stringify(expected)}) given
		where l.id = given.key::uuid and l.campaign_id = ${campaignId}
			and l.expected is distinct from given.value::integer`.execute(db);
}

/** Schools of a place that a campaign may ask. */
export async function findSchools(
	db: Db,
	placeId: string
): Promise<{ id: string; name: string }[]> {
	const { rows } = await sql<{ id: string; name: string }>`
		select o.id, o.short_name as name from organisation o
		join organisation place on place.id = ${placeId}
		where o.path <@ place.path and o.kind in ('school', 'leader-school')
			and o.id = any ((select scope('survey.run'))::uuid[])
		order by o.short_name, o.id`.execute(db);
	return rows;
}

export interface NewCampaign {
	placeId: string;
	title: string;
	opensOn: string;
	closesOn: string;
	orderNumber: string;
	orderDate: string | null;
	orderIssuer: string;
	codes: boolean;
}
export type NewLink = Pick<Link, 'schoolId' | 'audience' | 'token'> & {
	instrument: string;
	version: number;
};

/** Stores a campaign with its links; its id. */
export async function insertCampaign(
	db: Db,
	personId: string,
	campaign: NewCampaign,
	links: NewLink[]
): Promise<string> {
	const { placeId, title, opensOn, closesOn, orderNumber, orderDate, orderIssuer, codes } =
		campaign;
	const { rows } = await sql<{ id: string }>`
		insert into campaign (place_id, title, opens_on, closes_on, order_number, order_date,
			order_issuer, codes, by)
		values (${placeId}, ${title}, ${opensOn}, ${closesOn}, ${orderNumber}, ${orderDate},
			${orderIssuer}, ${codes}, ${personId})
		returning id`.execute(db);
	const { id } = rows[0]!;
	await insertLinks(db, id, placeId, links);
	return id;
}

/** Stores links of a campaign; one that is there already stays as it is. */
export async function insertLinks(
	db: Db,
	campaignId: string,
	placeId: string,
	links: NewLink[]
): Promise<void> {
	await sql`
		insert into campaign_link (campaign_id, place_id, school_id, audience, instrument,
			instrument_version, token)
		select ${campaignId}, ${placeId}, "schoolId", audience, instrument, version, token
		from jsonb_to_recordset(${JSON.stringify(links)}) as given
			("schoolId" uuid, audience text, instrument text, version smallint, token text)
		on conflict (campaign_id, school_id, audience) do nothing`.execute(db);
}
