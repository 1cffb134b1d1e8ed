-- Who can reach a resource is answered from indexes alone, also where most agents reach it.
CREATE INDEX "tool_resources_reach_idx" ON "tool_resources" ("resource_id", "agent_id") INCLUDE ("tool_id", "access");
CREATE INDEX "agent_tools_unaccepted_idx" ON "agent_tools" ("id", "state") WHERE "state" <> 'accepted';
CREATE INDEX "agents_reach_idx" ON "agents" ("id") INCLUDE ("tier", "environment", "status", "team_id", "name");

