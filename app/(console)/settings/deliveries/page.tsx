import type { Metadata, Route } from "next";
import Link from "next/link";
import { DeliveryFilters } from "@/components/notifications/delivery-filters";
import { DeliveryList } from "@/components/notifications/delivery-list";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ForbiddenState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { canSomewhere } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { searchDeliveries } from "@/lib/notifications";
import { refusal } from "../../guards";
import { retryDeliveryAction } from "./actions";
import { deliverySearchOf } from "./search-params";

export const metadata: Metadata = { title: "Deliveries" };

export default async function DeliveriesPage({ searchParams }: PageProps<"/settings/deliveries">) {
  const ctx = await requireContext();
  const { search, ignored } = deliverySearchOf(await searchParams);
  const page = await searchDeliveries(ctx, search).catch(refusal);
  if (typeof page === "string") return <ForbiddenState message={page} />;
  const { waiting, retrying, dead } = page.counts;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings", href: "/settings" as Route }, { label: "Deliveries" }]}
        title="Deliveries"
        description={`What was sent to people and webhooks, newest first. ${waiting} waiting, ${retrying} tried again, ${dead} given up.`}
        actions={
          canSomewhere(ctx.actor, "webhooks.manage") ? (
            <Link href={"/settings/webhooks" as Route} className={buttonVariants({ variant: "outline" })}>
              Webhooks
            </Link>
          ) : null
        }
      />
      {page.mails ? null : (
        <Callout tone="info" className="mb-4" title="This installation sends no mails">
          No mail server is set. The operator sets SMTP_URL; people are told in the console alone until then.
        </Callout>
      )}
      {ignored.length ? (
        <Callout tone="warning" className="mb-4" title="Part of the address was not understood">
          Shown without: {ignored.join(", ")}.
        </Callout>
      ) : null}
      <DeliveryFilters search={search} />
      <DeliveryList page={page} search={search} retry={retryDeliveryAction} />
    </>
  );
}
