-- Few items have a deadline of their own; whether one is over is asked every second.
CREATE INDEX campaign_items_due ON campaign_items (campaign_id, due_at) WHERE due_at IS NOT NULL;
