-- What decisions rest on tells of its changes by itself: a verb that forgets to would leave decision points with yesterday's
-- answer. Statement triggers, so that an import pays once. The bell rings once per transaction and carries nothing.
INSERT INTO decision_control (id) VALUES (1);

-- Two living credentials may not share a key (I1).
CREATE UNIQUE INDEX credentials_thumbprint_live ON credentials (thumbprint) WHERE state IN ('active', 'overlap') AND thumbprint IS NOT NULL;
-- One version of a policy is being written or waits for its second person, one is in force.
CREATE UNIQUE INDEX policy_versions_open ON policy_versions (policy_id) WHERE state IN ('draft', 'proposed');
CREATE UNIQUE INDEX policy_versions_published ON policy_versions (policy_id) WHERE state = 'published';
-- The same switch is not thrown twice while it is on.
CREATE UNIQUE INDEX kill_switches_active ON kill_switches (target_kind, target, drill) WHERE state = 'active';
CREATE INDEX decisions_not_allowed ON decisions (id) WHERE outcome IN ('deny', 'step_up');

CREATE FUNCTION decisions_ring() RETURNS void LANGUAGE sql AS $$ SELECT pg_notify('countersign_control', '') $$;

CREATE FUNCTION decisions_note(a_kind text, ids text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality(ids) > 0 THEN
    INSERT INTO decision_changes (kind, entity_id) SELECT DISTINCT a_kind, unnest(ids);
    PERFORM decisions_ring();
  END IF;
END $$;

CREATE FUNCTION decisions_follow_agents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM decisions_note('agent', (SELECT array_agg(id) FROM new_rows));
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM decisions_note('agent', (SELECT array_agg(id) FROM old_rows));
  ELSE
    PERFORM decisions_note('agent', (SELECT array_agg(n.id) FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE
      (n.name, n.tier, n.status, n.environment, n.kind, n.owner_id, n.deputy_id, n.sponsor_id, n.team_id, n.autonomy, n.exposure, n.purpose, n.provider, n.model, n.revision, n.fingerprint, n.governance_since, n.data_read, n.data_written)
      IS DISTINCT FROM
      (o.name, o.tier, o.status, o.environment, o.kind, o.owner_id, o.deputy_id, o.sponsor_id, o.team_id, o.autonomy, o.exposure, o.purpose, o.provider, o.model, o.revision, o.fingerprint, o.governance_since, o.data_read, o.data_written)));
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION decisions_follow_tools() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM decisions_note('agent', (SELECT array_agg(DISTINCT agent_id) FROM old_rows));
  ELSIF TG_OP = 'INSERT' THEN
    PERFORM decisions_note('agent', (SELECT array_agg(DISTINCT agent_id) FROM new_rows));
  ELSE
    PERFORM decisions_note('agent', (SELECT array_agg(DISTINCT n.agent_id) FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE
      (n.name, n.state, n.tier, n.accepted_hash, n.accepted_effect, n.accepted_capabilities, n.corrected_effect, n.corrected_capabilities)
      IS DISTINCT FROM
      (o.name, o.state, o.tier, o.accepted_hash, o.accepted_effect, o.accepted_capabilities, o.corrected_effect, o.corrected_capabilities)));
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION decisions_follow_agent_parts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM decisions_note('agent', (SELECT array_agg(DISTINCT agent_id) FROM old_rows));
  ELSE
    PERFORM decisions_note('agent', (SELECT array_agg(DISTINCT agent_id) FROM new_rows));
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION decisions_follow_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM decisions_note('person', (SELECT array_agg(n.id) FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.status IS DISTINCT FROM o.status));
  RETURN NULL;
END $$;

CREATE FUNCTION decisions_follow_resources() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM decisions_note('resource', (SELECT array_agg(n.id) FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.data_classes, n.name, n.kind) IS DISTINCT FROM (o.data_classes, o.name, o.kind)));
  RETURN NULL;
END $$;

CREATE FUNCTION decisions_follow_entitlements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM decisions_note('entitlement', (SELECT array_agg(id) FROM new_rows WHERE state = 'active'));
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM decisions_note('entitlement', (SELECT array_agg(id) FROM old_rows WHERE state = 'active'));
  ELSE
    PERFORM decisions_note('entitlement', (SELECT array_agg(n.id) FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE
      (n.state, n.server, n.tool, n.resource_id, n.actions, n.conditions, n.windows, n.starts_at, n.expires_at)
      IS DISTINCT FROM
      (o.state, o.server, o.tool, o.resource_id, o.actions, o.conditions, o.windows, o.starts_at, o.expires_at)));
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION decisions_follow_instances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM decisions_note('instance', (SELECT array_agg(n.id) FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.state IS DISTINCT FROM o.state));
  RETURN NULL;
END $$;

CREATE FUNCTION decisions_follow_credentials() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM decisions_note('credential', (SELECT array_agg(n.id) FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.state, n.overlap_until, n.expires_at) IS DISTINCT FROM (o.state, o.overlap_until, o.expires_at)));
  RETURN NULL;
END $$;

CREATE FUNCTION decisions_follow_tokens() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM decisions_note('token', (SELECT array_agg(n.jti) FROM new_rows n JOIN old_rows o ON o.jti = n.jti
    WHERE n.revoked_at IS NOT NULL AND o.revoked_at IS NULL));
  RETURN NULL;
END $$;

CREATE FUNCTION decisions_follow_control() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM decisions_ring();
  RETURN NULL;
END $$;

CREATE TRIGGER decisions_agents_in AFTER INSERT ON agents REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_agents();
CREATE TRIGGER decisions_agents_up AFTER UPDATE ON agents REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_agents();
CREATE TRIGGER decisions_agents_out AFTER DELETE ON agents REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_agents();
CREATE TRIGGER decisions_tools_in AFTER INSERT ON agent_tools REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_tools();
CREATE TRIGGER decisions_tools_up AFTER UPDATE ON agent_tools REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_tools();
CREATE TRIGGER decisions_tools_out AFTER DELETE ON agent_tools REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_tools();
CREATE TRIGGER decisions_links_in AFTER INSERT ON tool_resources REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_agent_parts();
CREATE TRIGGER decisions_links_out AFTER DELETE ON tool_resources REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_agent_parts();
CREATE TRIGGER decisions_people_up AFTER UPDATE ON people REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_people();
CREATE TRIGGER decisions_resources_up AFTER UPDATE ON resources REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_resources();
CREATE TRIGGER decisions_entitlements_in AFTER INSERT ON entitlements REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_entitlements();
CREATE TRIGGER decisions_entitlements_up AFTER UPDATE ON entitlements REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_entitlements();
CREATE TRIGGER decisions_entitlements_out AFTER DELETE ON entitlements REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_entitlements();
CREATE TRIGGER decisions_instances_up AFTER UPDATE ON agent_instances REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_instances();
CREATE TRIGGER decisions_credentials_up AFTER UPDATE ON credentials REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_credentials();
CREATE TRIGGER decisions_tokens_up AFTER UPDATE ON issued_tokens REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_tokens();
CREATE TRIGGER decisions_control_up AFTER UPDATE ON decision_control FOR EACH STATEMENT EXECUTE FUNCTION decisions_follow_control();
