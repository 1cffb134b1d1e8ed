"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuLinkItem, MenuTrigger } from "@/components/ui/menu";

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
      </MenuContent>
    </Menu>
  );
}
