-- Who gets what nobody else can judge in the campaigns that a definition makes by itself.
ALTER TABLE "campaign_definitions" ADD COLUMN "fallback_id" TEXT;

-- One open micro-certification of an agent, however many workers gather.
CREATE UNIQUE INDEX campaigns_open_micro ON campaigns ((plan->'scope'->'agentIds'->>0))
  WHERE kind = 'micro' AND state NOT IN ('closed', 'closed_with_exceptions', 'cancelled');
-- What a worker looks for every second, and finds by these alone.
CREATE INDEX campaigns_going_on ON campaigns (id) WHERE state IN ('scheduled', 'active', 'deciding_closed', 'remediating', 'verifying');
CREATE INDEX campaign_packs_waiting ON campaign_packs (campaign_id) WHERE state IN ('waiting', 'building', 'anchoring');

-- What drifts since it was certified (C7). Only agents that are active count; what came with their activation is one drift of its own.
CREATE FUNCTION campaign_drift_of_agent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'registered' AND NEW.status = 'active' THEN
    IF NEW.tier >= 'high' THEN INSERT INTO campaign_drifts (agent_id, why) VALUES (NEW.id, 'new_agent'); END IF;
    RETURN NULL;
  END IF;
  IF NEW.status <> 'active' THEN RETURN NULL; END IF;
  IF NEW.tier > OLD.tier THEN INSERT INTO campaign_drifts (agent_id, why) VALUES (NEW.id, 'tier_rise'); END IF;
  IF OLD.owner_id IS NOT NULL AND NEW.owner_id IS DISTINCT FROM OLD.owner_id THEN
    INSERT INTO campaign_drifts (agent_id, why) VALUES (NEW.id, 'owner_change');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER campaign_drifts_of_agents AFTER UPDATE OF tier, owner_id, status ON agents FOR EACH ROW
  WHEN (OLD.tier IS DISTINCT FROM NEW.tier OR OLD.owner_id IS DISTINCT FROM NEW.owner_id OR OLD.status IS DISTINCT FROM NEW.status)
  EXECUTE FUNCTION campaign_drift_of_agent();

CREATE FUNCTION campaign_drift_of_tool() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO campaign_drifts (agent_id, why, subject_id)
    SELECT a.id, 'new_tool', NEW.server_id FROM agents a WHERE a.id = NEW.agent_id AND a.status = 'active';
  RETURN NULL;
END $$;
CREATE TRIGGER campaign_drifts_of_new_tools AFTER INSERT ON agent_tools FOR EACH ROW WHEN (NEW.state = 'accepted')
  EXECUTE FUNCTION campaign_drift_of_tool();
CREATE TRIGGER campaign_drifts_of_tools AFTER UPDATE OF state ON agent_tools FOR EACH ROW
  WHEN (NEW.state = 'accepted' AND OLD.state <> 'accepted') EXECUTE FUNCTION campaign_drift_of_tool();

-- One that replaces another was looked at with it: it is narrower, or lasts longer by an approver's word.
CREATE FUNCTION campaign_drift_of_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO campaign_drifts (agent_id, why, subject_id)
    SELECT a.id, 'new_grant', NEW.id FROM agents a WHERE a.id = NEW.agent_id AND a.status = 'active' AND a.tier >= 'high';
  RETURN NULL;
END $$;
CREATE TRIGGER campaign_drifts_of_new_grants AFTER INSERT ON entitlements FOR EACH ROW
  WHEN (NEW.state = 'active' AND NEW.replaces_id IS NULL) EXECUTE FUNCTION campaign_drift_of_grant();
CREATE TRIGGER campaign_drifts_of_grants AFTER UPDATE OF state ON entitlements FOR EACH ROW
  WHEN (NEW.state = 'active' AND OLD.state = 'requested' AND NEW.replaces_id IS NULL) EXECUTE FUNCTION campaign_drift_of_grant();
