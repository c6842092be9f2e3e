-- Two roles hold at points, which are given one by one. Who had every role has these two everywhere.
alter table gtl_user alter column roles set data type varchar(4000);
update gtl_user set roles = 'administrator agent auditor distributor:* integrator:* operator viewer'
    where roles = 'administrator agent auditor distributor integrator operator viewer';
