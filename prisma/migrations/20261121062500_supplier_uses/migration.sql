-- Which servers a supplier stands behind.
CREATE INDEX "agent_servers_lower_supplier_idx" ON "agent_servers" (lower("supplier"));
