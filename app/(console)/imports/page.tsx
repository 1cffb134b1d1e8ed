import { FileInput } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { ImportsTable } from "@/components/imports/imports-table";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { canSomewhere } from "@/lib/access";
import { listImports } from "@/lib/agents";
import { requireContext } from "@/lib/auth";

export const metadata: Metadata = { title: "Imports" };

export default async function ImportsPage() {
  const ctx = await requireContext();
  const imports = await listImports(ctx);
  const start = canSomewhere(ctx.actor, "agents.import") ? (
    <Link href="/imports/new" className={buttonVariants({ variant: "default" })}>
      <FileInput aria-hidden />
      Import agents
    </Link>
  ) : undefined;
  return (
    <>
      <PageHeader
        title="Imports"
        description="Files that brought agents in, and what became of each record."
        actions={imports.length > 0 ? start : undefined}
      />
      {imports.length > 0 ? (
        <ImportsTable imports={imports} />
      ) : (
        <div className="rounded-lg border border-border bg-card">
          <EmptyState
            icon={<FileInput />}
            title="Nothing imported yet"
            description="Bring in what you have: MCP servers and tool lists, agent cards, catalogues, Microsoft 365 agents, workflows, CSV. You see what each file would do before anything is written."
            actions={start}
          />
        </div>
      )}
    </>
  );
}
