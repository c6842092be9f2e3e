-- One by one, whichever server draws: operations on a task have their turns in the order of their numbers.
create sequence gtl_pending_operation_seq as bigint start with 1 increment by 1 no cycle;

-- Operations that wait: the first of a task for the distribution system to give the task back, the others behind it (A87).
create table gtl_pending_operation (
    id                        bigint not null,
    broker_id                 integer not null,
    operation                 varchar(32) not null,
    -- what an update gives, as JSON
    given_values              clob,
    asked_at                  bigint not null,
    actor                     varchar(510) not null,
    reason                    varchar(510),
    effective_at              bigint,
    channel                   varchar(32) not null,
    principal                 varchar(510),
    -- the message that is owed a response
    request_capture_point_id  varchar(32),
    request_message_id        varchar(256),
    request_correlation_id    varchar(510),
    request_wants_correlation boolean not null,
    -- in which status the task was when it was asked back
    revoked_from              varchar(32),
    constraint gtl_pending_operation_pk primary key (id)
);
create index gtl_pending_operation_by_task on gtl_pending_operation (broker_id, id);

-- One by one, for the same reason.
create sequence gtl_router_message_seq as bigint start with 1 increment by 1 no cycle;

-- What routers are still to be told of tasks that they have.
create table gtl_router_message (
    id                    bigint not null,
    distribution_point_id varchar(32) not null,
    distribution_id       varchar(128) not null,
    message_type          varchar(32) not null,
    body                  clob not null,
    constraint gtl_router_message_pk primary key (id)
);
create index gtl_router_message_by_point on gtl_router_message (distribution_point_id, id);
