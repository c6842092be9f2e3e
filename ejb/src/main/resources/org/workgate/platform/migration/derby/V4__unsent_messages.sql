-- EclipseLink takes a block of 20 numbers per value.
create sequence gtl_unsent_seq as bigint start with 20 increment by 20 no cycle;

-- Messages that the outgoing script of their capture point could not transform, in their standard form.
create table gtl_unsent (
    id               bigint not null,
    capture_point_id varchar(32) not null,
    message_type     varchar(128) not null,
    broker_id        integer,
    capture_id       varchar(128),
    -- as it is to be set, with the prefix of JMS where it has one
    correlation_id   varchar(510),
    -- the message that it answers
    request_id       varchar(256),
    body             clob not null,
    fault            varchar(510) not null,
    failed_at        bigint not null,
    constraint gtl_unsent_pk primary key (id)
);
create index gtl_unsent_by_capture_point on gtl_unsent (capture_point_id, failed_at, id);
