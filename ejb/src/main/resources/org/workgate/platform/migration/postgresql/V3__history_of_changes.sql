-- What an event changed in the attributes of its task, a JSON object; null where nothing but the status changed.
alter table gtl_task_history add column changes text;
