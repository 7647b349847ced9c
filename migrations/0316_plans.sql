-- After five calls in a connection PostgreSQL plans for any place and year: the sixth run over a country
-- took minutes. Each is planned for what it is asked.

alter function opora.identify_schools(uuid, integer, jsonb, jsonb) set plan_cache_mode = 'force_custom_plan';
alter function opora.make_run(uuid, integer, jsonb, jsonb, text) set plan_cache_mode = 'force_custom_plan';
alter function opora.settle_statuses(uuid, integer) set plan_cache_mode = 'force_custom_plan';
alter function opora.read_year(uuid, integer) set plan_cache_mode = 'force_custom_plan';
alter function opora.share_distribution(uuid, integer) set plan_cache_mode = 'force_custom_plan';
alter function opora.place_sums(uuid, integer, integer) set plan_cache_mode = 'force_custom_plan';
alter function opora.task_means(uuid, integer) set plan_cache_mode = 'force_custom_plan';
alter function opora.sign_facts(uuid, integer) set plan_cache_mode = 'force_custom_plan';
alter function opora.sign_tasks(uuid, integer) set plan_cache_mode = 'force_custom_plan';
