-- The same walls at a lower price for every event: conditions that need no function call, and no settings to swap while
-- an event is enqueued. Names are qualified instead, for the function runs with its owner's rights.

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
  INSERT INTO public.log_pending (event_id) SELECT id FROM fresh;
  RETURN NULL;
END $$;
ALTER FUNCTION log_enqueue() RESET ALL;

DROP TRIGGER log_pending_door ON log_pending;
-- Only the trigger of an inserted event puts anything here, and only log_append takes it out.
CREATE TRIGGER log_pending_door BEFORE INSERT ON log_pending
  FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION log_refuse();
CREATE TRIGGER log_pending_exit BEFORE DELETE ON log_pending
  FOR EACH STATEMENT WHEN (current_setting('countersign.log_function', true) IS DISTINCT FROM 'on')
  EXECUTE FUNCTION log_refuse_outside_function();
