import { Megaphone } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { NoticeWords } from "@/lib/inbox";
import { type SeenAction, SeenButton } from "./seen-button";

export interface NoticeListProps {
  notices: readonly NoticeWords[];
  /** There are more than are listed. */
  cut: boolean;
  seen: SeenAction;
}

/** What this person should know and need not decide: each with what it rests on, until it is marked as seen. */
export function NoticeList({ notices, cut, seen }: NoticeListProps) {
  if (notices.length === 0) return null;
  return (
    <section aria-labelledby="notices" className="mt-8">
      <header className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h2 id="notices" className="font-semibold text-base">
          To know
        </h2>
        <SeenButton seen={seen}>Mark all as seen</SeenButton>
      </header>
      <ul aria-labelledby="notices" className="overflow-hidden rounded-lg border border-border bg-card">
        {notices.map((notice) => (
          <li
            key={notice.id}
            className="flex items-start gap-3 border-border border-b px-4 py-3 last:border-b-0 max-sm:flex-wrap"
          >
            <Megaphone aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
            <div className="min-w-0 flex-1">
              <Link href={notice.href as Route} className="font-medium underline-offset-3 hover:underline">
                <LiteralText text={notice.title} />
              </Link>
              {notice.because.map((because) => (
                <p key={because} className="text-muted-foreground">
                  <LiteralText text={because} />
                </p>
              ))}
              <p className="text-muted-foreground text-xs">
                <Time at={notice.at} />
              </p>
            </div>
            <SeenButton seen={seen} id={notice.id} about={notice.title}>
              Seen
            </SeenButton>
          </li>
        ))}
      </ul>
      {cut ? (
        <p className="mt-3 text-muted-foreground">There is more: what you mark as seen makes room for it.</p>
      ) : null}
    </section>
  );
}
