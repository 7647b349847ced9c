-- What the triggers of search would have kept of rows made past them.
insert into search_entry (kind, id, owner_id, roadmap_id, title, body, words)
select 'measure', id, owner_id, roadmap_id, text, result,
	setweight(to_tsvector('russian', plain(text)), 'A') || setweight(to_tsvector('russian', plain(result)), 'B')
from measure
union all
select 'roadmap', id, owner_id, id, title, '', setweight(to_tsvector('russian', plain(title)), 'A')
from roadmap
union all
select 'person', id, organisation_id, null, trim(concat_ws(' ', surname, given, patronymic)), post,
	setweight(to_tsvector('russian', plain(concat_ws(' ', surname, given, patronymic))), 'A')
		|| setweight(to_tsvector('russian', plain(post)), 'B')
from person;
insert into search_word (word, stem)
select word, to_tsvector('russian', word)
from ts_stat('select to_tsvector(''simple'', plain(title || '' '' || body)) from search_entry')
where word ~ '^[[:alpha:]]{4,40}$' on conflict do nothing;
