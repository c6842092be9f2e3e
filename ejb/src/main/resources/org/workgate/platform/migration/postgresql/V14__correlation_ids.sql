-- Whoever puts a request makes its correlation ID, as long as he likes, and its answer has to carry it as it came.
alter table gtl_unsent alter column correlation_id type text;
alter table gtl_pending_operation alter column request_correlation_id type text;
