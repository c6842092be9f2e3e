-- The best tasks for a distribution point, with all that is asked of them: where an index has not all of it and very many tasks wait,
-- Derby would rather read and sort every one of them.
drop index gtl_task_to_distribute;
create index gtl_task_to_distribute on gtl_task
    (next_distribution_point_id, status, order_priority desc, order_due, created_date_time, id, activation_date_time);

-- Finds what is rare in the archive by its status, what came last first. What has expired and is still open is found by
-- gtl_task_to_archive, which has every task here.
create index gtl_archived_task_by_status on gtl_archived_task (status, id desc);
