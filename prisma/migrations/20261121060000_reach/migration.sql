-- The systems that people stated, compared with the register of resources in whatever letters.
CREATE FUNCTION lower_each(names text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  (SELECT coalesce(array_agg(lower(name)), '{}') FROM unnest(names) name);

CREATE INDEX "agents_systems_idx" ON "agents" USING GIN (lower_each("systems"));

-- One server under many agents, and one secret under many servers: what falls together. Hashed, for addresses can be long.
CREATE INDEX "agent_servers_identity_idx" ON "agent_servers" USING HASH ((lower("name") || chr(10) || "address"));
CREATE INDEX "agent_servers_credential_idx" ON "agent_servers" USING HASH ("credential");
