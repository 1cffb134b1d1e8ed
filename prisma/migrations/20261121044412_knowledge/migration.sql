-- CreateEnum
CREATE TYPE "ToolState" AS ENUM ('quarantined', 'accepted', 'blocked', 'removed');

-- AlterTable
ALTER TABLE "agents" ADD COLUMN     "classified_at" TIMESTAMPTZ(3),
ADD COLUMN     "computed_tier" "Tier",
ADD COLUMN     "deputy_id" TEXT,
ADD COLUMN     "factors" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "fingerprint" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "governance_since" TIMESTAMPTZ(3),
ADD COLUMN     "image_digest" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "last_used_at" TIMESTAMPTZ(3),
ADD COLUMN     "policy_ref" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "prompt_hash" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "reviewed_at" TIMESTAMPTZ(3),
ADD COLUMN     "reviewed_by_id" TEXT,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "score" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "template_id" TEXT;

-- CreateTable
CREATE TABLE "agent_versions" (
    "agent_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "changed" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "tier" "Tier",
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT,

    CONSTRAINT "agent_versions_pkey" PRIMARY KEY ("agent_id","number")
);

-- CreateTable
CREATE TABLE "tier_overrides" (
    "id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "tier" "Tier" NOT NULL,
    "computed_tier" "Tier" NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "requested_by_id" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" TEXT,
    "ended_reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "tier_overrides_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "control_waivers" (
    "id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "control" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "waived_by_id" TEXT NOT NULL,
    "waived_at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" TEXT,

    CONSTRAINT "control_waivers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hand_overs" (
    "id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "from_person_id" TEXT,
    "to_person_id" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "offered_by_id" TEXT NOT NULL,
    "offered_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" TEXT,
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "hand_overs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accountabilities" (
    "agent_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3),

    CONSTRAINT "accountabilities_pkey" PRIMARY KEY ("agent_id","role","from_at")
);

-- CreateTable
CREATE TABLE "notices" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "agent_id" TEXT,
    "content" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suppliers" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "names" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "roles" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "legal_name" TEXT NOT NULL DEFAULT '',
    "lei" TEXT NOT NULL DEFAULT '',
    "country" TEXT NOT NULL DEFAULT '',
    "data_countries" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "contract_ref" TEXT NOT NULL DEFAULT '',
    "contract_start" DATE,
    "contract_end" DATE,
    "notice_days" INTEGER,
    "criticality" TEXT NOT NULL DEFAULT 'none',
    "substitutability" TEXT NOT NULL DEFAULT '',
    "trusted" BOOLEAN NOT NULL DEFAULT false,
    "trusted_reason" TEXT NOT NULL DEFAULT '',
    "owner_id" TEXT,
    "notes" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suppliers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_templates" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "content" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "proposed_by_id" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by_id" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "agent_templates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_servers" (
    "id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL DEFAULT '',
    "supplier" TEXT NOT NULL DEFAULT '',
    "credential" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "agent_servers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_tools" (
    "id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "server_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" "ToolState" NOT NULL,
    "state_reason" TEXT NOT NULL DEFAULT '',
    "definition" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "effect" TEXT NOT NULL,
    "capabilities" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "tier" "Tier" NOT NULL,
    "because" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "accepted_definition" JSONB,
    "accepted_hash" TEXT,
    "accepted_effect" TEXT,
    "accepted_capabilities" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "accepted_by_id" TEXT,
    "accepted_at" TIMESTAMPTZ(3),
    "corrected_effect" TEXT,
    "corrected_capabilities" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "corrected_reason" TEXT NOT NULL DEFAULT '',
    "corrected_by_id" TEXT,
    "corrected_at" TIMESTAMPTZ(3),
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "agent_tools_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tool_changes" (
    "id" TEXT NOT NULL,
    "tool_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "by_id" TEXT,
    "reason" TEXT NOT NULL DEFAULT '',
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "tool_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resources" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "data_classes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "records" BIGINT NOT NULL DEFAULT 0,
    "people" BIGINT NOT NULL DEFAULT 0,
    "money" BIGINT NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "resources_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tool_resources" (
    "tool_id" TEXT NOT NULL,
    "resource_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "access" TEXT NOT NULL,

    CONSTRAINT "tool_resources_pkey" PRIMARY KEY ("tool_id","resource_id")
);

-- CreateIndex
CREATE INDEX "tier_overrides_agent_id_requested_at_idx" ON "tier_overrides"("agent_id", "requested_at");

-- CreateIndex
CREATE INDEX "tier_overrides_state_expires_at_idx" ON "tier_overrides"("state", "expires_at");

-- CreateIndex
CREATE INDEX "control_waivers_agent_id_control_idx" ON "control_waivers"("agent_id", "control");

-- CreateIndex
CREATE INDEX "hand_overs_agent_id_offered_at_idx" ON "hand_overs"("agent_id", "offered_at");

-- CreateIndex
CREATE INDEX "hand_overs_to_person_id_state_idx" ON "hand_overs"("to_person_id", "state");

-- CreateIndex
CREATE INDEX "accountabilities_person_id_from_at_idx" ON "accountabilities"("person_id", "from_at");

-- CreateIndex
CREATE INDEX "notices_person_id_seen_at_created_at_idx" ON "notices"("person_id", "seen_at", "created_at");

-- CreateIndex
CREATE INDEX "suppliers_names_idx" ON "suppliers" USING GIN ("names");

-- CreateIndex
CREATE UNIQUE INDEX "agent_templates_name_key" ON "agent_templates"("name");

-- CreateIndex
CREATE UNIQUE INDEX "agent_servers_agent_id_name_key" ON "agent_servers"("agent_id", "name");

-- CreateIndex
CREATE INDEX "agent_tools_agent_id_state_idx" ON "agent_tools"("agent_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "agent_tools_server_id_name_key" ON "agent_tools"("server_id", "name");

-- CreateIndex
CREATE INDEX "tool_changes_tool_id_at_idx" ON "tool_changes"("tool_id", "at");

-- CreateIndex
CREATE INDEX "tool_resources_resource_id_agent_id_idx" ON "tool_resources"("resource_id", "agent_id");

-- CreateIndex
CREATE INDEX "tool_resources_agent_id_idx" ON "tool_resources"("agent_id");

-- CreateIndex
CREATE INDEX "agents_deputy_id_idx" ON "agents"("deputy_id");

-- AddForeignKey
ALTER TABLE "agents" ADD CONSTRAINT "agents_deputy_id_fkey" FOREIGN KEY ("deputy_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_versions" ADD CONSTRAINT "agent_versions_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tier_overrides" ADD CONSTRAINT "tier_overrides_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "control_waivers" ADD CONSTRAINT "control_waivers_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_overs" ADD CONSTRAINT "hand_overs_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accountabilities" ADD CONSTRAINT "accountabilities_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_servers" ADD CONSTRAINT "agent_servers_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_tools" ADD CONSTRAINT "agent_tools_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_tools" ADD CONSTRAINT "agent_tools_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "agent_servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_changes" ADD CONSTRAINT "tool_changes_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "agent_tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_resources" ADD CONSTRAINT "tool_resources_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "agent_tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_resources" ADD CONSTRAINT "tool_resources_resource_id_fkey" FOREIGN KEY ("resource_id") REFERENCES "resources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- At most one of each that is open.
CREATE UNIQUE INDEX "tier_overrides_pending_key" ON "tier_overrides" ("agent_id") WHERE "state" = 'pending';
CREATE UNIQUE INDEX "tier_overrides_active_key" ON "tier_overrides" ("agent_id") WHERE "state" = 'active';
CREATE UNIQUE INDEX "control_waivers_open_key" ON "control_waivers" ("agent_id", "control") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "hand_overs_pending_key" ON "hand_overs" ("agent_id", "role") WHERE "state" = 'pending';
CREATE UNIQUE INDEX "accountabilities_open_key" ON "accountabilities" ("agent_id", "role") WHERE "until_at" IS NULL;
CREATE UNIQUE INDEX "resources_lower_name_key" ON "resources" (lower("name"));
CREATE UNIQUE INDEX "suppliers_lower_name_key" ON "suppliers" (lower("name"));
CREATE INDEX "agents_governance_idx" ON "agents" ("governance_since") WHERE "governance_since" IS NOT NULL;
CREATE INDEX "agents_unclassified_idx" ON "agents" ("id") WHERE "classified_at" IS NULL;

-- Who answers for what, from when until when: written beside every change of the agents themselves.
CREATE FUNCTION accountabilities_begin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO accountabilities (agent_id, role, person_id, from_at)
  SELECT n.id, r.role, r.person, n.updated_at FROM new_rows n
  CROSS JOIN LATERAL (VALUES ('owner', n.owner_id), ('deputy', n.deputy_id), ('sponsor', n.sponsor_id)) r(role, person)
  WHERE r.person IS NOT NULL;
  RETURN NULL;
END $$;

-- A period that would end where it began was never lived through and is not kept.
CREATE FUNCTION accountabilities_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.owner_id, n.deputy_id, n.sponsor_id) IS DISTINCT FROM (o.owner_id, o.deputy_id, o.sponsor_id)) THEN
    RETURN NULL;
  END IF;
  DELETE FROM accountabilities a USING
    (SELECT n.id, n.updated_at AS at, r.* FROM new_rows n JOIN old_rows o ON o.id = n.id
    CROSS JOIN LATERAL (VALUES ('owner', n.owner_id, o.owner_id), ('deputy', n.deputy_id, o.deputy_id), ('sponsor', n.sponsor_id, o.sponsor_id))
      r(role, person, former) WHERE r.person IS DISTINCT FROM r.former) m
    WHERE a.agent_id = m.id AND a.role = m.role AND a.until_at IS NULL AND a.from_at >= m.at;
  UPDATE accountabilities a SET until_at = m.at FROM
    (SELECT n.id, n.updated_at AS at, r.* FROM new_rows n JOIN old_rows o ON o.id = n.id
    CROSS JOIN LATERAL (VALUES ('owner', n.owner_id, o.owner_id), ('deputy', n.deputy_id, o.deputy_id), ('sponsor', n.sponsor_id, o.sponsor_id))
      r(role, person, former) WHERE r.person IS DISTINCT FROM r.former) m
    WHERE a.agent_id = m.id AND a.role = m.role AND a.until_at IS NULL;
  INSERT INTO accountabilities (agent_id, role, person_id, from_at)
    SELECT m.id, m.role, m.person, m.at FROM
    (SELECT n.id, n.updated_at AS at, r.* FROM new_rows n JOIN old_rows o ON o.id = n.id
    CROSS JOIN LATERAL (VALUES ('owner', n.owner_id, o.owner_id), ('deputy', n.deputy_id, o.deputy_id), ('sponsor', n.sponsor_id, o.sponsor_id))
      r(role, person, former) WHERE r.person IS DISTINCT FROM r.former) m
    WHERE m.person IS NOT NULL
    ON CONFLICT (agent_id, role, from_at) DO UPDATE SET person_id = excluded.person_id, until_at = NULL;
  RETURN NULL;
END $$;

CREATE TRIGGER accountabilities_begin AFTER INSERT ON agents REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION accountabilities_begin();
CREATE TRIGGER accountabilities_follow AFTER UPDATE ON agents REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION accountabilities_follow();

INSERT INTO accountabilities (agent_id, role, person_id, from_at)
SELECT a.id, r.role, r.person, a.created_at FROM agents a
CROSS JOIN LATERAL (VALUES ('owner', a.owner_id), ('sponsor', a.sponsor_id)) r(role, person) WHERE r.person IS NOT NULL;

-- Tiers that people stated stand until a second person lets what was computed take their place.
INSERT INTO tier_overrides (id, agent_id, kind, tier, computed_tier, reason, state, requested_by_id, requested_at)
SELECT 'ovr_' || substr(id, 5), id, 'held', tier, tier, coalesce(nullif(tier_reason, ''), 'Stated before tiers were computed.'), 'active',
  registered_by_id, updated_at FROM agents WHERE tier IS NOT NULL AND status <> 'decommissioned';

UPDATE agents SET reviewed_at = status_changed_at WHERE status IN ('registered', 'active', 'suspended');

ALTER TABLE "agents" DROP COLUMN "tier_reason";
