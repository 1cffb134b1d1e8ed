-- What waits for approval is asked with every page of the console, and what was unused for longest comes first when grants are
-- right-sized: among a million active grants neither may be looked for row by row.
CREATE INDEX entitlements_requested ON entitlements (requested_at, id) WHERE state = 'requested';
CREATE INDEX entitlements_unused ON entitlements (coalesce(last_used_at, approved_at), id) WHERE state = 'active';
CREATE INDEX entitlements_replaces ON entitlements (replaces_id) WHERE replaces_id IS NOT NULL;
