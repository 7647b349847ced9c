-- A verdict stays in the history when its author takes it back: the row `taken-back` counters it.
alter table opora.verification
	drop constraint verification_verdict_check,
	drop constraint verification_check,
	add constraint verification_verdict_check check (verdict in ('verified', 'returned', 'taken-back')),
	add constraint verification_check check (verdict <> 'returned' or comment <> '');
