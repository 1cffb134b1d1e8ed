import type { Metadata, Route } from "next";
import Link from "next/link";
import { InboxList } from "@/components/inbox/inbox-list";
import { buttonVariants } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { inbox } from "@/lib/inbox";

export const metadata: Metadata = { title: "Inbox" };

export default async function InboxPage() {
  const ctx = await requireContext();
  const { items, cut } = await inbox(ctx);
  return (
    <>
      <PageHeader
        title="Inbox"
        description="What waits for you: the worst first, then what is due first."
        actions={
          <Link href={"/inbox/hand-overs" as Route} className={buttonVariants({ variant: "outline" })}>
            Hand-overs
          </Link>
        }
      />
      <InboxList items={items} cut={cut} now={ctx.now} />
    </>
  );
}
