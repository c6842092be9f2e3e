-- The versions of the business structure; the one with the greatest number is in force. None is changed or deleted.
create table gtl_structure_version (
    version_no integer not null,
    -- the structure as a file
    content    clob not null,
    author     varchar(128) not null,
    saved_at   bigint not null,
    remark     varchar(510),
    constraint gtl_structure_version_pk primary key (version_no)
);
