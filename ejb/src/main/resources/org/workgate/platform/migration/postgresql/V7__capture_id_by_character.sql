-- What begins like this is looked up in an index only where that is in the order of the characters' codes, and not in that of
-- some language. It is also the order that Derby has.
alter table gtl_task alter column capture_id type varchar(64) collate "C";
