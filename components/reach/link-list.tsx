"use client";

import { Unlink } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { toast } from "@/components/ui/toast";
import type { UnlinkToolsInput } from "@/lib/agents/schema";
import type { ActionState } from "@/lib/http/action-state";

export interface LinkListProps {
  agent: { id: string; version: number };
  links: readonly { toolId: string; tool: string; resourceId: string; resource: string; access: "read" | "write" }[];
  total: number;
  /** Null: the caller may not. */
  unlink: ((input: UnlinkToolsInput) => Promise<ActionState<{ unlinked: number }>>) | null;
}

/** The links that there are; each can be taken away. */
export function LinkList({ agent, links, total, unlink }: LinkListProps) {
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  if (total === 0) return null;

  function remove({ toolId, resourceId }: LinkListProps["links"][number]): void {
    startTransition(async () => {
      if (!unlink) return;
      const answer = await unlink({
        agentId: agent.id,
        version: agent.version,
        toolIds: [toolId],
        resourceIds: [resourceId],
      });
      if (answer.ok) toast.success("The link is gone");
      else toast.error(answer.message);
      router.refresh();
    });
  }

  return (
    <Card aria-labelledby="links" aria-busy={busy}>
      <CardHeader
        id="links"
        title={`${total.toLocaleString("en")} ${total === 1 ? "link" : "links"}`}
        description={links.length < total ? `The first ${links.length}: choose a tool to see its own.` : undefined}
      />
      <ul className="divide-y divide-border">
        {links.map((one) => (
          <li
            key={`${one.toolId} ${one.resourceId}`}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5"
          >
            <span className="min-w-0 flex-1 basis-64">
              <LiteralText text={one.tool} /> <span className="text-muted-foreground">→</span>{" "}
              <LiteralText text={one.resource} />
            </span>
            <Badge tone={one.access === "write" ? "warning" : "neutral"}>
              {one.access === "write" ? "Writes" : "Reads"}
            </Badge>
            {unlink ? (
              <IconButton
                label={`Unlink ${one.tool} from ${one.resource}`}
                size="sm"
                disabled={busy}
                onClick={() => remove(one)}
              >
                <Unlink aria-hidden />
              </IconButton>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
