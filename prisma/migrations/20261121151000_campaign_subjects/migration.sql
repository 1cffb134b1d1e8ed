-- The class of privilege under which a grant is reviewed: by the worst that it permits, else by what its agent may do.
CREATE FUNCTION campaign_group(actions text[], privileges "PrivilegeClass"[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN 'administer' = ANY (actions) THEN
      CASE WHEN 'infrastructure_change' = ANY (privileges) AND NOT 'permission_change' = ANY (privileges)
        THEN 'infrastructure_change' ELSE 'permission_change' END
    WHEN 'pay' = ANY (actions) THEN 'payment'
    WHEN 'delete' = ANY (actions) THEN 'deletion'
    WHEN 'execute' = ANY (actions) THEN 'infrastructure_change'
    WHEN 'export' = ANY (actions) THEN 'data_export'
    WHEN 'communicate' = ANY (actions) THEN 'external_communication'
    ELSE privileges[1]::text END
$$;

-- Milliseconds since 1970, as rights are compared.
CREATE FUNCTION campaign_millis(at timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT (extract(epoch FROM at) * 1000)::bigint $$;

-- Everything that can be recertified, as it is now: the one place that says what a right is made of.
CREATE VIEW campaign_subjects AS
WITH living AS (
  SELECT a.id, a.team_id, coalesce(a.tier::text, 'critical') AS tier, a.environment::text AS environment, a.provider, a.owner_id,
    a.deputy_id, a.sponsor_id, a.registered_by_id, a.privileges, a.name, a.status::text AS status, a.purpose, a.data_read, a.data_written,
    a.autonomy, a.exposure, a.last_used_at, a.created_at, a.status <> 'draft' AS registered
  FROM agents a WHERE a.status <> 'decommissioned'
)
SELECT 'entitlement' AS kind, e.id AS subject_id, a.id AS agent_id, a.team_id, a.tier, a.environment, a.provider, a.owner_id, a.deputy_id,
  a.sponsor_id, a.registered_by_id AS creator_id, e.server, e.tool, campaign_group(e.actions, a.privileges) AS group_class,
  a.name AS agent_name, a.status AS agent_status, e.last_used_at, e.use_count, e.requested_by_id, e.approved_by_id,
  e.requested_at AS origin_at, e.justification,
  jsonb_build_object('kind', 'entitlement', 'server', e.server, 'tool', e.tool, 'resourceId', e.resource_id, 'actions', to_jsonb(e.actions),
    'conditions', e.conditions, 'windows', e.windows, 'startsAt', campaign_millis(e.starts_at), 'expiresAt', campaign_millis(e.expires_at),
    'tier', a.tier) AS rights
FROM entitlements e JOIN living a ON a.id = e.agent_id
WHERE e.state = 'active' AND (e.expires_at IS NULL OR e.expires_at > statement_timestamp())
UNION ALL
SELECT 'owner', a.id, a.id, a.team_id, a.tier, a.environment, a.provider, a.owner_id, a.deputy_id, a.sponsor_id, a.registered_by_id,
  NULL, NULL, a.privileges[1]::text, a.name, a.status, a.last_used_at, NULL, a.registered_by_id, NULL, a.created_at, '',
  jsonb_build_object('kind', 'owner', 'ownerId', a.owner_id, 'deputyId', a.deputy_id, 'sponsorId', a.sponsor_id, 'tier', a.tier)
FROM living a WHERE a.registered
UNION ALL
SELECT 'credential', c.id, a.id, a.team_id, a.tier, a.environment, a.provider, a.owner_id, a.deputy_id, a.sponsor_id, a.registered_by_id,
  NULL, NULL, a.privileges[1]::text, a.name, a.status, c.last_used_at, NULL, c.created_by_id, NULL, c.created_at, '',
  jsonb_build_object('kind', 'credential', 'type', c.kind, 'strength', c.strength, 'instanceId', c.instance_id, 'thumbprint', c.thumbprint,
    'issuerId', c.issuer_id, 'subject', c.subject, 'tier', a.tier)
FROM credentials c JOIN living a ON a.id = c.agent_id WHERE c.state IN ('active', 'overlap')
UNION ALL
SELECT 'purpose', a.id, a.id, a.team_id, a.tier, a.environment, a.provider, a.owner_id, a.deputy_id, a.sponsor_id, a.registered_by_id,
  NULL, NULL, a.privileges[1]::text, a.name, a.status, a.last_used_at, NULL, a.registered_by_id, NULL, a.created_at, '',
  jsonb_build_object('kind', 'purpose', 'purpose', a.purpose, 'dataRead', to_jsonb(a.data_read), 'dataWritten', to_jsonb(a.data_written),
    'autonomy', a.autonomy, 'exposure', a.exposure, 'tier', a.tier)
FROM living a WHERE a.registered
UNION ALL
SELECT 'dependency', s.id, a.id, a.team_id, a.tier, a.environment, a.provider, a.owner_id, a.deputy_id, a.sponsor_id, a.registered_by_id,
  s.name, NULL, a.privileges[1]::text, a.name, a.status, NULL, NULL, NULL, NULL, s.created_at, '',
  jsonb_build_object('kind', 'dependency', 'name', s.name, 'address', s.address, 'supplier', s.supplier, 'credential', s.credential,
    'tools', to_jsonb(ARRAY(SELECT t.name FROM agent_tools t WHERE t.server_id = s.id AND t.state IN ('accepted', 'quarantined')
      ORDER BY t.name COLLATE "C")), 'tier', a.tier)
FROM agent_servers s JOIN living a ON a.id = s.agent_id;

-- Of a right, what is compared: sha256 over its text as PostgreSQL writes jsonb.
CREATE FUNCTION campaign_digest(rights jsonb) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT sha256(convert_to(rights::text, 'UTF8')) $$;

-- What an item keeps of it (lib/campaigns/terms.ts: Snapshot). Instants as JavaScript writes them.
CREATE FUNCTION campaign_instant(at timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;
CREATE FUNCTION campaign_snapshot(s campaign_subjects, certified_at timestamptz) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT jsonb_build_object('rights', s.rights,
    'agent', jsonb_build_object('name', s.agent_name, 'environment', s.environment, 'status', s.agent_status, 'teamId', s.team_id),
    'use', jsonb_build_object('lastUsedAt', campaign_instant(s.last_used_at), 'useCount', s.use_count),
    'origin', jsonb_build_object('requestedById', s.requested_by_id, 'approvedById', s.approved_by_id, 'at', campaign_instant(s.origin_at),
      'justification', s.justification),
    'certifiedAt', campaign_instant(certified_at))
$$;
