import type { Metadata, Route } from "next";
import Link from "next/link";
import { AddWebhook } from "@/components/notifications/add-webhook";
import { WebhookList } from "@/components/notifications/webhook-list";
import { buttonVariants } from "@/components/ui/button";
import { ForbiddenState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { canSomewhere } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { listWebhooks } from "@/lib/notifications";
import { refusal } from "../../guards";
import {
  addWebhookAction,
  pauseWebhookAction,
  removeWebhookAction,
  resumeWebhookAction,
  rotateWebhookAction,
  testWebhookAction,
} from "./actions";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage() {
  const ctx = await requireContext();
  const page = await listWebhooks(ctx).catch(refusal);
  if (typeof page === "string") return <ForbiddenState message={page} />;
  const acts = {
    rotate: rotateWebhookAction,
    pause: pauseWebhookAction,
    resume: resumeWebhookAction,
    remove: removeWebhookAction,
    test: testWebhookAction,
  };
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings", href: "/settings" as Route }, { label: "Webhooks" }]}
        title="Webhooks"
        description="Addresses that are told of approvals by signed messages, without arguments and without secrets."
        actions={
          <>
            {canSomewhere(ctx.actor, "deliveries.read") ? (
              <Link href={"/settings/deliveries" as Route} className={buttonVariants({ variant: "outline" })}>
                Deliveries
              </Link>
            ) : null}
            <AddWebhook organisation={page.organisation} add={addWebhookAction} />
          </>
        }
      />
      <WebhookList webhooks={page.webhooks} acts={acts} />
    </>
  );
}
