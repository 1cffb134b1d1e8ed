-- The log by month: partitions are made ahead by the worker, and what is older than its time leaves as a whole. An event's id begins
-- with its instant (lib/ids.ts), so that whoever has the id knows the partition.

CREATE FUNCTION event_at(p_id text) RETURNS timestamptz LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  millis bigint := 0;
  digit int;
BEGIN
  IF p_id !~ '^evt_[0-7][0-9a-hjkmnp-tv-z]{25}$' THEN RETURN NULL; END IF;
  FOR place IN 5..14 LOOP
    digit := strpos('0123456789abcdefghjkmnpqrstvwxyz', substr(p_id, place, 1)) - 1;
    millis := millis * 32 + digit;
  END LOOP;
  RETURN timestamptz 'epoch' + millis * interval '1 millisecond';
END $$;

ALTER TABLE audit_events RENAME TO audit_events_former;
ALTER TABLE audit_personal RENAME TO audit_personal_former;
ALTER TABLE audit_events_former RENAME CONSTRAINT audit_events_pkey TO audit_events_former_pkey;
ALTER TABLE audit_personal_former RENAME CONSTRAINT audit_personal_pkey TO audit_personal_former_pkey;
DROP INDEX audit_events_at_id_idx, audit_events_agent_id_at_idx, audit_events_actor_id_at_idx, audit_events_target_id_at_idx,
  audit_events_type_at_idx, audit_events_correlation_id_idx;

CREATE TABLE audit_events (
  id text NOT NULL,
  at timestamptz(3) NOT NULL,
  type text NOT NULL,
  severity text NOT NULL,
  outcome text NOT NULL,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  agent_id text,
  target_kind text NOT NULL,
  target_id text NOT NULL,
  correlation_id text NOT NULL,
  tool text,
  policy text,
  details jsonb NOT NULL DEFAULT '{}',
  leaf bytea NOT NULL,
  leaf_hash bytea NOT NULL,
  CONSTRAINT audit_events_pkey PRIMARY KEY (at, id),
  CONSTRAINT audit_events_leaf_size CHECK (octet_length(leaf) BETWEEN 1 AND 65535),
  CONSTRAINT audit_events_leaf_hash CHECK (leaf_hash = sha256('\x00'::bytea || leaf))
) PARTITION BY RANGE (at);

CREATE TABLE audit_personal (
  event_id text NOT NULL,
  field text NOT NULL,
  salt bytea NOT NULL,
  value text NOT NULL,
  at timestamptz(3) NOT NULL,
  retention text NOT NULL DEFAULT 'evidence',
  person_id text,
  CONSTRAINT audit_personal_pkey PRIMARY KEY (at, event_id, field)
) PARTITION BY RANGE (at);

CREATE TABLE audit_search (
  event_id text NOT NULL,
  at timestamptz(3) NOT NULL,
  words text NOT NULL,
  CONSTRAINT audit_search_pkey PRIMARY KEY (at, event_id)
) PARTITION BY RANGE (at);

CREATE INDEX audit_events_actor_id_at_id_idx ON audit_events (actor_id, at, id);
CREATE INDEX audit_events_target_id_at_id_idx ON audit_events (target_id, at, id);
CREATE INDEX audit_events_type_at_id_idx ON audit_events (type, at, id);
CREATE INDEX audit_events_correlation_id_at_id_idx ON audit_events (correlation_id, at, id);
-- Most events are of no agent, tool or policy, or went well: only the others are looked for by that.
CREATE INDEX audit_events_agent ON audit_events (agent_id, at, id) WHERE agent_id IS NOT NULL;
CREATE INDEX audit_events_tool ON audit_events (tool, at, id) WHERE tool IS NOT NULL;
CREATE INDEX audit_events_policy ON audit_events (policy, at, id) WHERE policy IS NOT NULL;
CREATE INDEX audit_events_severity ON audit_events (severity, at, id) WHERE severity <> 'info';
CREATE INDEX audit_events_outcome ON audit_events (outcome, at, id) WHERE outcome <> 'done';

-- One month of one table, with its walls. What stood in the table's rest moves in.
CREATE FUNCTION audit_make_partition(p_parent text, p_month date) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET countersign.log_function = 'on' AS $$
DECLARE
  name text := p_parent || '_' || to_char(p_month, 'YYYYMM');
  starts timestamptz := date_trunc('month', p_month)::timestamp AT TIME ZONE 'UTC';
  ends timestamptz := (date_trunc('month', p_month) + interval '1 month')::timestamp AT TIME ZONE 'UTC';
BEGIN
  IF p_parent NOT IN ('audit_events', 'audit_personal', 'audit_search') THEN
    RAISE EXCEPTION '% has no months', p_parent;
  END IF;
  IF to_regclass('public.' || name) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name, p_parent);
  EXECUTE format('LOCK TABLE public.%I IN ACCESS EXCLUSIVE MODE', p_parent || '_rest');
  EXECUTE format('WITH moved AS (DELETE FROM public.%I WHERE at >= %L AND at < %L RETURNING *) INSERT INTO public.%I SELECT * FROM moved',
    p_parent || '_rest', starts, ends, name);
  EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', p_parent, name, starts, ends);
  PERFORM audit_wall_partition(p_parent, name);
END $$;

-- Statements at the table itself meet the table's walls, those at a partition only the partition's own.
CREATE FUNCTION audit_wall_partition(p_parent text, p_name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_parent = 'audit_search' THEN RETURN; END IF;
  EXECUTE format('CREATE TRIGGER wall BEFORE UPDATE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.log_refuse()', p_name);
  EXECUTE format('CREATE TRIGGER door BEFORE INSERT OR DELETE ON public.%I FOR EACH STATEMENT
    WHEN (current_setting(''countersign.log_function'', true) IS DISTINCT FROM ''on'') EXECUTE FUNCTION public.log_refuse()', p_name);
END $$;

CREATE TABLE audit_events_rest PARTITION OF audit_events DEFAULT;
CREATE TABLE audit_personal_rest PARTITION OF audit_personal DEFAULT;
CREATE TABLE audit_search_rest PARTITION OF audit_search DEFAULT;
SELECT audit_wall_partition('audit_events', 'audit_events_rest'), audit_wall_partition('audit_personal', 'audit_personal_rest');

-- Every month from the first event to three months after now.
CREATE FUNCTION audit_make_partitions(p_from date, p_until date) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  month date := date_trunc('month', p_from);
  made int := 0;
BEGIN
  WHILE month <= p_until LOOP
    IF to_regclass('public.audit_events_' || to_char(month, 'YYYYMM')) IS NULL THEN made := made + 1; END IF;
    PERFORM audit_make_partition(parent, month) FROM unnest(ARRAY['audit_events', 'audit_personal', 'audit_search']) AS parent;
    month := month + interval '1 month';
  END LOOP;
  RETURN made;
END $$;
SELECT audit_make_partitions(
  coalesce((SELECT min(at) FROM audit_events_former), now() - interval '3 months')::date, (now() + interval '3 months')::date);

INSERT INTO audit_events (id, at, type, severity, outcome, actor_kind, actor_id, agent_id, target_kind, target_id, correlation_id,
    policy, details, leaf, leaf_hash)
  SELECT id, at, type, severity, outcome, actor_kind, actor_id, agent_id, target_kind, target_id, correlation_id,
    CASE WHEN target_kind = 'policy' THEN target_id ELSE split_part(details -> 'policies' ->> 0, '@', 1) END, details, leaf, leaf_hash
  FROM audit_events_former;
INSERT INTO audit_personal (event_id, field, salt, value, at)
  SELECT p.event_id, p.field, p.salt, p.value, e.at FROM audit_personal_former p JOIN audit_events_former e ON e.id = p.event_id;

ALTER TABLE log_pending ADD COLUMN at timestamptz(3);
ALTER TABLE log_sequence ADD COLUMN at timestamptz(3);
ALTER TABLE log_pending DISABLE TRIGGER USER;
ALTER TABLE log_sequence DISABLE TRIGGER USER;
UPDATE log_pending SET at = e.at FROM audit_events_former e WHERE e.id = event_id;
UPDATE log_sequence SET at = e.at FROM audit_events_former e WHERE e.id = event_id;
UPDATE log_sequence SET at = event_at(event_id) WHERE at IS NULL;
ALTER TABLE log_pending ENABLE TRIGGER USER;
ALTER TABLE log_sequence ENABLE TRIGGER USER;
ALTER TABLE log_pending ALTER COLUMN at SET NOT NULL;
ALTER TABLE log_sequence ALTER COLUMN at SET NOT NULL;

DROP TABLE audit_personal_former;
DROP TABLE audit_events_former;

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
  INSERT INTO public.log_pending (event_id, at) SELECT id, at FROM fresh;
  RETURN NULL;
END $$;

CREATE TRIGGER audit_events_enqueue AFTER INSERT ON audit_events
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION log_enqueue();
CREATE TRIGGER audit_events_wall BEFORE UPDATE OR TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse();
CREATE TRIGGER audit_events_exit BEFORE DELETE ON audit_events
  FOR EACH STATEMENT WHEN (current_setting('countersign.log_function', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION log_refuse();
CREATE TRIGGER audit_personal_wall BEFORE UPDATE OR TRUNCATE ON audit_personal
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse();
CREATE TRIGGER audit_personal_exit BEFORE DELETE ON audit_personal
  FOR EACH STATEMENT WHEN (current_setting('countersign.log_function', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION log_refuse();

CREATE OR REPLACE FUNCTION log_append(
  p_epoch int, p_size bigint, p_root bytea, p_positions bigint[], p_event_ids text[], p_new_root bytea,
  p_tile_levels int[], p_tile_indexes bigint[], p_tile_hashes bytea[], p_tile_roots bytea[], p_note text
) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET countersign.log_function = 'on' AS $$
DECLARE
  added bigint := cardinality(p_event_ids);
  touched bigint;
BEGIN
  UPDATE log_state
     SET size = size + added, root = p_new_root, updated_at = clock_timestamp(),
         taken_position = greatest(taken_position, (SELECT max(x) FROM unnest(p_positions) AS x))
   WHERE id = 1 AND epoch = p_epoch AND size = p_size AND root = p_root AND sealed_reason = '';
  GET DIAGNOSTICS touched = ROW_COUNT;
  IF touched <> 1 THEN
    RAISE EXCEPTION 'the log is not where this sequencer left it' USING ERRCODE = 'CS001';
  END IF;
  WITH taken AS (
    DELETE FROM log_pending USING unnest(p_positions, p_event_ids) WITH ORDINALITY AS t (place, event, ordinal)
     WHERE log_pending.position = t.place AND log_pending.event_id = t.event
    RETURNING t.ordinal, log_pending.event_id, log_pending.at
  )
  INSERT INTO log_sequence (epoch, seq, event_id, at) SELECT p_epoch, p_size + ordinal - 1, event_id, at FROM taken ORDER BY ordinal;
  GET DIAGNOSTICS touched = ROW_COUNT;
  IF touched <> added THEN
    RAISE EXCEPTION 'an event of this batch no longer waits' USING ERRCODE = 'CS001';
  END IF;
  INSERT INTO log_tiles (epoch, level, index, hashes, root)
    SELECT p_epoch, t.level, t.index, t.hashes, t.root
      FROM unnest(p_tile_levels, p_tile_indexes, p_tile_hashes, p_tile_roots) AS t (level, index, hashes, root);
  INSERT INTO log_checkpoints (epoch, size, root, note) VALUES (p_epoch, p_size + added, p_new_root, p_note);
END $$;

ALTER TABLE log_epochs ADD COLUMN minimum bigint NOT NULL DEFAULT 0;
