-- Who leaves may be the fallback whom the rule excluded from some items: for these nobody was left to ask, and whoever becomes the
-- fallback then may be asked. They are reckoned again with the others.
CREATE OR REPLACE FUNCTION campaign_unsettled(p_gone text[], p_agents text[], p_many boolean) RETURNS campaign_place[] LANGUAGE sql
SET plan_cache_mode = 'force_custom_plan' AS $$
  WITH running AS (SELECT id FROM campaigns WHERE state IN ('active', 'paused')),
  seats AS (
    SELECT DISTINCT c.campaign_id, c.seat FROM campaign_counts c JOIN running r ON r.id = c.campaign_id
    WHERE c.items > 0 AND c.state IN ('pending', 'stale', 'decided', 'conflict')
      AND (c.seat = ANY (p_gone) OR p_many AND (c.seat = 'compliance' OR c.seat LIKE 'group:%'))
    UNION
    SELECT c.campaign_id, c.seat FROM campaign_counts c JOIN running r ON r.id = c.campaign_id
    WHERE c.items > 0 AND c.state = 'no_reviewer' AND cardinality(p_gone) > 0),
  wanted AS (
    SELECT i.campaign_id, i.number FROM seats s JOIN campaign_items i ON i.campaign_id = s.campaign_id AND i.seat = s.seat
    WHERE i.state IN ('pending', 'stale', 'no_reviewer') OR i.seat = ANY (p_gone) AND i.state IN ('decided', 'conflict')
    UNION
    SELECT i.campaign_id, i.number FROM running r JOIN campaign_votes v ON v.campaign_id = r.id AND v.person_id = ANY (p_gone)
      JOIN campaign_items i ON i.campaign_id = v.campaign_id AND i.number = v.number AND i.stage = v.stage
    WHERE v.current AND v.signoff_id IS NULL AND i.state = 'decided'
    UNION
    SELECT i.campaign_id, i.number FROM running r JOIN campaign_items i ON i.agent_id = ANY (p_agents) AND i.campaign_id = r.id
      JOIN agents a ON a.id = i.agent_id
    WHERE i.state IN ('pending', 'stale', 'no_reviewer')
      AND (NOT i.marks && '{escalated,reassigned,second_look}' OR i.seat IN (a.owner_id, a.deputy_id, a.sponsor_id))),
  held AS (
    SELECT i.campaign_id, i.number FROM campaign_items i JOIN wanted w ON w.campaign_id = i.campaign_id AND w.number = i.number
    ORDER BY i.campaign_id, i.number FOR NO KEY UPDATE OF i)
  SELECT array_agg(ROW(h.campaign_id, h.number)::campaign_place) FROM held h
$$;

CREATE OR REPLACE FUNCTION campaign_ask_anew(p_campaign text, p_stage int, p_numbers int[], p_gone text[]) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  moved int;
BEGIN
  WITH found AS (
    SELECT i.number, i.seat AS was, i.state, s.seat, s.seat_kind,
      CASE WHEN i.seat = ANY (p_gone) OR i.seat = '' AND cardinality(p_gone) > 0 THEN 'left' WHEN i.seat_kind IN ('group', 'compliance') THEN 'group_empty' ELSE 'owner_changed' END AS why
    FROM campaign_items i JOIN campaign_seats_of(p_campaign, p_numbers, p_stage, false, '{}') s ON s.number = i.number
    WHERE i.campaign_id = p_campaign
  ), changed AS (
    UPDATE campaign_items i SET seat = f.seat, seat_kind = f.seat_kind, version = i.version + 1,
      state = CASE WHEN f.seat = '' THEN 'no_reviewer' WHEN f.state = 'stale' THEN 'stale' ELSE 'pending' END, decision = NULL, change = NULL, decided_at = NULL
    FROM found f WHERE i.campaign_id = p_campaign AND i.number = f.number AND (i.seat <> f.seat OR f.state IN ('decided', 'conflict'))
    RETURNING i.number, f.was, i.seat, i.seat_kind, f.why
  ), told AS (
    INSERT INTO campaign_asks (campaign_id, number, stage, from_seat, to_seat, to_kind, why)
    SELECT p_campaign, number, p_stage, was, seat, seat_kind, why FROM changed WHERE was <> seat ORDER BY number
    RETURNING 1
  ) SELECT count(*) INTO moved FROM told;
  PERFORM campaign_lacks_reviewer(p_campaign, p_numbers);
  RETURN moved;
END $$;
