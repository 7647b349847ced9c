-- Planned anew for each region and day, a few milliseconds: the plan for any of them, which PostgreSQL
-- keeps after five calls, took three times as long (260 ms instead of 80 on a busy machine).
alter function opora.municipality_sums set plan_cache_mode = force_custom_plan;
