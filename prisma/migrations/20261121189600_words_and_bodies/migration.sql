-- Words of events that have nothing beside their leaf, and the bodies of decisions, go when their time is over as well. How far they
-- were gone through is remembered, for neither says by itself that it is over; null: everything is to be gone through again.
ALTER TABLE retention_rules ADD COLUMN swept timestamptz(3);

-- The words of one class' events (`p_types`) of one stretch of time, where nothing is kept beside the leaf; at most `p_limit`.
CREATE FUNCTION log_let_go_words(p_class text, p_types text[], p_from timestamptz, p_until timestamptz, p_limit int) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  let_go bigint;
BEGIN
  PERFORM retention_lock();
  IF (p_until <= retention_cutoff(p_class)) IS NOT TRUE THEN
    RAISE EXCEPTION 'the words of % records of before % are still kept', p_class, p_until USING ERRCODE = 'CS004';
  END IF;
  WITH due AS (
    SELECT s.at, s.event_id FROM audit_search s JOIN audit_events e ON e.at = s.at AND e.id = s.event_id
     WHERE s.at >= p_from AND s.at < p_until AND e.type = ANY (p_types)
       AND NOT log_is_held(s.at, e.agent_id, e.actor_id, e.target_id, e.correlation_id, NULL)
       AND NOT EXISTS (SELECT FROM audit_personal p WHERE p.at = s.at AND p.event_id = s.event_id)
     LIMIT p_limit
  ), gone AS (
    DELETE FROM audit_search s USING due d WHERE s.at = d.at AND s.event_id = d.event_id RETURNING 1
  )
  SELECT count(*) INTO let_go FROM gone;
  RETURN let_go;
END $$;

-- The bodies of decisions whose ids stand from `p_from` up to `p_until`: what was asked is emptied, and of the answer only what the
-- row says anyhow is left, ids and closed words. Only when the longest class is over, never while a request for approval that
-- waits or may still be used rests on it.
CREATE FUNCTION decisions_let_go(p_from text, p_until text, p_limit int) RETURNS bigint LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  cutoff timestamptz;
  let_go bigint;
BEGIN
  PERFORM retention_lock();
  SELECT min(retention_cutoff(class)) INTO cutoff FROM retention_rules;
  WITH due AS (
    SELECT d.id FROM decisions d
     WHERE d.id >= p_from AND d.id < p_until AND d.at < cutoff AND d.request <> '{}'
       AND NOT EXISTS (SELECT FROM approvals a WHERE a.decision_id = d.id AND a.status IN ('pending', 'approved'))
       AND NOT log_is_held(d.at, d.agent_id, d.caller_id, d.id, d.correlation_id, d.request #>> '{call,workflow,personId}')
     ORDER BY d.id LIMIT p_limit
  ), gone AS (
    UPDATE decisions d SET request = '{}', answer = jsonb_build_object(
        'outcome', d.outcome, 'reason', d.reason, 'action', nullif(d.action, ''), 'entitlementIds', to_jsonb(d.entitlement_ids),
        'policies', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', regexp_replace(one, '@[^@]*$', ''),
          'version', substring(one FROM '@([^@]*)$')) ORDER BY place), '[]') FROM unnest(d.policies) WITH ORDINALITY AS u (one, place)),
        'stepUp', NULL, 'obligations', '[]'::jsonb, 'warnings', '[]'::jsonb, 'nearMisses', '[]'::jsonb, 'errors', '[]'::jsonb,
        'provenance', '{"arguments": [], "signs": []}'::jsonb)
      || CASE WHEN d.answer ? 'approval' THEN jsonb_build_object('approval', d.answer -> 'approval') ELSE '{}' END
      FROM due WHERE due.id = d.id RETURNING 1
  )
  SELECT count(*) INTO let_go FROM gone;
  RETURN let_go;
END $$;
