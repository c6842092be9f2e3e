-- When the services have something to do about a task next. Tasks that an earlier version left unclassified are due at once.
alter table gtl_task add column next_step_at bigint;
update gtl_task set next_step_at = created_date_time where status in ('NEW', 'CAPTURED');
update gtl_task
    set next_step_at = case
        when activation_date_time > reprioritize_date_time then activation_date_time
        else reprioritize_date_time
    end
    where status in ('QUEUED', 'DISTRIBUTED') and reprioritize_date_time is not null;
create index gtl_task_next_step on gtl_task (next_step_at, id);
