-- One by one: versions of one place are numbered apart.
create sequence gtl_rule_table_seq as bigint start with 1 increment by 1 no cycle;

-- The decision tables by which tasks are classified and prioritized, in all their versions. Nothing is ever changed here.
create table gtl_rule_table (
    id         bigint not null,
    service    varchar(16) not null,
    rule_level varchar(16) not null,
    -- the capture point, contract or process, empty on the global level
    scope      varchar(16) not null,
    version    integer not null,
    name       varchar(255) not null,
    dmn        text not null,
    author     varchar(64) not null,
    created_at bigint not null,
    valid_from bigint not null,
    constraint gtl_rule_table_pk primary key (id),
    constraint gtl_rule_table_version unique (service, rule_level, scope, version),
    constraint gtl_rule_table_service check (service in ('CLASSIFICATION', 'PRIORITIZATION')),
    constraint gtl_rule_table_level check (rule_level in ('GLOBAL', 'CAPTURE_POINT', 'CONTRACT', 'PROCESS'))
);
create index gtl_rule_table_in_force on gtl_rule_table (service, rule_level, scope, valid_from, version);
