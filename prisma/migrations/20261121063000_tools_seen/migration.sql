-- Tools across agents are read in the order in which they were first seen, most often those that wait.
CREATE INDEX "agent_tools_first_seen_at_id_idx" ON "agent_tools"("first_seen_at", "id");
CREATE INDEX "agent_tools_waiting_idx" ON "agent_tools"("first_seen_at", "id") WHERE "state" = 'quarantined';
