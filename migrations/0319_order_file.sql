-- The file of an order that names schools: given with it, or later, or another one for it.
grant update (document_id) on opora.official_list to opora_app;
