-- The priority that was given from outside the rules, from which each of their rounds begins (A64).
alter table gtl_task add column given_priority integer;
update gtl_task set given_priority = priority where priority_given;
alter table gtl_task drop column priority_given;

-- Where rules want a task distributed.
alter table gtl_task add column next_distribution_point_id varchar(16);

-- Which rules led to an event, and what the services did after it in the same unit of work, both JSON; null where nothing.
alter table gtl_task_history add column because text;
alter table gtl_task_history add column steps text;
