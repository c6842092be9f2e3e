-- Whoever puts a request makes its correlation ID, as long as he likes, and its answer has to carry it as it came. Derby makes no clob of
-- a varchar, so that the columns are made anew.
alter table gtl_unsent add column whole_correlation_id clob;
update gtl_unsent set whole_correlation_id = correlation_id;
alter table gtl_unsent drop column correlation_id;
rename column gtl_unsent.whole_correlation_id to correlation_id;

alter table gtl_pending_operation add column whole_correlation_id clob;
update gtl_pending_operation set whole_correlation_id = request_correlation_id;
alter table gtl_pending_operation drop column request_correlation_id;
rename column gtl_pending_operation.whole_correlation_id to request_correlation_id;
