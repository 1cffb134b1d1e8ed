"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { LinesPage, ReviewLine, Show } from "./types";

export interface LoadedLines {
  lines: readonly ReviewLine[];
  more: boolean;
  failed: boolean;
  loadMore: () => void;
}

/** The list as far as it was fetched: a page came with the page, the next ones come as the reader nears their end. */
export function useLines(campaignId: string, show: Show, first: LinesPage): LoadedLines {
  const [pages, setPages] = useState({ of: first, lines: first.lines, next: first.next });
  // What the server sends anew goes before what was fetched for the former list.
  if (pages.of !== first) setPages({ of: first, lines: first.lines, next: first.next });
  const [failed, setFailed] = useState(false);
  const loading = useRef(false);
  const { next } = pages;

  const loadMore = useCallback(() => {
    if (next === null || loading.current) return;
    loading.current = true;
    const query = new URLSearchParams({ show, after: String(next) });
    fetch(`/campaigns/${campaignId}/review/lines?${query}`)
      .then(async (answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        const page = (await answer.json()) as LinesPage;
        setPages((before) =>
          before.next === next ? { ...before, lines: [...before.lines, ...page.lines], next: page.next } : before,
        );
        setFailed(false);
      })
      .catch(() => setFailed(true))
      .finally(() => {
        loading.current = false;
      });
  }, [campaignId, show, next]);

  return { lines: pages.lines, more: next !== null, failed, loadMore };
}

/** So many lines before the end, the next page is asked for. */
const NEAR = 20;

/** Asks for more as the reader nears the end of what is there. */
export function useMoreAhead({ lines, more, loadMore }: LoadedLines, at: number | null): void {
  const position = lines.findIndex(({ number }) => number === at);
  const near = more && position >= lines.length - NEAR;
  useEffect(() => {
    if (near) loadMore();
  }, [near, loadMore]);
}
