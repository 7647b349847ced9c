-- «Сегодня» asks for what falls due in two weeks among all measures of a district.
create index measure_due on opora.measure (owner_id, window_to) where withdrawn_at is null;
