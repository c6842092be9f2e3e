-- One by one, whichever server draws: the messages about a task are put in the order of their numbers.
create sequence gtl_unsent_seq as bigint start with 1 increment by 1 no cycle;

-- Messages that could not be put, in their standard form: since the outgoing script of their capture point could not
-- transform them (A89), or since its queue manager did not answer (A79).
create table gtl_unsent (
    id               bigint not null,
    capture_point_id varchar(16) not null,
    message_type     varchar(64) not null,
    broker_id        integer,
    capture_id       varchar(64),
    -- as it is to be set, with the prefix of JMS where it has one
    correlation_id   varchar(255),
    -- the message that it answers
    request_id       varchar(128),
    body             text not null,
    cause            varchar(16) not null,
    fault            varchar(255) not null,
    failed_at        bigint not null,
    constraint gtl_unsent_pk primary key (id),
    constraint gtl_unsent_cause check (cause in ('SCRIPT', 'BROKER'))
);
create index gtl_unsent_by_capture_point on gtl_unsent (capture_point_id, cause, id);
