-- Times are microseconds since 1970-01-01T00:00Z. The JDBC binding of TIMESTAMP goes through the zone of the JVM and loses
-- an hour of every year wherever clocks are put forward. To read one:
--   {fn timestampadd(SQL_TSI_SECOND, cast(created_date_time / 1000000 as integer), timestamp('1970-01-01 00:00:00'))}
--
-- Lengths: Workgate counts characters (code points), Derby counts UTF-16 units, of which a character has up to two. So each
-- VARCHAR is twice as long here as in the mapping.

-- EclipseLink takes a block of 200 numbers per value. Derby would by itself set 100 values aside, and lose them at a kill:
-- 20,000 BrokerIds of the 2,147,483,647 there are.
call SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY('derby.language.sequence.preallocator', '1');
create sequence gtl_task_seq as integer start with 200 increment by 200 no cycle;
create sequence gtl_task_history_seq as bigint start with 200 increment by 200 no cycle;

create table gtl_task (
    id                             integer not null,
    version                        integer not null,
    capture_point_id               varchar(32) not null,
    capture_id                     varchar(128) not null,
    -- 0 for a task captured under the check, else its id (A45)
    capture_guard                  bigint not null,
    tenant_id                      varchar(32) not null,
    solution_id                    varchar(32) not null,
    contract_id                    varchar(32),
    process_id                     varchar(32),
    process_given                  boolean not null,
    channel                        varchar(64),
    category                       varchar(64),
    status                         varchar(32) not null,
    held_from_status               varchar(32),
    business_calendar_id           varchar(32),
    created_date_time              bigint not null,
    held_date_time                 bigint,
    distributed_date_time          bigint,
    assigned_date_time             bigint,
    completed_date_time            bigint,
    activation_date_time           bigint,
    due_date_time                  bigint,
    expiration_date_time           bigint,
    priority                       integer,
    priority_given                 boolean not null,
    reprioritize_date_time         bigint,
    business_value                 integer,
    assigned_to_user               varchar(128),
    queue_name                     varchar(510),
    queue_type                     varchar(64),
    queue_target                   varchar(510),
    distribution_id                varchar(128),
    distribution_point_id          varchar(32),
    customer_id                    varchar(128),
    customer_segment               varchar(128),
    product_type                   varchar(128),
    product_subtype                varchar(128),
    result_code                    varchar(128),
    source_first_created_date_time bigint,
    source_created_date_time       bigint,
    source_due_date_time           bigint,
    source_process_type            varchar(128),
    source_process_subtype         varchar(128),
    source_tenant                  varchar(128),
    -- a JSON object of texts, in the order in which they came (A77)
    custom_attributes              clob,
    -- decides between two creations at once (A45), and finds by CaptureId
    constraint gtl_task_capture_id unique (capture_id, capture_point_id, capture_guard),
    constraint gtl_task_status check (status in ('NEW', 'NEW_HELD', 'CAPTURED', 'QUEUED', 'DISTRIBUTED', 'ASSIGNED', 'HELD',
        'ERROR_HELD', 'COMPLETED', 'CANCELED', 'REJECTED'))
);
-- Every index is written by every creation. These two carry the pages that are opened most: what waits, the most urgent
-- first, and what came last. Other orders sort what a filter has left over.
create index gtl_task_by_priority on gtl_task (status, priority desc, id);
create index gtl_task_by_creation on gtl_task (created_date_time, id);
-- Instead of a primary key, which would be one index more: it finds by id as well, and has the newest first, as the list
-- opens. Derby reads an index forwards only.
create unique index gtl_task_pk on gtl_task (id desc);

-- No foreign key to gtl_task: tasks leave it for the archive and their history stays, and each line would pay for a look-up.
create table gtl_task_history (
    id           bigint not null,
    broker_id    integer not null,
    event        varchar(64) not null,
    happened_at  bigint not null,
    effective_at bigint,
    status_after varchar(32) not null,
    actor        varchar(510) not null,
    reason       varchar(510),
    channel      varchar(32) not null,
    principal    varchar(510),
    message_id   varchar(256),
    -- id alone is unique; the task comes first because its lines are read together
    constraint gtl_task_history_pk primary key (broker_id, id)
);

-- The number is unique within the capture point. It ascends with time, so what was sent after a given entry, and what is older
-- than its retention, is a range of the primary key.
create table gtl_message (
    capture_point_id varchar(32) not null,
    sequence_no      bigint not null,
    direction        varchar(16) not null,
    message_id       varchar(256) not null,
    correlation_id   varchar(256),
    -- its own ID for a message that came in, else that of the message it answers
    request_id       varchar(256),
    message_type     varchar(128) not null,
    broker_id        integer,
    capture_id       varchar(128),
    passed_at        bigint not null,
    body_size        bigint not null,
    body             blob,
    constraint gtl_message_pk primary key (capture_point_id, direction, sequence_no),
    constraint gtl_message_direction check (direction in ('IN', 'OUT', 'BACKOUT'))
);
create index gtl_message_by_request on gtl_message (request_id, sequence_no);

create table gtl_journal_counter (
    capture_point_id varchar(32) not null,
    last_sequence    bigint not null,
    constraint gtl_journal_counter_pk primary key (capture_point_id)
);

-- Who takes messages from a capture point's input queue, and until when.
create table gtl_intake (
    capture_point_id varchar(32) not null,
    holder           varchar(256),
    epoch            bigint not null,
    expires_at       bigint,
    batches          bigint not null,
    constraint gtl_intake_pk primary key (capture_point_id)
);

-- Messages that came in over HTTP.
create table gtl_submission (
    message_id       varchar(256) not null,
    capture_point_id varchar(32) not null,
    idempotency_key  varchar(510),
    principal        varchar(510),
    submitted_at     bigint not null,
    constraint gtl_submission_pk primary key (message_id),
    -- A constraint, since a unique index would take two nulls for equal: submissions without a key do not collide.
    constraint gtl_submission_key unique (capture_point_id, principal, idempotency_key)
);
