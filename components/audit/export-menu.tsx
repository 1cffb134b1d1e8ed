"use client";

import { Download } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuLinkItem, MenuSeparator, MenuTrigger } from "@/components/ui/menu";

/** Exactly what the timeline shows, all pages; `query` is the timeline's own. */
export function ExportMenu({ query }: { query: string }) {
  const address = (format: "csv" | "jsonl") => `/api/audit/export?${query ? `${query}&` : ""}format=${format}`;
  return (
    <Menu>
      <MenuTrigger
        render={
          <Button variant="outline">
            <Download aria-hidden /> Export
          </Button>
        }
      />
      <MenuContent align="end">
        <MenuLinkItem render={<a href={address("csv")} download />}>CSV</MenuLinkItem>
        <MenuLinkItem render={<a href={address("jsonl")} download />}>JSON Lines</MenuLinkItem>
        <MenuSeparator />
        <MenuLinkItem render={<Link href={`/evidence/new?${query}` as Route} prefetch={false} />}>
          Evidence with proofs…
        </MenuLinkItem>
      </MenuContent>
    </Menu>
  );
}
