-- Users. Roles are separated by blanks.
create table gtl_user (
    name          varchar(64) not null,
    version       integer not null,
    password_hash varchar(255) not null,
    roles         varchar(255) not null,
    created_at    bigint not null,
    changed_at    bigint not null,
    constraint gtl_user_pk primary key (name)
);

-- EclipseLink takes a block of 20 numbers per value.
create sequence gtl_audit_seq as bigint start with 20 increment by 20 no cycle;

-- The audit trail. Its numbers ascend with time per server only.
create table gtl_audit (
    id             bigint not null,
    recorded_at    bigint not null,
    event          varchar(32) not null,
    principal      varchar(64) not null,
    remote_address varchar(64),
    detail         varchar(255),
    constraint gtl_audit_pk primary key (id)
);
create index gtl_audit_by_time on gtl_audit (recorded_at, id);
