-- EclipseLink takes a block of 20 numbers per value.
create sequence gtl_unsent_seq as bigint start with 20 increment by 20 no cycle;

-- Messages that the outgoing script of their capture point could not transform, in their standard form.
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
    fault            varchar(255) not null,
    failed_at        bigint not null,
    constraint gtl_unsent_pk primary key (id)
);
create index gtl_unsent_by_capture_point on gtl_unsent (capture_point_id, failed_at, id);
