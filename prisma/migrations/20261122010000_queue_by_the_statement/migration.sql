-- What waits for its number stands in the queue by the statement that wrote it, up to forty events in a row (which keeps the row within
-- its page), not event by event. Whoever asks for single events still finds them in log_pending, now a view.

CREATE TABLE log_queue (
  -- The newest of the positions given to its events: positions count events, so that their distance still bounds the backlog.
  position bigint NOT NULL,
  event_ids text[] NOT NULL,
  -- Beside each id the event's instant, which says its month.
  ats timestamptz(3)[] NOT NULL,
  since timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT log_queue_pkey PRIMARY KEY (position),
  CONSTRAINT log_queue_pairs CHECK (cardinality(event_ids) > 0 AND cardinality(event_ids) = cardinality(ats))
);

INSERT INTO log_queue (position, event_ids, ats, since) SELECT position, ARRAY[event_id], ARRAY[at], since FROM log_pending;
ALTER SEQUENCE log_pending_position_seq OWNED BY log_queue.position;
DROP TABLE log_pending;

CREATE TRIGGER log_queue_wall BEFORE UPDATE OR TRUNCATE ON log_queue
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse();
-- Within a trigger it is log_enqueue that writes, else log_append, which marks itself.
CREATE TRIGGER log_queue_door BEFORE INSERT ON log_queue FOR EACH STATEMENT
  WHEN (pg_trigger_depth() = 0 AND current_setting('countersign.log_function', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION log_refuse();
CREATE TRIGGER log_queue_exit BEFORE DELETE ON log_queue FOR EACH STATEMENT
  WHEN (current_setting('countersign.log_function', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION log_refuse();

CREATE VIEW log_pending AS
  SELECT q.position, e.event_id, e.at, q.since FROM log_queue q CROSS JOIN LATERAL unnest(q.event_ids, q.ats) AS e (event_id, at);
-- The first for statements that meet no row: triggers of statements fire on a view only where rows have theirs.
CREATE TRIGGER log_pending_wall BEFORE INSERT OR UPDATE OR DELETE ON log_pending FOR EACH STATEMENT EXECUTE FUNCTION log_refuse();
CREATE TRIGGER log_pending_rows INSTEAD OF INSERT OR UPDATE OR DELETE ON log_pending FOR EACH ROW EXECUTE FUNCTION log_refuse();

CREATE OR REPLACE FUNCTION log_enqueue() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  reason text;
  taken bigint;
  backlog bigint;
  last_position bigint;
BEGIN
  SELECT s.sealed_reason, s.taken_position, s.backlog_limit, q.last_value INTO reason, taken, backlog, last_position
    FROM public.log_state s, public.log_pending_position_seq q WHERE s.id = 1;
  IF reason IS NULL THEN
    RAISE EXCEPTION 'the state of the audit log is missing' USING ERRCODE = 'CS002';
  END IF;
  IF reason <> '' THEN
    RAISE EXCEPTION 'the audit log is sealed: %', reason USING ERRCODE = 'CS002';
  END IF;
  -- The distance between the last position given and the last one taken bounds the backlog without counting it.
  IF last_position - taken > backlog THEN
    RAISE EXCEPTION 'the audit log is behind by more than % events', backlog USING ERRCODE = 'CS003';
  END IF;
  -- Most statements write one event or a few: numbering and sorting them would cost more than the rest.
  IF (SELECT count(*) FROM (SELECT FROM fresh LIMIT 41) f) <= 40 THEN
    INSERT INTO public.log_queue (position, event_ids, ats)
      SELECT max(f.position), array_agg(f.id), array_agg(f.at)
        FROM (SELECT id, at, nextval('public.log_pending_position_seq') AS position FROM fresh) f HAVING count(*) > 0;
    RETURN NULL;
  END IF;
  INSERT INTO public.log_queue (position, event_ids, ats)
    SELECT max(f.position), array_agg(f.id ORDER BY f.position), array_agg(f.at ORDER BY f.position)
      FROM (SELECT id, at, nextval('public.log_pending_position_seq') AS position, (row_number() OVER () - 1) / 40 AS row FROM fresh) f
     GROUP BY f.row;
  RETURN NULL;
END $$;

-- `p_positions` are the rows of the queue that were read, `p_event_ids` their events in the order of the numbers. Events of these rows
-- that are not among them go on waiting where they were.
CREATE OR REPLACE FUNCTION log_append(
  p_epoch int, p_size bigint, p_root bytea, p_positions bigint[], p_event_ids text[], p_new_root bytea,
  p_tile_levels int[], p_tile_indexes bigint[], p_tile_hashes bytea[], p_tile_roots bytea[], p_note text
) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET countersign.log_function = 'on' AS $$
DECLARE
  added bigint := cardinality(p_event_ids);
  touched bigint;
  held bigint;
  kept log_queue[];
BEGIN
  UPDATE log_state
     SET size = size + added, root = p_new_root, updated_at = clock_timestamp(),
         taken_position = greatest(taken_position, (SELECT max(x) FROM unnest(p_positions) AS x))
   WHERE id = 1 AND epoch = p_epoch AND size = p_size AND root = p_root AND sealed_reason = '';
  GET DIAGNOSTICS touched = ROW_COUNT;
  IF touched <> 1 THEN
    RAISE EXCEPTION 'the log is not where this sequencer left it' USING ERRCODE = 'CS001';
  END IF;
  SELECT sum(cardinality(event_ids)) INTO held FROM log_queue WHERE position = ANY (p_positions);
  IF held > added THEN
    SELECT array_agg(ROW(k.position, k.event_ids, k.ats, k.since)::log_queue) INTO kept FROM (
      SELECT q.position, array_agg(e.id ORDER BY e.place) AS event_ids, array_agg(e.at ORDER BY e.place) AS ats, q.since
        FROM log_queue q CROSS JOIN LATERAL unnest(q.event_ids, q.ats) WITH ORDINALITY AS e (id, at, place)
       WHERE q.position = ANY (p_positions) AND e.id <> ALL (p_event_ids) GROUP BY q.position) k;
  END IF;
  WITH taken AS (
    DELETE FROM log_queue WHERE position = ANY (p_positions) RETURNING event_ids, ats
  )
  INSERT INTO log_sequence (epoch, seq, event_id, at)
    SELECT p_epoch, p_size + n.ordinal - 1, e.id, e.at
      FROM taken CROSS JOIN LATERAL unnest(taken.event_ids, taken.ats) AS e (id, at)
      JOIN unnest(p_event_ids) WITH ORDINALITY AS n (id, ordinal) ON n.id = e.id ORDER BY n.ordinal;
  GET DIAGNOSTICS touched = ROW_COUNT;
  IF touched <> added THEN
    RAISE EXCEPTION 'an event of this batch no longer waits' USING ERRCODE = 'CS001';
  END IF;
  INSERT INTO log_queue SELECT * FROM unnest(kept);
  INSERT INTO log_tiles (epoch, level, index, hashes, root)
    SELECT p_epoch, t.level, t.index, t.hashes, t.root
      FROM unnest(p_tile_levels, p_tile_indexes, p_tile_hashes, p_tile_roots) AS t (level, index, hashes, root);
  INSERT INTO log_checkpoints (epoch, size, root, note) VALUES (p_epoch, p_size + added, p_new_root, p_note);
END $$;
