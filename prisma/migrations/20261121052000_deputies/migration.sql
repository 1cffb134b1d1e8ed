-- DropIndex
DROP INDEX "agents_facets_idx";

-- CreateIndex
CREATE INDEX "agents_facets_idx" ON "agents"("environment", "status", "tier", "kind", "source", "team_id", "provider", "owner_id", "sponsor_id", "deputy_id");

-- CreateIndex
CREATE INDEX "hand_overs_state_expires_at_idx" ON "hand_overs"("state", "expires_at");
