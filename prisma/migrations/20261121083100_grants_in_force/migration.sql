-- A grant that was narrowed keeps the approval of the wider one and is in force only since it was narrowed: until then it could
-- not have been used.
DROP INDEX entitlements_unused;
CREATE INDEX entitlements_unused ON entitlements (coalesce(last_used_at, greatest(approved_at, requested_at)), id) WHERE state = 'active';
