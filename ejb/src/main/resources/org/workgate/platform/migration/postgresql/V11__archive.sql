-- Since when a task is final. What was final before this version, no later than its last line of history says.
alter table gtl_task add column ended_at bigint;
update gtl_task t
    set ended_at = coalesce(
        t.completed_date_time,
        (select max(h.happened_at) from gtl_task_history h where h.broker_id = t.id),
        t.created_date_time)
    where t.status in ('COMPLETED', 'CANCELED', 'REJECTED');

-- Finds what has expired, and of what never expires what was final first.
create index gtl_task_to_archive on gtl_task (expiration_date_time, ended_at, id) where ended_at is not null;

-- The archive: when a task came there, and then the columns of the list, in their order. A column that is added to one is added
-- to the other.
create table gtl_archived_task (archived_at bigint not null, like gtl_task);
alter table gtl_archived_task add constraint gtl_archived_task_pk primary key (id);
create index gtl_archived_task_by_time on gtl_archived_task (archived_at, id);
create index gtl_archived_task_by_capture_id on gtl_archived_task (capture_id, capture_point_id);

create table gtl_archived_history (like gtl_task_history);
alter table gtl_archived_history add constraint gtl_archived_history_pk primary key (broker_id, id);
