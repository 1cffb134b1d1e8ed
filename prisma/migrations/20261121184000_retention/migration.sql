-- Letting go, holding and erasing. Each is one function that checks for itself whether it may: class, age, holds, a destroyed key.
-- What they take away is said by an event of the same transaction, by which the self-audit knows a lawful hole.

DROP TRIGGER log_sequence_wall ON log_sequence;
CREATE TRIGGER log_sequence_wall BEFORE UPDATE OR TRUNCATE ON log_sequence
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse();
CREATE TRIGGER log_sequence_exit BEFORE DELETE ON log_sequence
  FOR EACH STATEMENT WHEN (current_setting('countersign.log_function', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION log_refuse();
DROP TRIGGER log_epochs_wall ON log_epochs;
CREATE TRIGGER log_epochs_wall BEFORE DELETE OR TRUNCATE ON log_epochs
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse();
CREATE TRIGGER log_epochs_change BEFORE UPDATE ON log_epochs
  FOR EACH STATEMENT WHEN (current_setting('countersign.log_function', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION log_refuse();

-- Holds, letting go and erasure wait for each other: whoever comes first is seen by the next.
CREATE FUNCTION retention_lock() RETURNS void LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock(1668507502, 1919251566) $$;

-- Whether a hold in force covers what happened then, to these.
CREATE FUNCTION log_is_held(p_at timestamptz, p_agent text, p_actor text, p_target text, p_correlation text, p_person text)
  RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM legal_holds h WHERE h.state IN ('active', 'lift_asked')
    AND (h.scope ->> 'from' IS NULL OR p_at >= (h.scope ->> 'from')::timestamptz)
    AND (h.scope ->> 'to' IS NULL OR p_at <= (h.scope ->> 'to')::timestamptz)
    AND CASE h.scope ->> 'kind'
      WHEN 'agent' THEN h.scope ->> 'id' IN (p_agent, p_actor, p_target)
      WHEN 'person' THEN h.scope ->> 'id' IN (p_actor, p_target, p_person)
      WHEN 'correlation' THEN h.scope ->> 'id' = p_correlation
      ELSE true END)
$$;

CREATE FUNCTION retention_cutoff(p_class text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT now() - make_interval(months => months) FROM retention_rules WHERE class = p_class
$$;

-- What stands beside the leaves of one class and one stretch of time, and the words made of it; at most `p_limit` rows.
CREATE FUNCTION log_let_go(p_class text, p_from timestamptz, p_until timestamptz, p_limit int) RETURNS bigint LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET countersign.log_function = 'on' AS $$
DECLARE
  let_go bigint;
BEGIN
  PERFORM retention_lock();
  IF (p_until <= retention_cutoff(p_class)) IS NOT TRUE THEN
    RAISE EXCEPTION '% records of before % are still kept', p_class, p_until USING ERRCODE = 'CS004';
  END IF;
  WITH due AS (
    SELECT p.at, p.event_id, p.field FROM audit_personal p LEFT JOIN audit_events e ON e.at = p.at AND e.id = p.event_id
     WHERE p.at >= p_from AND p.at < p_until AND p.retention = p_class
       AND NOT log_is_held(p.at, e.agent_id, e.actor_id, e.target_id, e.correlation_id, p.person_id)
     ORDER BY p.at, p.event_id LIMIT p_limit
  ), gone AS (
    DELETE FROM audit_personal p USING due d WHERE p.at = d.at AND p.event_id = d.event_id AND p.field = d.field
    RETURNING p.at, p.event_id
  ), words AS (
    DELETE FROM audit_search s USING (SELECT DISTINCT at, event_id FROM gone) g WHERE s.at = g.at AND s.event_id = g.event_id
  )
  SELECT count(*) INTO let_go FROM gone;
  RETURN let_go;
END $$;

-- The leaves of an epoch below `p_minimum`: only from the front, only when all of them are over and none is held. Months that
-- hold nothing else leave as a whole; the tiles stay.
CREATE FUNCTION log_let_go_leaves(p_epoch int, p_minimum bigint) RETURNS bigint LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET countersign.log_function = 'on' AS $$
DECLARE
  cutoff timestamptz;
  former bigint;
  signed bigint;
  removed bigint;
  month text;
  parent text;
  is_over boolean;
BEGIN
  PERFORM retention_lock();
  SELECT date_trunc('month', min(retention_cutoff(class)) AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' INTO cutoff FROM retention_rules;
  SELECT minimum INTO former FROM log_epochs WHERE epoch = p_epoch FOR UPDATE;
  SELECT CASE WHEN s.epoch = p_epoch THEN s.published_size
    ELSE (SELECT max(c.size) FROM log_checkpoints c WHERE c.epoch = p_epoch) END INTO signed FROM log_state s WHERE s.id = 1;
  IF (p_minimum % 256 = 0 AND p_minimum > former AND p_minimum <= signed) IS NOT TRUE THEN
    RAISE EXCEPTION 'leaves cannot be let go up to %', p_minimum USING ERRCODE = 'CS004';
  END IF;
  IF EXISTS (SELECT FROM log_sequence s WHERE s.epoch = p_epoch AND s.seq < p_minimum AND s.at >= cutoff) THEN
    RAISE EXCEPTION 'leaves below % are still kept', p_minimum USING ERRCODE = 'CS004';
  END IF;
  IF EXISTS (SELECT FROM legal_holds WHERE state IN ('active', 'lift_asked')) AND EXISTS (
    SELECT FROM log_sequence s LEFT JOIN audit_events e ON e.at = s.at AND e.id = s.event_id
     WHERE s.epoch = p_epoch AND s.seq < p_minimum
       AND (log_is_held(s.at, e.agent_id, e.actor_id, e.target_id, e.correlation_id, NULL)
         OR EXISTS (SELECT FROM audit_personal p WHERE p.at = s.at AND p.event_id = s.event_id AND p.person_id IS NOT NULL
           AND log_is_held(s.at, NULL, NULL, NULL, NULL, p.person_id)))) THEN
    RAISE EXCEPTION 'leaves below % are held', p_minimum USING ERRCODE = 'CS004';
  END IF;
  FOR month IN SELECT right(c.relname, 6) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'audit_events'::regclass AND c.relname ~ '^audit_events_\d{6}$'
        AND right(c.relname, 6) < to_char(cutoff AT TIME ZONE 'UTC', 'YYYYMM') ORDER BY 1 LOOP
    EXECUTE format('SELECT NOT EXISTS (SELECT FROM public.%I e WHERE NOT EXISTS (SELECT FROM log_sequence s
      WHERE s.event_id = e.id AND s.epoch = $1 AND s.seq < $2))', 'audit_events_' || month) INTO is_over USING p_epoch, p_minimum;
    IF is_over THEN
      FOREACH parent IN ARRAY ARRAY['audit_events', 'audit_personal', 'audit_search'] LOOP
        IF to_regclass('public.' || parent || '_' || month) IS NOT NULL THEN
          EXECUTE format('ALTER TABLE public.%I DETACH PARTITION public.%I', parent, parent || '_' || month);
          EXECUTE format('DROP TABLE public.%I', parent || '_' || month);
        END IF;
      END LOOP;
    END IF;
  END LOOP;
  DELETE FROM audit_personal p USING log_sequence s WHERE s.epoch = p_epoch AND s.seq < p_minimum AND p.at = s.at AND p.event_id = s.event_id;
  DELETE FROM audit_search w USING log_sequence s WHERE s.epoch = p_epoch AND s.seq < p_minimum AND w.at = s.at AND w.event_id = s.event_id;
  DELETE FROM audit_events e USING log_sequence s WHERE s.epoch = p_epoch AND s.seq < p_minimum AND e.at = s.at AND e.id = s.event_id;
  DELETE FROM log_sequence WHERE epoch = p_epoch AND seq < p_minimum;
  GET DIAGNOSTICS removed = ROW_COUNT;
  UPDATE log_epochs SET minimum = p_minimum WHERE epoch = p_epoch;
  RETURN removed;
END $$;

-- How far leaves may be let go: the largest multiple of 256 below which everything is over and nothing is held.
CREATE FUNCTION log_may_let_go(p_epoch int) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  cutoff timestamptz;
  former bigint;
  signed bigint;
  reached bigint;
  held bigint;
BEGIN
  SELECT date_trunc('month', min(retention_cutoff(class)) AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' INTO cutoff FROM retention_rules;
  SELECT minimum INTO former FROM log_epochs WHERE epoch = p_epoch;
  SELECT CASE WHEN s.epoch = p_epoch THEN s.published_size
    ELSE (SELECT max(c.size) FROM log_checkpoints c WHERE c.epoch = p_epoch) END INTO signed FROM log_state s WHERE s.id = 1;
  SELECT seq INTO reached FROM log_sequence WHERE epoch = p_epoch AND seq >= former AND at >= cutoff ORDER BY seq LIMIT 1;
  reached := least(coalesce(reached, signed), signed);
  IF reached > former AND EXISTS (SELECT FROM legal_holds WHERE state IN ('active', 'lift_asked')) THEN
    SELECT s.seq INTO held FROM log_sequence s LEFT JOIN audit_events e ON e.at = s.at AND e.id = s.event_id
     WHERE s.epoch = p_epoch AND s.seq >= former AND s.seq < reached
       AND (log_is_held(s.at, e.agent_id, e.actor_id, e.target_id, e.correlation_id, NULL)
         OR EXISTS (SELECT FROM audit_personal p WHERE p.at = s.at AND p.event_id = s.event_id AND p.person_id IS NOT NULL
           AND log_is_held(s.at, NULL, NULL, NULL, NULL, p.person_id)))
     ORDER BY s.seq LIMIT 1;
    reached := coalesce(held, reached);
  END IF;
  RETURN greatest(former, reached / 256 * 256);
END $$;

-- What stands readable beside leaves about a person whose key is destroyed: everything of the events about them, and of those of
-- theirs or naming them the personal fields (`p_types` and `p_fields` are parallel). Says how many fields went.
CREATE FUNCTION log_erase(p_person text, p_types text[], p_fields text[]) RETURNS bigint LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET countersign.log_function = 'on' AS $$
DECLARE
  erased bigint;
BEGIN
  PERFORM retention_lock();
  IF NOT EXISTS (SELECT FROM person_keys WHERE person_id = p_person AND destroyed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the key of % still stands', p_person USING ERRCODE = 'CS004';
  END IF;
  WITH about AS (
    SELECT e.at, e.id, e.type, true AS whole FROM audit_events e WHERE e.target_id = p_person AND e.target_kind = 'person'
    UNION ALL SELECT e.at, e.id, e.type, false FROM audit_events e WHERE e.actor_id = p_person AND e.type = ANY (p_types)
    UNION ALL SELECT e.at, e.id, e.type, false FROM audit_events e WHERE e.type = ANY (p_types) AND e.details ->> 'personId' = p_person
  ), words AS (
    DELETE FROM audit_search s USING (SELECT DISTINCT at, id FROM about) a WHERE s.at = a.at AND s.event_id = a.id
  ), gone AS (
    DELETE FROM audit_personal p USING (SELECT at, id, type, bool_or(whole) AS whole FROM about GROUP BY at, id, type) a
     WHERE p.at = a.at AND p.event_id = a.id AND p.person_id IS NULL
       AND (a.whole OR EXISTS (SELECT FROM unnest(p_types, p_fields) AS f (type, field) WHERE f.type = a.type AND f.field = p.field))
    RETURNING p.field
  )
  SELECT count(*) INTO erased FROM gone;
  RETURN erased;
END $$;

-- A destroyed key stays destroyed.
CREATE FUNCTION person_key_destroyed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a destroyed key stays destroyed' USING ERRCODE = 'CS004';
END $$;
CREATE TRIGGER person_keys_once BEFORE UPDATE ON person_keys
  FOR EACH ROW WHEN (OLD.destroyed_at IS NOT NULL) EXECUTE FUNCTION person_key_destroyed();
CREATE TRIGGER person_keys_kept BEFORE DELETE OR TRUNCATE ON person_keys
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse();
CREATE INDEX audit_personal_person ON audit_personal (person_id) WHERE person_id IS NOT NULL;
