import type { Metadata } from "next";
import { TemplateGallery } from "@/components/templates/template-gallery";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { listTemplates } from "@/lib/templates";

export const metadata: Metadata = { title: "Agent templates" };

export default async function TemplatesPage() {
  const ctx = await requireContext();
  const templates = await listTemplates(ctx);
  const shipped = templates.filter(({ state }) => state === "shipped");
  const own = templates.filter(({ state }) => state === "proposed" || state === "approved");
  const retired = templates.filter(({ state }) => state === "retired");
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Agents", href: "/agents" }, { label: "Templates" }]}
        title="Agent templates"
        description="Agents that were thought through before: what they may be, which tools they need, what must not be added. The tier shown is what the classifier says of such an agent in production."
      />
      <div className="grid gap-8">
        <section className={own.length ? "grid gap-3" : "order-last grid gap-3"}>
          <h2 className="font-semibold text-base">Of this organisation</h2>
          {own.length ? (
            <TemplateGallery label="Templates of this organisation" templates={own} />
          ) : (
            <div className="rounded-lg border border-border bg-card">
              <EmptyState
                level={3}
                className="py-8"
                title="None yet"
                description="An active agent that proved itself can be proposed on its page; compliance approves it."
              />
            </div>
          )}
        </section>
        <section className="grid gap-3">
          <h2 className="font-semibold text-base">Shipped</h2>
          <TemplateGallery label="Shipped templates" templates={shipped} />
        </section>
        {retired.length ? (
          <section className="grid gap-3">
            <h2 className="font-semibold text-base">Retired</h2>
            <TemplateGallery label="Retired templates" templates={retired} />
          </section>
        ) : null}
      </div>
    </>
  );
}
