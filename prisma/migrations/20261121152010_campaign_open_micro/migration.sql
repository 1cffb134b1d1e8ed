-- A micro-certification that could not be launched is a draft that somebody looks at: it does not keep the next one from being asked.
DROP INDEX campaigns_open_micro;
CREATE UNIQUE INDEX campaigns_open_micro ON campaigns ((plan->'scope'->'agentIds'->>0))
  WHERE kind = 'micro' AND state NOT IN ('draft', 'closed', 'closed_with_exceptions', 'cancelled');
-- Items with a deadline of their own: the few that were escalated.
CREATE INDEX campaign_items_own_due ON campaign_items (campaign_id, due_at) WHERE due_at IS NOT NULL AND state IN ('pending', 'stale');
