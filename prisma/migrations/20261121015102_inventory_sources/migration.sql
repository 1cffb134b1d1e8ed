-- DropIndex
DROP INDEX "agents_name_id_idx";

-- DropIndex
DROP INDEX "agents_owner_id_idx";

-- DropIndex
DROP INDEX "agents_team_id_idx";

-- AlterTable
ALTER TABLE "agent_sources" ADD COLUMN     "fields" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "agents" ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'manual';

-- CreateIndex
CREATE INDEX "agents_environment_id_idx" ON "agents"("environment", "id");

-- CreateIndex
CREATE INDEX "agents_kind_id_idx" ON "agents"("kind", "id");

-- CreateIndex
CREATE INDEX "agents_team_id_id_idx" ON "agents"("team_id", "id");

-- CreateIndex
CREATE INDEX "agents_owner_id_id_idx" ON "agents"("owner_id", "id");
