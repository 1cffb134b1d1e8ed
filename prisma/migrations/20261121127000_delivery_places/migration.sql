-- What waits for one endpoint is looked for by its place in time, so that a long queue of one does not hold up the others.
CREATE INDEX "deliveries_endpoint_id_next_at_idx" ON "deliveries"("endpoint_id", "next_at");

-- A request that is settled needs nobody's attention: mails that still wait to say it is open are dropped by whoever ends it.
CREATE FUNCTION deliveries_drop_settled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE deliveries SET state = 'dropped', next_at = clock_timestamp()
  WHERE target_id = NEW.id AND channel = 'mail' AND kind IN ('approval_requested', 'approval_escalated') AND state IN ('queued', 'retrying');
  RETURN NULL;
END $$;
CREATE TRIGGER approvals_drop_mails AFTER UPDATE ON approvals FOR EACH ROW
  WHEN (OLD.status = 'pending' AND NEW.status <> 'pending') EXECUTE FUNCTION deliveries_drop_settled();
