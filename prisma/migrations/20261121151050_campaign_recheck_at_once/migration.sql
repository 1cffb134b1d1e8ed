-- Nobody leaves while the seats are looked at once more: it has to be short.
CREATE OR REPLACE FUNCTION campaign_recheck(p_campaign text, p_plan jsonb) RETURNS int LANGUAGE plpgsql SET jit = off SET work_mem = '64MB' AS $$
DECLARE
  moved int := 0;
BEGIN
  PERFORM campaign_hold_seats();
  ALTER TABLE pg_temp.campaign_seats_found RENAME TO campaign_seats_before;
  PERFORM campaign_find_seats(p_plan, (SELECT fallback_id FROM campaigns WHERE id = p_campaign));
  ANALYZE campaign_seats_found, campaign_seats_before, campaign_cases;
  -- Counted, for a first difference is looked for by going through all of one for each of the other.
  IF (SELECT count(*) FROM campaign_seats_found n JOIN campaign_seats_before b ON b.ord = n.ord WHERE n.seat <> b.seat OR n.seat_kind <> b.seat_kind) > 0 THEN
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
