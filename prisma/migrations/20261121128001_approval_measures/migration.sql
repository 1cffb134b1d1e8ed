-- Measures count months of requests (A9). The rows are wide, for they hold what was shown; what is counted stands beside the order.
DROP INDEX approvals_requested_at_id_idx;
CREATE INDEX approvals_measured ON approvals (requested_at, id) INCLUDE (status, expires_at, caller_kind, team_id, standing_id,
  first_viewed_at, decided_at, reviewed_at, break_glass, joined, server, tool, groups);
