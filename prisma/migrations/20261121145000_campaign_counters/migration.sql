-- How many items stand where. Kept in the transaction of what moved them, in one order, so that two of them do not wait for each other in a ring.
CREATE FUNCTION campaign_items_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO campaign_counts AS c (campaign_id, stage, seat, tier, state, decision, items)
    SELECT campaign_id, stage, seat, tier, state, coalesce(decision, ''), count(*)::int FROM new_rows GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (campaign_id, stage, seat, tier, state, decision) DO UPDATE SET items = c.items + excluded.items;
  RETURN NULL;
END $$;
CREATE FUNCTION campaign_items_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO campaign_counts AS c (campaign_id, stage, seat, tier, state, decision, items)
    SELECT campaign_id, stage, seat, tier, state, decision, sum(n)::int FROM (
      SELECT campaign_id, stage, seat, tier, state, coalesce(decision, '') AS decision, 1 AS n FROM new_rows
      UNION ALL SELECT campaign_id, stage, seat, tier, state, coalesce(decision, ''), -1 FROM old_rows) d
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0 ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (campaign_id, stage, seat, tier, state, decision) DO UPDATE SET items = c.items + excluded.items;
  RETURN NULL;
END $$;
CREATE TRIGGER campaign_items_counted_in AFTER INSERT ON campaign_items REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION campaign_items_in();
CREATE TRIGGER campaign_items_counted_up AFTER UPDATE ON campaign_items REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION campaign_items_up();

-- Votes are only added; the day is the one in UTC.
CREATE FUNCTION campaign_votes_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO campaign_days AS c (campaign_id, day, decision, votes)
    SELECT campaign_id, (at AT TIME ZONE 'UTC')::date, decision, count(*)::int FROM new_rows GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (campaign_id, day, decision) DO UPDATE SET votes = c.votes + excluded.votes;
  RETURN NULL;
END $$;
CREATE TRIGGER campaign_votes_counted AFTER INSERT ON campaign_votes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION campaign_votes_in();

-- One last word of each person on each item in each stage.
CREATE UNIQUE INDEX campaign_votes_current ON campaign_votes (campaign_id, number, stage, person_id) WHERE current;
CREATE UNIQUE INDEX campaign_exclusions_open ON campaign_exclusions (target_kind, target_id) WHERE state IN ('requested', 'active');
CREATE INDEX campaign_drifts_open ON campaign_drifts (agent_id, at) WHERE settled_at IS NULL;
