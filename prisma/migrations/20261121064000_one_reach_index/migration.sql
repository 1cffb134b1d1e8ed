-- The covering index of the same columns serves what this one did.
DROP INDEX "tool_resources_resource_id_agent_id_idx";
