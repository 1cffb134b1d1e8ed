-- CreateTable
CREATE TABLE "entitlements" (
    "id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "server" TEXT NOT NULL,
    "tool" TEXT,
    "resource_id" TEXT,
    "actions" TEXT[],
    "conditions" JSONB NOT NULL DEFAULT '[]',
    "windows" JSONB NOT NULL DEFAULT '[]',
    "kind" TEXT NOT NULL DEFAULT 'standing',
    "state" TEXT NOT NULL,
    "state_reason" TEXT NOT NULL DEFAULT '',
    "justification" TEXT NOT NULL,
    "requested_by_id" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by_id" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "starts_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "ended_by_id" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "replaces_id" TEXT,
    "last_used_at" TIMESTAMPTZ(3),
    "use_count" BIGINT NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "entitlements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policies" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "published" INTEGER,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "policies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_versions" (
    "policy_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "tests" JSONB NOT NULL DEFAULT '[]',
    "note" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "state_reason" TEXT NOT NULL DEFAULT '',
    "author_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "proposed_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "published_by_id" TEXT,
    "findings" JSONB NOT NULL DEFAULT '{}',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "policy_versions_pkey" PRIMARY KEY ("policy_id","number")
);

-- CreateTable
CREATE TABLE "decisions" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "agent_id" TEXT NOT NULL,
    "instance_id" TEXT,
    "credential_id" TEXT,
    "token_id" TEXT,
    "caller_kind" TEXT NOT NULL,
    "caller_id" TEXT NOT NULL,
    "server" TEXT NOT NULL,
    "tool" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "answer" JSONB NOT NULL,
    "context_digest" TEXT NOT NULL,
    "entitlement_ids" TEXT[],
    "policies" TEXT[],
    "duration_micros" INTEGER NOT NULL,
    "snapshot" BIGINT NOT NULL,
    "correlation_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,

    CONSTRAINT "decisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "kill_switches" (
    "id" TEXT NOT NULL,
    "epoch" BIGINT NOT NULL,
    "target_kind" TEXT NOT NULL,
    "target" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL,
    "drill" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL DEFAULT 'active',
    "thrown_by_id" TEXT,
    "thrown_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "kill_micros" BIGINT,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "lift_requested_by_id" TEXT,
    "lift_requested_at" TIMESTAMPTZ(3),
    "lift_reason" TEXT NOT NULL DEFAULT '',
    "lifted_by_id" TEXT,
    "lifted_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "kill_switches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision_points" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,
    "kill_epoch" BIGINT NOT NULL,
    "snapshot" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "decision_points_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision_control" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "kill_epoch" BIGINT NOT NULL DEFAULT 0,
    "policy_epoch" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "decision_control_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision_changes" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "txid" xid8 NOT NULL DEFAULT pg_current_xact_id(),

    CONSTRAINT "decision_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_instances" (
    "id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "state_reason" TEXT NOT NULL DEFAULT '',
    "enforces_for_others" BOOLEAN NOT NULL DEFAULT false,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3),
    "last_seen_from" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "agent_instances_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credentials" (
    "id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "instance_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "strength" TEXT NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "public_jwk" JSONB,
    "thumbprint" TEXT,
    "secret_hash" TEXT,
    "issuer_id" TEXT,
    "subject" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'active',
    "state_reason" TEXT NOT NULL DEFAULT '',
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "rotation_due_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "replaces_id" TEXT,
    "overlap_until" TIMESTAMPTZ(3),
    "proven_dead_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "last_used_from" TEXT NOT NULL DEFAULT '',
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "credentials_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trusted_issuers" (
    "id" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "jwks_uri" TEXT NOT NULL DEFAULT '',
    "jwks" JSONB,
    "state" TEXT NOT NULL DEFAULT 'active',
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "trusted_issuers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "issued_tokens" (
    "jti" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "instance_id" TEXT NOT NULL,
    "credential_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL DEFAULT '',
    "audience" TEXT NOT NULL DEFAULT '',
    "chain" JSONB NOT NULL DEFAULT '[]',
    "bound_to" TEXT,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "issued_tokens_pkey" PRIMARY KEY ("jti")
);

-- CreateTable
CREATE TABLE "seen_proofs" (
    "key" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "seen_proofs_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "entitlements_agent_id_state_idx" ON "entitlements"("agent_id", "state");

-- CreateIndex
CREATE INDEX "entitlements_state_expires_at_idx" ON "entitlements"("state", "expires_at");

-- CreateIndex
CREATE INDEX "entitlements_requested_at_id_idx" ON "entitlements"("requested_at", "id");

-- CreateIndex
CREATE INDEX "entitlements_server_tool_idx" ON "entitlements"("server", "tool");

-- CreateIndex
CREATE UNIQUE INDEX "policies_name_key" ON "policies"("name");

-- CreateIndex
CREATE INDEX "policy_versions_state_idx" ON "policy_versions"("state");

-- CreateIndex
CREATE INDEX "decisions_agent_id_id_idx" ON "decisions"("agent_id", "id");

-- CreateIndex
CREATE INDEX "decisions_correlation_id_idx" ON "decisions"("correlation_id");

-- CreateIndex
CREATE INDEX "decisions_outcome_id_idx" ON "decisions"("outcome", "id");

-- CreateIndex
CREATE UNIQUE INDEX "kill_switches_epoch_key" ON "kill_switches"("epoch");

-- CreateIndex
CREATE INDEX "kill_switches_state_idx" ON "kill_switches"("state");

-- CreateIndex
CREATE INDEX "kill_switches_thrown_at_idx" ON "kill_switches"("thrown_at");

-- CreateIndex
CREATE INDEX "decision_points_lease_until_idx" ON "decision_points"("lease_until");

-- CreateIndex
CREATE INDEX "decision_changes_txid_idx" ON "decision_changes"("txid");

-- CreateIndex
CREATE INDEX "agent_instances_agent_id_state_idx" ON "agent_instances"("agent_id", "state");

-- CreateIndex
CREATE INDEX "credentials_agent_id_state_idx" ON "credentials"("agent_id", "state");

-- CreateIndex
CREATE INDEX "credentials_instance_id_state_idx" ON "credentials"("instance_id", "state");

-- CreateIndex
CREATE INDEX "credentials_rotation_due_at_idx" ON "credentials"("rotation_due_at");

-- CreateIndex
CREATE INDEX "credentials_issuer_id_idx" ON "credentials"("issuer_id");

-- CreateIndex
CREATE UNIQUE INDEX "trusted_issuers_issuer_audience_key" ON "trusted_issuers"("issuer", "audience");

-- CreateIndex
CREATE INDEX "issued_tokens_agent_id_expires_at_idx" ON "issued_tokens"("agent_id", "expires_at");

-- CreateIndex
CREATE INDEX "issued_tokens_credential_id_expires_at_idx" ON "issued_tokens"("credential_id", "expires_at");

-- CreateIndex
CREATE INDEX "issued_tokens_expires_at_idx" ON "issued_tokens"("expires_at");

-- CreateIndex
CREATE INDEX "seen_proofs_expires_at_idx" ON "seen_proofs"("expires_at");

-- AddForeignKey
ALTER TABLE "entitlements" ADD CONSTRAINT "entitlements_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_versions" ADD CONSTRAINT "policy_versions_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policies"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_instances" ADD CONSTRAINT "agent_instances_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "agent_instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "trusted_issuers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
