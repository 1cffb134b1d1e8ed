"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { Group, QueueView } from "@/lib/approvals/terms";
import { type LiveStatus, LiveStream } from "./live-stream";
import {
  beginFacts,
  NEW_FOR_MS,
  type QueueFacts,
  type QueueNews,
  type QueueRead,
  withNews,
  withoutOldMarks,
  withRead,
} from "./queue-state";

/** What the server gave the page, and from where the stream goes on. */
export interface LivePage extends QueueRead {
  view: QueueView;
  group: Group | null;
  cursor: string;
  more: boolean;
}

export interface LiveQueue {
  facts: QueueFacts;
  status: LiveStatus;
  /** Milliseconds that the database's clock is ahead of this browser's. */
  offset: number;
  /** What has just come, for who listens rather than looks. */
  said: string;
  resume: () => void;
}

/** Keeps the queue on the screen true without a reload (A5). @param onNews hears of every line that changed */
export function useLiveQueue(page: LivePage, onNews: (news: QueueNews) => void): LiveQueue {
  const router = useRouter();
  const [facts, setFacts] = useState(() => beginFacts(page.view, page.group, page));
  const [status, setStatus] = useState<LiveStatus>({ kind: "live" });
  const [offset, setOffset] = useState(0);
  const [said, setSaid] = useState("");
  const stream = useRef<LiveStream | null>(null);
  const latest = useRef({ onNews, facts });
  useEffect(() => {
    latest.current = { onNews, facts };
  });

  const known = useRef(page);
  useEffect(() => {
    if (known.current === page) return;
    known.current = page;
    setFacts((before) => withRead({ ...before, view: page.view, group: page.group }, page));
    stream.current?.pageRead(page.cursor);
  }, [page]);

  useEffect(() => {
    const live = new LiveStream(known.current.cursor, {
      onStatus: setStatus,
      onReload: () => router.refresh(),
      onNews: (news) => {
        const clock = Date.now();
        setOffset(Date.parse(news.now) - clock);
        setSaid((before) => saidOf(latest.current.facts, news) ?? before);
        setFacts((before) => withNews(before, news, clock));
        latest.current.onNews(news);
      },
    });
    stream.current = live;
    live.open();
    const follow = () => (navigator.onLine ? live.resume() : live.offline());
    const seen = () => document.visibilityState === "visible" && live.resume();
    window.addEventListener("online", follow);
    window.addEventListener("offline", follow);
    document.addEventListener("visibilitychange", seen);
    return () => {
      live.close();
      window.removeEventListener("online", follow);
      window.removeEventListener("offline", follow);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [router]);

  useEffect(() => {
    if (facts.arrived.size === 0) return;
    const timer = setTimeout(() => setFacts((before) => withoutOldMarks(before, Date.now())), NEW_FOR_MS);
    return () => clearTimeout(timer);
  }, [facts.arrived]);

  const resume = () => stream.current?.resume(true);
  return { facts, status, offset, said, resume };
}

function saidOf({ waiting, group }: QueueFacts, { rows }: QueueNews): string | null {
  const fresh = rows.filter(
    (row) => row.status === "pending" && !waiting.has(row.id) && (!group || row.groups.includes(group)),
  );
  const [first] = fresh;
  if (!first) return null;
  const what = `${first.subject}, by ${first.agent.name}`;
  return fresh.length === 1 ? `1 new request: ${what}` : `${fresh.length} new requests, the first: ${what}`;
}
