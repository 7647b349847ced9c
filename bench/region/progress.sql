-- What the nightly count has left: every roadmap on its owner's day.
set opora.now = $now;
insert into roadmap_progress
select * from count_progress(array(select id from roadmap));
reset opora.now;
