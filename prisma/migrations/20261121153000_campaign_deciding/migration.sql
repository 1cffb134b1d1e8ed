-- What earlier stages asked for and a later one may agree with or go beyond; and since when an item is held up.
ALTER TABLE campaign_items ADD COLUMN carried jsonb, ADD COLUMN paused_at timestamptz(3);
CREATE INDEX campaign_items_paused ON campaign_items (campaign_id, number) WHERE paused_at IS NOT NULL;

-- The nearest active person above somebody; null: there is none. A ring of managers ends it.
CREATE FUNCTION campaign_above(person text) RETURNS text LANGUAGE sql STABLE AS $$
  WITH RECURSIVE up AS (
    SELECT p.manager_id AS id, ARRAY[p.id] AS seen FROM people p WHERE p.id = person
    UNION ALL
    SELECT m.manager_id, up.seen || m.id FROM up JOIN people m ON m.id = up.id WHERE m.status <> 'active' AND NOT m.id = ANY (up.seen)
  )
  SELECT up.id FROM up JOIN people p ON p.id = up.id WHERE p.status = 'active' AND NOT p.id = ANY (up.seen) LIMIT 1
$$;
