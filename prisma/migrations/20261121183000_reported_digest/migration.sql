-- What was reported under a reporter's id, keyed with the installation's secret: the same again is a repeat, anything else a conflict.
ALTER TABLE reported_keys ADD COLUMN digest bytea NOT NULL DEFAULT '';
