-- A view with a WITH in it is planned as one piece. Without, each kind of subject is planned apart: one grant is found by its index,
-- kinds that are not asked for cost nothing, and what nobody reads is not built.
CREATE VIEW campaign_agents AS
SELECT a.id, a.team_id, coalesce(a.tier::text, 'critical') AS tier, a.environment::text AS environment, a.provider, a.owner_id,
  a.deputy_id, a.sponsor_id, a.registered_by_id, a.privileges, a.name, a.status::text AS status, a.purpose, a.data_read, a.data_written,
  a.autonomy, a.exposure, a.last_used_at, a.created_at, a.status <> 'draft' AS registered
FROM agents a WHERE a.status <> 'decommissioned';

CREATE OR REPLACE VIEW campaign_subjects AS
SELECT 'entitlement' AS kind, e.id AS subject_id, a.id AS agent_id, a.team_id, a.tier, a.environment, a.provider, a.owner_id, a.deputy_id,
  a.sponsor_id, a.registered_by_id AS creator_id, e.server, e.tool, campaign_group(e.actions, a.privileges) AS group_class,
  a.name AS agent_name, a.status AS agent_status, e.last_used_at, e.use_count, e.requested_by_id, e.approved_by_id,
  e.requested_at AS origin_at, e.justification,
  jsonb_build_object('kind', 'entitlement', 'server', e.server, 'tool', e.tool, 'resourceId', e.resource_id, 'actions', to_jsonb(e.actions),
    'conditions', e.conditions, 'windows', e.windows, 'startsAt', campaign_millis(e.starts_at), 'expiresAt', campaign_millis(e.expires_at),
    'tier', a.tier) AS rights
FROM entitlements e JOIN campaign_agents a ON a.id = e.agent_id
WHERE e.state = 'active' AND (e.expires_at IS NULL OR e.expires_at > statement_timestamp())
UNION ALL
SELECT 'owner', a.id, a.id, a.team_id, a.tier, a.environment, a.provider, a.owner_id, a.deputy_id, a.sponsor_id, a.registered_by_id,
  NULL, NULL, a.privileges[1]::text, a.name, a.status, a.last_used_at, NULL, a.registered_by_id, NULL, a.created_at, '',
  jsonb_build_object('kind', 'owner', 'ownerId', a.owner_id, 'deputyId', a.deputy_id, 'sponsorId', a.sponsor_id, 'tier', a.tier)
FROM campaign_agents a WHERE a.registered
UNION ALL
SELECT 'credential', c.id, a.id, a.team_id, a.tier, a.environment, a.provider, a.owner_id, a.deputy_id, a.sponsor_id, a.registered_by_id,
  NULL, NULL, a.privileges[1]::text, a.name, a.status, c.last_used_at, NULL, c.created_by_id, NULL, c.created_at, '',
  jsonb_build_object('kind', 'credential', 'type', c.kind, 'strength', c.strength, 'instanceId', c.instance_id, 'thumbprint', c.thumbprint,
    'issuerId', c.issuer_id, 'subject', c.subject, 'tier', a.tier)
FROM credentials c JOIN campaign_agents a ON a.id = c.agent_id WHERE c.state IN ('active', 'overlap')
UNION ALL
SELECT 'purpose', a.id, a.id, a.team_id, a.tier, a.environment, a.provider, a.owner_id, a.deputy_id, a.sponsor_id, a.registered_by_id,
  NULL, NULL, a.privileges[1]::text, a.name, a.status, a.last_used_at, NULL, a.registered_by_id, NULL, a.created_at, '',
  jsonb_build_object('kind', 'purpose', 'purpose', a.purpose, 'dataRead', to_jsonb(a.data_read), 'dataWritten', to_jsonb(a.data_written),
    'autonomy', a.autonomy, 'exposure', a.exposure, 'tier', a.tier)
FROM campaign_agents a WHERE a.registered
UNION ALL
SELECT 'dependency', s.id, a.id, a.team_id, a.tier, a.environment, a.provider, a.owner_id, a.deputy_id, a.sponsor_id, a.registered_by_id,
  s.name, NULL, a.privileges[1]::text, a.name, a.status, NULL, NULL, NULL, NULL, s.created_at, '',
  jsonb_build_object('kind', 'dependency', 'name', s.name, 'address', s.address, 'supplier', s.supplier, 'credential', s.credential,
    'tools', to_jsonb(ARRAY(SELECT t.name FROM agent_tools t WHERE t.server_id = s.id AND t.state IN ('accepted', 'quarantined')
      ORDER BY t.name COLLATE "C")), 'tier', a.tier)
FROM agent_servers s JOIN campaign_agents a ON a.id = s.agent_id;
