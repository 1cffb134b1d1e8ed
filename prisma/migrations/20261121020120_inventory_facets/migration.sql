-- Every column that facets count, so that counting reads this index alone and never the wide rows.
CREATE INDEX "agents_facets_idx" ON "agents"("environment", "status", "tier", "kind", "source", "team_id", "provider", "owner_id", "sponsor_id");
