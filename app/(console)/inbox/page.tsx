import type { Metadata } from "next";
import { InboxList } from "@/components/inbox/inbox-list";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { inbox } from "@/lib/inbox";

export const metadata: Metadata = { title: "Inbox" };

export default async function InboxPage() {
  const ctx = await requireContext();
  const { items, cut } = await inbox(ctx);
  return (
    <>
      <PageHeader title="Inbox" description="What waits for you: the worst first, then what is due first." />
      <InboxList items={items} cut={cut} now={ctx.now} />
    </>
  );
}
