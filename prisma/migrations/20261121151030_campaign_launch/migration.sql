-- The launch of a campaign, in steps of one transaction, and its preview. The scope is written into the statement rather than given
-- as values: an empty limit costs nothing, and what fills a table of the session may be read by several processes at once.

-- What a scope asks of campaign_subjects `s`, of certifications `t` and of the moment. Every value is quoted.
CREATE FUNCTION campaign_condition(p_kinds text[], p_scope jsonb) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  asked text := format('s.kind = ANY (%L::text[])', p_kinds);
  one record;
  tools text[] := ARRAY(SELECT jsonb_array_elements_text(p_scope -> 'tools'));
BEGIN
  FOR one IN SELECT * FROM (VALUES ('teamIds', 'team_id'), ('tiers', 'tier'), ('environments', 'environment'), ('providers', 'provider'),
    ('ownerIds', 'owner_id'), ('agentIds', 'agent_id')) v(field, col) LOOP
    IF jsonb_array_length(coalesce(p_scope -> one.field, '[]')) > 0 THEN
      asked := asked || format(' AND s.%I = ANY (%L::text[])', one.col, ARRAY(SELECT jsonb_array_elements_text(p_scope -> one.field)));
    END IF;
  END LOOP;
  IF cardinality(tools) > 0 THEN
    -- A grant on a whole server covers each of its tools.
    asked := asked || format(' AND (s.kind NOT IN (''entitlement'', ''dependency'') OR s.server = ANY (%1$L::text[])
      OR s.tool IS NOT NULL AND s.server || ''/'' || s.tool = ANY (%1$L::text[]) OR s.tool IS NULL AND s.server = ANY (%2$L::text[]))',
      tools, ARRAY(SELECT regexp_replace(u, '/[^/]*$', '') FROM unnest(tools) u WHERE u LIKE '%/%'));
  END IF;
  IF (p_scope ->> 'notCertifiedDays') IS NOT NULL THEN
    asked := asked || format(' AND (t.certified_at IS NULL OR t.certified_at < statement_timestamp() - make_interval(days => %L::int))',
      p_scope ->> 'notCertifiedDays');
  END IF;
  RETURN asked;
END $$;

-- The table that a scope is read from, with what exclusions and certifications say of it.
CREATE FUNCTION campaign_sources() RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT $from$FROM campaign_subjects s
    LEFT JOIN certifications t ON t.kind = s.kind AND t.subject_id = s.subject_id
    LEFT JOIN (SELECT target_id FROM campaign_exclusions WHERE state = 'active' AND target_kind = 'agent' AND until > statement_timestamp()) xa
      ON xa.target_id = s.agent_id
    LEFT JOIN (SELECT target_id FROM campaign_exclusions WHERE state = 'active' AND target_kind = 'entitlement' AND until > statement_timestamp()) xe
      ON s.kind = 'entitlement' AND xe.target_id = s.subject_id$from$
$$;

-- What the seat depends on, as text: items of one key share a seat. `last`: the first stage is the one that counts.
CREATE FUNCTION campaign_case_columns(last boolean) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN last THEN $cols$s.agent_id, s.team_id, s.group_class, s.tier IN ('high', 'critical') AS counts,
      CASE WHEN s.tier IN ('high', 'critical') AND s.kind = 'entitlement' THEN s.requested_by_id END AS requested_by_id,
      CASE WHEN s.tier IN ('high', 'critical') AND s.kind = 'entitlement' THEN s.approved_by_id END AS approved_by_id,
      CASE WHEN s.tier IN ('high', 'critical') THEN t.certified_at END AS certified_at$cols$
    ELSE $cols$s.agent_id, s.team_id, s.group_class, false AS counts, NULL::text AS requested_by_id, NULL::text AS approved_by_id,
      NULL::timestamptz AS certified_at$cols$ END
$$;

-- Seats of all cases of the session's table `cases_from`, into campaign_seats_found. A case is one number beside its columns.
CREATE FUNCTION campaign_find_seats(p_plan jsonb, p_fallback text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DROP TABLE IF EXISTS pg_temp.campaign_seats_found;
  CREATE TEMP TABLE campaign_seats_found ON COMMIT DROP AS
    SELECT r.ord, r.seat, r.seat_kind, r.barred, r.lacking
    FROM campaign_resolve(p_plan #>> '{stages,0,reviewer}', p_plan #>> '{stages,0,personId}', p_fallback,
      (SELECT array_agg(ROW(c.agent_id, c.team_id, c.group_class, c.counts, c.requested_by_id, c.approved_by_id, c.certified_at, NULL,
        '{}'::text[])::campaign_case ORDER BY c.ord) FROM campaign_cases c)) r;
END $$;

-- Numbers the distinct cases of campaign_scope.
CREATE FUNCTION campaign_find_cases() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DROP TABLE IF EXISTS pg_temp.campaign_cases;
  CREATE TEMP TABLE campaign_cases ON COMMIT DROP AS
    SELECT row_number() OVER () AS ord, d.* FROM (SELECT DISTINCT s.case_key, s.agent_id, s.team_id, s.group_class, s.counts,
      s.requested_by_id, s.approved_by_id, s.certified_at FROM campaign_scope s WHERE NOT s.excluded) d;
END $$;

-- First step: everything in scope as it is in this moment. Returns how much that is.
CREATE FUNCTION campaign_gather(p_kinds text[], p_scope jsonb, p_last boolean) RETURNS bigint LANGUAGE plpgsql
SET jit = off SET work_mem = '64MB' AS $$
DECLARE
  found bigint;
BEGIN
  DROP TABLE IF EXISTS pg_temp.campaign_scope;
  EXECUTE format($q$CREATE TEMP TABLE campaign_scope ON COMMIT DROP AS
    SELECT g.*, g.agent_id || '|' || coalesce(g.group_class, '') || CASE WHEN g.counts THEN '|' || coalesce(g.requested_by_id, '') || '|'
      || coalesce(g.approved_by_id, '') || '|' || coalesce(g.certified_at::text, '') ELSE '' END AS case_key
    FROM (SELECT s.kind, s.subject_id, s.tier, s.agent_status = 'suspended' AS halted, coalesce(t.silences, 0)::smallint AS silences,
        xa.target_id IS NOT NULL OR xe.target_id IS NOT NULL AS excluded, campaign_snapshot(s, t.certified_at) AS snapshot,
        campaign_digest(s.rights) AS digest, %s %s WHERE %s) g$q$,
    campaign_case_columns(p_last), campaign_sources(), campaign_condition(p_kinds, p_scope));
  GET DIAGNOSTICS found = ROW_COUNT;
  RETURN found;
END $$;

-- Second step: who is asked about each, and its number: those of one seat lie together, and both indexes grow at their end.
CREATE FUNCTION campaign_arrange(p_plan jsonb, p_fallback text) RETURNS void LANGUAGE plpgsql SET jit = off SET work_mem = '128MB' AS $$
BEGIN
  PERFORM campaign_find_cases();
  PERFORM campaign_find_seats(p_plan, p_fallback);
  DROP TABLE IF EXISTS pg_temp.campaign_order;
  CREATE TEMP TABLE campaign_order ON COMMIT DROP AS
    SELECT (row_number() OVER (ORDER BY coalesce(f.seat, '') COLLATE "C", s.agent_id COLLATE "C", s.kind COLLATE "C",
      s.subject_id COLLATE "C"))::int AS number, s.ctid AS place, coalesce(f.seat, '') AS seat, coalesce(f.seat_kind, 'none') AS seat_kind
    FROM campaign_scope s LEFT JOIN campaign_cases c ON c.case_key = s.case_key AND NOT s.excluded
      LEFT JOIN campaign_seats_found f ON f.ord = c.ord;
  CREATE INDEX ON campaign_order (number);
  ANALYZE campaign_order;
END $$;

-- Third step, in pieces: the items of these numbers, by the places of their rows rather than by sorting what is wide.
CREATE FUNCTION campaign_write(p_campaign text, p_from int, p_until int) RETURNS int LANGUAGE plpgsql
SET jit = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = 'force_custom_plan' AS $$
DECLARE
  written int;
BEGIN
  INSERT INTO campaign_items (campaign_id, number, kind, subject_id, agent_id, team_id, tier, snapshot, digest, seat, seat_kind, stage, state,
    marks, silences, paused_at)
  SELECT p_campaign, o.number, s.kind, s.subject_id, s.agent_id, s.team_id, s.tier, s.snapshot, s.digest, o.seat, o.seat_kind, 1,
    CASE WHEN s.excluded THEN 'excluded' WHEN o.seat = '' THEN 'no_reviewer' ELSE 'pending' END,
    CASE WHEN s.halted THEN '{paused}'::text[] ELSE '{}' END, s.silences, CASE WHEN s.halted THEN clock_timestamp() END
  FROM campaign_order o JOIN campaign_scope s ON s.ctid = o.place
  WHERE o.number BETWEEN p_from AND p_until ORDER BY o.number;
  GET DIAGNOSTICS written = ROW_COUNT;
  RETURN written;
END $$;

-- Fourth step, while nobody can leave: whoever left since the seats were found is replaced before anybody sees the campaign.
CREATE FUNCTION campaign_recheck(p_campaign text, p_plan jsonb) RETURNS int LANGUAGE plpgsql SET jit = off SET work_mem = '64MB' AS $$
DECLARE
  moved int;
BEGIN
  PERFORM campaign_hold_seats();
  ALTER TABLE pg_temp.campaign_seats_found RENAME TO campaign_seats_before;
  PERFORM campaign_find_seats(p_plan, (SELECT fallback_id FROM campaigns WHERE id = p_campaign));
  WITH differing AS MATERIALIZED (
    SELECT c.case_key, n.seat, n.seat_kind FROM campaign_seats_found n JOIN campaign_seats_before b ON b.ord = n.ord
      JOIN campaign_cases c ON c.ord = n.ord WHERE n.seat <> b.seat OR n.seat_kind <> b.seat_kind
  ), moving AS (
    SELECT o.number, d.seat, d.seat_kind FROM differing d JOIN campaign_scope s ON s.case_key = d.case_key AND NOT s.excluded
      JOIN campaign_order o ON o.place = s.ctid
  ) UPDATE campaign_items i SET seat = m.seat, seat_kind = m.seat_kind, state = CASE WHEN m.seat = '' THEN 'no_reviewer' ELSE 'pending' END
    FROM moving m WHERE i.campaign_id = p_campaign AND i.number = m.number;
  GET DIAGNOSTICS moved = ROW_COUNT;
  PERFORM campaign_lacks_reviewer(p_campaign, ARRAY(SELECT number FROM campaign_items WHERE campaign_id = p_campaign AND seat = ''
    AND state = 'no_reviewer'));
  RETURN moved;
END $$;

-- SHA-256 over the digests of all items in order of their number, hex.
CREATE FUNCTION campaign_items_digest(p_campaign text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(coalesce(string_agg(digest, ''::bytea ORDER BY number), ''::bytea)), 'hex') FROM campaign_items WHERE campaign_id = p_campaign
$$;

-- How much is in a scope, by kind and tier.
CREATE FUNCTION campaign_count(p_kinds text[], p_scope jsonb)
RETURNS TABLE (kind text, tier text, excluded boolean, items bigint) LANGUAGE plpgsql STABLE SET jit = off AS $$
BEGIN
  RETURN QUERY EXECUTE format($q$SELECT s.kind, s.tier, xa.target_id IS NOT NULL OR xe.target_id IS NOT NULL, count(*) %s WHERE %s GROUP BY 1, 2, 3$q$,
    campaign_sources(), campaign_condition(p_kinds, p_scope));
END $$;
CREATE FUNCTION campaign_count_agents(p_kinds text[], p_scope jsonb) RETURNS bigint LANGUAGE plpgsql STABLE SET jit = off AS $$
DECLARE
  agents bigint;
BEGIN
  EXECUTE format($q$SELECT count(*) FROM (SELECT s.agent_id %s WHERE %s GROUP BY 1) a$q$, campaign_sources(), campaign_condition(p_kinds, p_scope))
    INTO agents;
  RETURN agents;
END $$;

-- What a launch would do: the same cases and the same seats, and no item.
CREATE FUNCTION campaign_foresee(p_plan jsonb, p_fallback text)
RETURNS TABLE (kind text, tier text, excluded boolean, seat text, seat_kind text, barred boolean, lacking text, items bigint)
LANGUAGE plpgsql SET jit = off SET work_mem = '64MB' AS $$
DECLARE
  kinds text[] := ARRAY(SELECT jsonb_array_elements_text(p_plan -> 'kinds'));
BEGIN
  DROP TABLE IF EXISTS pg_temp.campaign_scope;
  EXECUTE format($q$CREATE TEMP TABLE campaign_scope ON COMMIT DROP AS
    SELECT g.*, g.agent_id || '|' || coalesce(g.group_class, '') || CASE WHEN g.counts THEN '|' || coalesce(g.requested_by_id, '') || '|'
      || coalesce(g.approved_by_id, '') || '|' || coalesce(g.certified_at::text, '') ELSE '' END AS case_key
    FROM (SELECT s.kind, s.tier, xa.target_id IS NOT NULL OR xe.target_id IS NOT NULL AS excluded, %s, count(*) AS items %s WHERE %s
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10) g$q$,
    campaign_case_columns(jsonb_array_length(p_plan -> 'stages') = 1), campaign_sources(), campaign_condition(kinds, p_plan -> 'scope'));
  PERFORM campaign_find_cases();
  PERFORM campaign_find_seats(p_plan, p_fallback);
  RETURN QUERY SELECT s.kind, s.tier, s.excluded, coalesce(f.seat, ''), coalesce(f.seat_kind, 'none'), coalesce(f.barred, false), f.lacking,
      sum(s.items)::bigint
    FROM campaign_scope s LEFT JOIN campaign_cases c ON c.case_key = s.case_key AND NOT s.excluded LEFT JOIN campaign_seats_found f ON f.ord = c.ord
    GROUP BY 1, 2, 3, 4, 5, 6, 7;
END $$;
