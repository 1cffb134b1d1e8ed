-- Active agents by when they were last used (as far as known, since activation), and records by when they were confirmed within
-- each tier: what the views of agents left alone are read from.
CREATE INDEX "agents_dormant_idx" ON "agents" ((coalesce("last_used_at", "status_changed_at")), "id") WHERE "status" = 'active';
CREATE INDEX "agents_stale_idx" ON "agents" ("tier", (coalesce("reviewed_at", to_timestamp(0))), "id")
  WHERE "status" IN ('registered', 'active', 'suspended');
CREATE INDEX "hand_overs_waiting_idx" ON "hand_overs" ("offered_at", "agent_id") WHERE "state" = 'pending';
CREATE INDEX "hand_overs_from_person_idx" ON "hand_overs" ("from_person_id") WHERE "state" = 'pending';
