-- What time has ended stays ended by time, whatever label it still has: others were told so already. Only what is open by the
-- database's clock is cancelled, withdrawn or superseded with what it rested on. The rows are locked first and the clock is read
-- afterwards: a statement that has waited for a row compares again only where the row was changed, not where it was merely held.
CREATE OR REPLACE FUNCTION approvals_end(ids text[], why text) RETURNS void LANGUAGE sql AS $$
  SELECT 1 FROM approvals WHERE id = ANY (ids) ORDER BY id FOR UPDATE;
  UPDATE approvals SET status = CASE status WHEN 'pending' THEN 'cancelled' ELSE 'revoked' END, status_reason = why,
    ended_at = clock_timestamp(), unrecorded = true, version = version + 1
  WHERE id = ANY (ids) AND ((status = 'pending' AND expires_at > clock_timestamp()) OR (status = 'approved' AND approved_until > clock_timestamp()))
$$;

CREATE OR REPLACE FUNCTION approvals_supersede(ids text[], why text) RETURNS void LANGUAGE sql AS $$
  SELECT 1 FROM approvals WHERE id = ANY (ids) ORDER BY id FOR UPDATE;
  UPDATE approvals SET status = 'superseded', status_reason = why, ended_at = clock_timestamp(), unrecorded = true, version = version + 1
  WHERE status = 'pending' AND expires_at > clock_timestamp() AND id = ANY (ids)
$$;
