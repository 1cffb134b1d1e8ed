-- Keyset paging in the order that people read: case does not matter, the id breaks ties.
CREATE INDEX "agents_lower_name_id_idx" ON "agents" (lower("name"), "id");
CREATE INDEX "agents_lower_provider_id_idx" ON "agents" (lower("provider"), "id");

-- A name given by hand is unique in its environment while the agent lives; imported records have their source's key instead.
CREATE UNIQUE INDEX "agents_hand_registered_name_key" ON "agents" (lower("name"), "environment")
  WHERE "source" = 'manual' AND "status" <> 'decommissioned';
