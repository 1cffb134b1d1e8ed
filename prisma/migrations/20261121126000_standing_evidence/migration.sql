-- What the two people signed (tier high), and whether a trigger ended it before anybody wrote that down.
ALTER TABLE standing_approvals ADD COLUMN proposed_evidence jsonb, ADD COLUMN confirmed_evidence jsonb,
  ADD COLUMN unrecorded boolean NOT NULL DEFAULT false;
CREATE INDEX standing_approvals_unrecorded ON standing_approvals (id) WHERE unrecorded;
CREATE INDEX approvals_standing ON approvals (standing_id, requested_at) WHERE standing_id IS NOT NULL;

CREATE OR REPLACE FUNCTION approvals_drift(ids text[], why text) RETURNS void LANGUAGE sql AS $$
  UPDATE standing_approvals SET state = 'ended', state_reason = why, ended_at = clock_timestamp(), unrecorded = true, version = version + 1
  WHERE state IN ('proposed', 'active') AND id = ANY (ids)
$$;
