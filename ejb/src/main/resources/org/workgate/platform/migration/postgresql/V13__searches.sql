-- Finds what has expired and is still open. Only tasks that can expire pay for it.
create index gtl_task_expired_open on gtl_task (expiration_date_time, id)
    where ended_at is null and expiration_date_time is not null;

-- Finds what is rare in the archive by its status, what came last first.
create index gtl_archived_task_by_status on gtl_archived_task (status, id desc);
