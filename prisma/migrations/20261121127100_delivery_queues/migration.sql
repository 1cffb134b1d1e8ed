-- What still waits for one endpoint: the log of what was sent long ago stands beside it and must not be walked through.
CREATE INDEX deliveries_waiting_of ON deliveries (endpoint_id, next_at) WHERE state IN ('queued', 'retrying', 'sending');
