-- DropIndex
DROP INDEX "audit_events_seq_key";

-- AlterTable
ALTER TABLE "audit_events" DROP COLUMN "seq";

-- AlterTable
ALTER TABLE "log_checkpoints" DROP CONSTRAINT "log_checkpoints_pkey",
ADD COLUMN     "epoch" INTEGER NOT NULL,
ADD CONSTRAINT "log_checkpoints_pkey" PRIMARY KEY ("epoch", "size");

-- AlterTable
ALTER TABLE "log_state" ADD COLUMN     "backlog_limit" BIGINT NOT NULL DEFAULT 100000,
ADD COLUMN     "fault_reason" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "full_audit_at" TIMESTAMPTZ(3),
ADD COLUMN     "published_size" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "taken_position" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "log_tiles" DROP CONSTRAINT "log_tiles_pkey",
DROP COLUMN "width",
ADD COLUMN     "epoch" INTEGER NOT NULL,
ADD COLUMN     "root" BYTEA NOT NULL,
ADD CONSTRAINT "log_tiles_pkey" PRIMARY KEY ("epoch", "level", "index");

-- CreateTable
CREATE TABLE "log_pending" (
    "position" BIGSERIAL NOT NULL,
    "event_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "log_pending_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "log_sequence" (
    "epoch" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "event_id" TEXT NOT NULL,

    CONSTRAINT "log_sequence_pkey" PRIMARY KEY ("epoch","seq")
);

-- CreateTable
CREATE TABLE "log_epochs" (
    "epoch" INTEGER NOT NULL,
    "origin" TEXT NOT NULL,
    "vkey" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "log_epochs_pkey" PRIMARY KEY ("epoch")
);

-- CreateIndex
CREATE UNIQUE INDEX "log_sequence_event_id_key" ON "log_sequence"("event_id");

-- CreateIndex
CREATE UNIQUE INDEX "log_epochs_origin_key" ON "log_epochs"("origin");
