-- Where a launch of a million spent its time without need: comparing every column of a case, reading back what it had just written,
-- spilling what the counters look at, and looking for what nobody lacks.

-- One key says it all: the columns beside it are the same in all of its rows.
CREATE OR REPLACE FUNCTION campaign_find_cases() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DROP TABLE IF EXISTS pg_temp.campaign_cases;
  CREATE TEMP TABLE campaign_cases ON COMMIT DROP AS
    SELECT row_number() OVER () AS ord, d.* FROM (SELECT s.case_key, any_value(s.agent_id) AS agent_id, any_value(s.team_id) AS team_id,
      any_value(s.group_class) AS group_class, any_value(s.counts) AS counts, any_value(s.requested_by_id) AS requested_by_id,
      any_value(s.approved_by_id) AS approved_by_id, any_value(s.certified_at) AS certified_at
      FROM campaign_scope s WHERE NOT s.excluded GROUP BY s.case_key) d;
END $$;

-- Seats first, then the order: seats are few, so that sorting compares places among them and agents.
CREATE OR REPLACE FUNCTION campaign_arrange(p_plan jsonb, p_fallback text) RETURNS void LANGUAGE plpgsql
SET jit = off SET work_mem = '128MB' AS $$
BEGIN
  PERFORM campaign_find_cases();
  PERFORM campaign_find_seats(p_plan, p_fallback);
  DROP TABLE IF EXISTS pg_temp.campaign_seated;
  CREATE TEMP TABLE campaign_seated ON COMMIT DROP AS
    SELECT c.case_key, f.seat, f.seat_kind, rank() OVER (ORDER BY f.seat COLLATE "C", c.agent_id COLLATE "C")::int AS turn
    FROM campaign_cases c JOIN campaign_seats_found f ON f.ord = c.ord;
  DROP TABLE IF EXISTS pg_temp.campaign_order;
  CREATE TEMP TABLE campaign_order ON COMMIT DROP AS
    SELECT (row_number() OVER (ORDER BY f.turn NULLS FIRST, s.kind COLLATE "C", s.subject_id COLLATE "C"))::int AS number, s.ctid AS place,
      coalesce(f.seat, '') AS seat, coalesce(f.seat_kind, 'none') AS seat_kind
    FROM campaign_scope s LEFT JOIN campaign_seated f ON f.case_key = s.case_key AND NOT s.excluded;
  CREATE INDEX ON campaign_order (number);
  ANALYZE campaign_order (number);
END $$;

DROP FUNCTION campaign_write(text, int, int);
DROP FUNCTION campaign_items_digest(text);

-- The items of these numbers; returns their digests, one after the other.
CREATE FUNCTION campaign_write_items(p_campaign text, p_from int, p_until int) RETURNS bytea LANGUAGE plpgsql
SET jit = off SET work_mem = '96MB' SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = 'force_custom_plan' AS $$
DECLARE
  digests bytea;
BEGIN
  WITH written AS (
    INSERT INTO campaign_items (campaign_id, number, kind, subject_id, agent_id, team_id, tier, snapshot, digest, seat, seat_kind, stage, state,
      marks, silences, paused_at)
    SELECT p_campaign, o.number, s.kind, s.subject_id, s.agent_id, s.team_id, s.tier, s.snapshot, s.digest, o.seat, o.seat_kind, 1,
      CASE WHEN s.excluded THEN 'excluded' WHEN o.seat = '' THEN 'no_reviewer' ELSE 'pending' END,
      CASE WHEN s.halted THEN '{paused}'::text[] ELSE '{}' END, s.silences, CASE WHEN s.halted THEN clock_timestamp() END
    FROM campaign_order o JOIN campaign_scope s ON s.ctid = o.place
    WHERE o.number BETWEEN p_from AND p_until ORDER BY o.number
    RETURNING number, digest)
  SELECT string_agg(w.digest, ''::bytea ORDER BY w.number) INTO digests FROM written w;
  RETURN digests;
END $$;

CREATE OR REPLACE FUNCTION campaign_recheck(p_campaign text, p_plan jsonb) RETURNS int LANGUAGE plpgsql SET jit = off SET work_mem = '64MB' AS $$
DECLARE
  moved int := 0;
BEGIN
  PERFORM campaign_hold_seats();
  ALTER TABLE pg_temp.campaign_seats_found RENAME TO campaign_seats_before;
  PERFORM campaign_find_seats(p_plan, (SELECT fallback_id FROM campaigns WHERE id = p_campaign));
  IF EXISTS (SELECT 1 FROM campaign_seats_found n JOIN campaign_seats_before b ON b.ord = n.ord WHERE n.seat <> b.seat OR n.seat_kind <> b.seat_kind) THEN
    WITH differing AS MATERIALIZED (
      SELECT c.case_key, n.seat, n.seat_kind FROM campaign_seats_found n JOIN campaign_seats_before b ON b.ord = n.ord
        JOIN campaign_cases c ON c.ord = n.ord WHERE n.seat <> b.seat OR n.seat_kind <> b.seat_kind
    ), moving AS (
      SELECT o.number, d.seat, d.seat_kind FROM differing d JOIN campaign_scope s ON s.case_key = d.case_key AND NOT s.excluded
        JOIN campaign_order o ON o.place = s.ctid
    ) UPDATE campaign_items i SET seat = m.seat, seat_kind = m.seat_kind, state = CASE WHEN m.seat = '' THEN 'no_reviewer' ELSE 'pending' END
      FROM moving m WHERE i.campaign_id = p_campaign AND i.number = m.number;
    GET DIAGNOSTICS moved = ROW_COUNT;
  END IF;
  IF EXISTS (SELECT 1 FROM campaign_counts WHERE campaign_id = p_campaign AND state = 'no_reviewer' AND items > 0) THEN
    PERFORM campaign_lacks_reviewer(p_campaign, ARRAY(SELECT number FROM campaign_items WHERE campaign_id = p_campaign AND seat = ''
      AND state = 'no_reviewer'));
  END IF;
  RETURN moved;
END $$;
