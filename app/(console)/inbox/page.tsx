import type { Metadata } from "next";
import { InboxList } from "@/components/inbox/inbox-list";
import { NoticeList } from "@/components/inbox/notice-list";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { inbox, noticeWords } from "@/lib/inbox";
import { listNotices } from "@/lib/notices";
import { markSeenAction } from "./actions";

export const metadata: Metadata = { title: "Inbox" };

export default async function InboxPage() {
  const ctx = await requireContext();
  const [{ items, cut }, told] = await Promise.all([inbox(ctx), listNotices(ctx)]);
  return (
    <>
      <PageHeader title="Inbox" description="What waits for you: the worst first, then what is due first." />
      <InboxList items={items} cut={cut} now={ctx.now} />
      <NoticeList notices={told.notices.map(noticeWords)} cut={told.cut} seen={markSeenAction} />
    </>
  );
}
