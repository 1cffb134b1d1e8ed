-- A log could not be opened once more events waited than may wait: what wrote faster than the worker started shut itself out for good.

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
  -- The first leaf of an epoch, which its own transaction alone sees empty, is taken all the same: without it nothing would ever be numbered.
  IF last_position - taken > backlog
     AND NOT EXISTS (SELECT FROM public.log_state s JOIN public.log_epochs e ON e.epoch = s.epoch WHERE s.size = 0) THEN
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
