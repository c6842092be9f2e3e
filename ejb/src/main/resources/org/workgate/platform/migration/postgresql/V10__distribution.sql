-- Priority and due date as distribution orders by them: what is missing comes last.
alter table gtl_task add column order_priority integer default -2147483648 not null;
alter table gtl_task add column order_due bigint default 253433923200000000 not null;
update gtl_task set order_priority = priority where priority is not null;
update gtl_task set order_due = due_date_time where due_date_time is not null;
create index gtl_task_to_distribute on gtl_task
    (next_distribution_point_id, status, order_priority desc, order_due, created_date_time, id);

-- What a distribution point has, and what a distribution system reports about.
create index gtl_task_by_distribution_point on gtl_task (distribution_point_id, status) where distribution_point_id is not null;
create index gtl_task_by_distribution on gtl_task (distribution_id) where distribution_id is not null;

-- One line for each distribution point, locked by the server that hands tasks out there.
create table gtl_distribution_turn (
    distribution_point_id varchar(16) not null primary key
);
