INSERT INTO approval_settings (id) VALUES (1);

-- The same action waits once: whoever asks for it again joins (A7). Machines meet here, not in code.
CREATE UNIQUE INDEX approvals_pending_action ON approvals (action_digest) WHERE status = 'pending';
CREATE INDEX approvals_open ON approvals (agent_id) WHERE status IN ('pending', 'approved');
CREATE INDEX approvals_unrecorded ON approvals (id) WHERE unrecorded;
CREATE INDEX approvals_consumed ON approvals (consumed_at) WHERE status = 'consumed';
CREATE INDEX approvals_glass ON approvals (decided_at) WHERE break_glass AND reviewed_at IS NULL;
CREATE UNIQUE INDEX asking_stops_open ON asking_stops (agent_id) WHERE lifted_at IS NULL;
CREATE INDEX deliveries_waiting ON deliveries (next_at) WHERE state IN ('queued', 'retrying', 'sending');
ALTER TABLE absences ADD CONSTRAINT absences_order CHECK (until_at > from_at);
ALTER TABLE absences ADD CONSTRAINT absences_other CHECK (delegate_id IS DISTINCT FROM person_id);

-- Queues and waiting machines follow what changed. The bell rings once per transaction and carries nothing.
CREATE FUNCTION approvals_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO approval_changes (approval_id) SELECT id FROM new_rows;
  IF FOUND THEN
    PERFORM pg_notify('countersign_approvals', '');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER approvals_in AFTER INSERT ON approvals REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION approvals_follow();
CREATE TRIGGER approvals_up AFTER UPDATE ON approvals REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION approvals_follow();

-- What an approval rests on ends it in the same transaction, whoever ended it and by whatever way (A3). What waited is cancelled,
-- what was approved and not yet used is revoked. The sweep writes the event; the row counts from here on.
CREATE FUNCTION approvals_end(ids text[], why text) RETURNS void LANGUAGE sql AS $$
  UPDATE approvals SET status = CASE status WHEN 'pending' THEN 'cancelled' ELSE 'revoked' END, status_reason = why,
    ended_at = clock_timestamp(), unrecorded = true, version = version + 1
  WHERE status IN ('pending', 'approved') AND id = ANY (ids)
$$;

-- What was asked under another version of the agent or its tool is asked anew; what was approved stays, and is refused at its use.
CREATE FUNCTION approvals_supersede(ids text[], why text) RETURNS void LANGUAGE sql AS $$
  UPDATE approvals SET status = 'superseded', status_reason = why, ended_at = clock_timestamp(), unrecorded = true, version = version + 1
  WHERE status = 'pending' AND id = ANY (ids)
$$;

CREATE FUNCTION approvals_drift(ids text[], why text) RETURNS void LANGUAGE sql AS $$
  UPDATE standing_approvals SET state = 'ended', state_reason = why, ended_at = clock_timestamp(), version = version + 1
  WHERE state IN ('proposed', 'active') AND id = ANY (ids)
$$;

CREATE FUNCTION approvals_follow_agents() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  stopped text[];
  ownerless text[];
  changed text[];
  risen text[];
BEGIN
  SELECT array_agg(n.id) FILTER (WHERE n.status <> 'active' AND o.status = 'active'),
    array_agg(n.id) FILTER (WHERE (n.owner_id IS NULL OR n.governance_since IS NOT NULL) AND o.owner_id IS NOT NULL AND o.governance_since IS NULL),
    array_agg(n.id) FILTER (WHERE n.fingerprint <> o.fingerprint),
    array_agg(n.id) FILTER (WHERE n.tier IS DISTINCT FROM o.tier)
  INTO stopped, ownerless, changed, risen FROM new_rows n JOIN old_rows o ON o.id = n.id;
  IF stopped IS NOT NULL THEN
    PERFORM approvals_end((SELECT array_agg(id) FROM approvals WHERE status IN ('pending', 'approved') AND (agent_id = ANY (stopped) OR chain && stopped)), 'agent_stopped');
  END IF;
  IF ownerless IS NOT NULL THEN
    PERFORM approvals_end((SELECT array_agg(id) FROM approvals WHERE status IN ('pending', 'approved') AND agent_id = ANY (ownerless)), 'owner_gone');
  END IF;
  IF changed IS NOT NULL THEN
    PERFORM approvals_supersede((SELECT array_agg(id) FROM approvals WHERE status = 'pending' AND agent_id = ANY (changed)), 'agent_changed');
  END IF;
  IF changed IS NOT NULL OR risen IS NOT NULL OR stopped IS NOT NULL OR ownerless IS NOT NULL THEN
    PERFORM approvals_drift((SELECT array_agg(id) FROM standing_approvals WHERE state IN ('proposed', 'active')
      AND agent_id = ANY (changed || risen || stopped || ownerless)), 'agent_changed');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER approvals_agents_up AFTER UPDATE ON agents REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION approvals_follow_agents();

CREATE FUNCTION approvals_follow_tools() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM new_rows n JOIN old_rows o ON o.id = n.id
      WHERE (n.accepted_hash, n.state, n.name) IS DISTINCT FROM (o.accepted_hash, o.state, o.name)) THEN
    PERFORM approvals_supersede((SELECT array_agg(a.id) FROM approvals a WHERE a.status = 'pending' AND EXISTS (
      SELECT 1 FROM new_rows n JOIN old_rows o ON o.id = n.id JOIN agent_servers s ON s.id = n.server_id
      WHERE (n.accepted_hash, n.state, n.name) IS DISTINCT FROM (o.accepted_hash, o.state, o.name)
        AND a.agent_id = n.agent_id AND a.server = s.name AND a.tool = o.name)), 'tool_changed');
    PERFORM approvals_drift((SELECT array_agg(a.id) FROM standing_approvals a WHERE a.state IN ('proposed', 'active') AND EXISTS (
      SELECT 1 FROM new_rows n JOIN old_rows o ON o.id = n.id JOIN agent_servers s ON s.id = n.server_id
      WHERE (n.accepted_hash, n.state, n.name) IS DISTINCT FROM (o.accepted_hash, o.state, o.name)
        AND a.agent_id = n.agent_id AND a.server = s.name AND a.tool = o.name)), 'tool_changed');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER approvals_tools_up AFTER UPDATE ON agent_tools REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION approvals_follow_tools();

CREATE FUNCTION approvals_follow_credentials() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM approvals_end((SELECT array_agg(a.id) FROM approvals a JOIN new_rows n ON n.id = a.credential_id JOIN old_rows o ON o.id = n.id
    WHERE a.status IN ('pending', 'approved') AND n.state IN ('revoked', 'expired') AND o.state NOT IN ('revoked', 'expired')), 'credential_ended');
  RETURN NULL;
END $$;
CREATE TRIGGER approvals_credentials_up AFTER UPDATE ON credentials REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION approvals_follow_credentials();

CREATE FUNCTION approvals_follow_instances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM approvals_end((SELECT array_agg(a.id) FROM approvals a JOIN new_rows n ON n.id = a.instance_id JOIN old_rows o ON o.id = n.id
    WHERE a.status IN ('pending', 'approved') AND n.state <> 'active' AND o.state = 'active'), 'instance_stopped');
  RETURN NULL;
END $$;
CREATE TRIGGER approvals_instances_up AFTER UPDATE ON agent_instances REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION approvals_follow_instances();

CREATE FUNCTION approvals_follow_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM approvals_end((SELECT array_agg(a.id) FROM approvals a JOIN new_rows n ON n.id = a.person_id JOIN old_rows o ON o.id = n.id
    WHERE a.status IN ('pending', 'approved') AND n.status <> 'active' AND o.status = 'active'), 'person_left');
  RETURN NULL;
END $$;
CREATE TRIGGER approvals_people_up AFTER UPDATE ON people REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION approvals_follow_people();
