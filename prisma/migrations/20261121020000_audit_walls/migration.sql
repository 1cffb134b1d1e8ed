-- The walls around the audit log. They stop mistakes and careless tools; that nobody passed them is what the tree proves.
-- Refusals carry their own SQLSTATE: CS001 fenced, CS002 sealed, CS003 slow down, CS004 walled.

CREATE FUNCTION log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: the audit log only grows', lower(TG_OP), TG_TABLE_NAME USING ERRCODE = 'CS004';
END $$;

-- Passes only what the functions below do: each of them sets the mark for as long as it runs.
CREATE FUNCTION log_refuse_outside_function() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('countersign.log_function', true) IS DISTINCT FROM 'on' THEN
    RAISE EXCEPTION '% of % is refused: only the functions of the log write here', lower(TG_OP), TG_TABLE_NAME
      USING ERRCODE = 'CS004';
  END IF;
  RETURN NULL;
END $$;

-- Every event waits for its number from the moment it exists, however it was inserted.
CREATE FUNCTION log_enqueue() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET countersign.log_function = 'on' AS $$
DECLARE
  state log_state%ROWTYPE;
  last_position bigint;
BEGIN
  SELECT * INTO state FROM log_state WHERE id = 1;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the state of the audit log is missing' USING ERRCODE = 'CS002';
  END IF;
  IF state.sealed_reason <> '' THEN
    RAISE EXCEPTION 'the audit log is sealed: %', state.sealed_reason USING ERRCODE = 'CS002';
  END IF;
  -- The distance between the last position given and the last one taken bounds the backlog without counting it.
  SELECT last_value INTO last_position FROM log_pending_position_seq;
  IF last_position - state.taken_position > state.backlog_limit THEN
    RAISE EXCEPTION 'the audit log is behind by more than % events', state.backlog_limit USING ERRCODE = 'CS003';
  END IF;
  INSERT INTO log_pending (event_id) SELECT id FROM fresh;
  RETURN NULL;
END $$;

ALTER TABLE audit_events ADD CONSTRAINT audit_events_leaf_size CHECK (octet_length(leaf) BETWEEN 1 AND 65535);
ALTER TABLE audit_events ADD CONSTRAINT audit_events_leaf_hash CHECK (leaf_hash = sha256('\x00'::bytea || leaf));
ALTER TABLE log_state ADD CONSTRAINT log_state_single CHECK (id = 1);
ALTER TABLE log_tiles ADD CONSTRAINT log_tiles_full CHECK (octet_length(hashes) = 8192 AND octet_length(root) = 32);

INSERT INTO log_state (id, root) VALUES (1, sha256(''::bytea)) ON CONFLICT DO NOTHING;
INSERT INTO log_pending (event_id) SELECT id FROM audit_events ORDER BY at, id;

CREATE TRIGGER audit_events_enqueue AFTER INSERT ON audit_events
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION log_enqueue();

CREATE TRIGGER audit_events_wall BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse();
CREATE TRIGGER audit_personal_wall BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_personal
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse();

CREATE TRIGGER log_tiles_wall BEFORE UPDATE OR DELETE OR TRUNCATE ON log_tiles
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse();
CREATE TRIGGER log_tiles_door BEFORE INSERT ON log_tiles
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_outside_function();
CREATE TRIGGER log_checkpoints_wall BEFORE UPDATE OR DELETE OR TRUNCATE ON log_checkpoints
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse();
CREATE TRIGGER log_checkpoints_door BEFORE INSERT ON log_checkpoints
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_outside_function();
CREATE TRIGGER log_sequence_wall BEFORE UPDATE OR DELETE OR TRUNCATE ON log_sequence
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse();
CREATE TRIGGER log_sequence_door BEFORE INSERT ON log_sequence
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_outside_function();
CREATE TRIGGER log_epochs_wall BEFORE UPDATE OR DELETE OR TRUNCATE ON log_epochs
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse();
CREATE TRIGGER log_epochs_door BEFORE INSERT ON log_epochs
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_outside_function();
CREATE TRIGGER log_pending_wall BEFORE UPDATE OR TRUNCATE ON log_pending
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse();
CREATE TRIGGER log_pending_door BEFORE INSERT OR DELETE ON log_pending
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_outside_function();
CREATE TRIGGER log_state_wall BEFORE INSERT OR DELETE OR TRUNCATE ON log_state
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse();
CREATE TRIGGER log_state_door BEFORE UPDATE ON log_state
  FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_outside_function();

-- Numbers, tiles, state and signed checkpoint in one statement. `p_positions` and `p_event_ids` are parallel and in the order
-- of the numbers. Refuses (CS001) when the state is not the expected one or a position is no longer waiting.
CREATE FUNCTION log_append(
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
  DELETE FROM log_pending USING unnest(p_positions, p_event_ids) AS taken (position, event_id)
   WHERE log_pending.position = taken.position AND log_pending.event_id = taken.event_id;
  GET DIAGNOSTICS touched = ROW_COUNT;
  IF touched <> added THEN
    RAISE EXCEPTION 'an event of this batch no longer waits' USING ERRCODE = 'CS001';
  END IF;
  INSERT INTO log_sequence (epoch, seq, event_id)
    SELECT p_epoch, p_size + ordinal - 1, event_id FROM unnest(p_event_ids) WITH ORDINALITY AS t (event_id, ordinal);
  INSERT INTO log_tiles (epoch, level, index, hashes, root)
    SELECT p_epoch, t.level, t.index, t.hashes, t.root
      FROM unnest(p_tile_levels, p_tile_indexes, p_tile_hashes, p_tile_roots) AS t (level, index, hashes, root);
  INSERT INTO log_checkpoints (epoch, size, root, note) VALUES (p_epoch, p_size + added, p_new_root, p_note);
END $$;

-- What was written to the guard may be shown to the world.
CREATE FUNCTION log_publish(p_epoch int, p_size bigint) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET countersign.log_function = 'on' AS $$
BEGIN
  UPDATE log_state SET published_size = p_size WHERE id = 1 AND epoch = p_epoch AND published_size < p_size AND size >= p_size;
END $$;

-- With nothing waiting, positions lost to rolled-back transactions must not count as backlog.
CREATE FUNCTION log_note_drained(p_position bigint) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET countersign.log_function = 'on' AS $$
BEGIN
  UPDATE log_state SET taken_position = p_position WHERE id = 1 AND taken_position < p_position;
END $$;

CREATE FUNCTION log_seal(p_reason text) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET countersign.log_function = 'on' AS $$
BEGIN
  UPDATE log_state SET sealed_reason = p_reason WHERE id = 1 AND sealed_reason = '';
END $$;

-- The outcome of a self-audit: the fault found, or none; `p_full` when everything was looked at.
CREATE FUNCTION log_note_audit(p_fault text, p_full boolean) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET countersign.log_function = 'on' AS $$
BEGIN
  UPDATE log_state
     SET fault_reason = CASE WHEN p_fault <> '' OR p_full THEN p_fault ELSE fault_reason END,
         full_audit_at = CASE WHEN p_full THEN clock_timestamp() ELSE full_audit_at END
   WHERE id = 1;
END $$;

-- The first epoch on an empty log, or the one after a sealed epoch. Unseals, and begins an empty tree.
CREATE FUNCTION log_open_epoch(p_epoch int, p_origin text, p_vkey text) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET countersign.log_function = 'on' AS $$
DECLARE
  touched bigint;
BEGIN
  UPDATE log_state
     SET epoch = p_epoch, size = 0, root = sha256(''::bytea), published_size = 0, sealed_reason = '', fault_reason = ''
   WHERE id = 1
     AND CASE WHEN EXISTS (SELECT FROM log_epochs)
              THEN epoch = p_epoch - 1 AND sealed_reason <> ''
              ELSE p_epoch = 1 AND epoch = 1 AND size = 0 AND sealed_reason = '' END;
  GET DIAGNOSTICS touched = ROW_COUNT;
  IF touched <> 1 THEN
    RAISE EXCEPTION 'an epoch opens only on an empty or a sealed log' USING ERRCODE = 'CS001';
  END IF;
  INSERT INTO log_epochs (epoch, origin, vkey) VALUES (p_epoch, p_origin, p_vkey);
END $$;
