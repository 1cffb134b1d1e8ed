import { tablePreferences } from "@/app/(console)/agents/preferences";
import { TOOL_ACTIONS } from "@/app/(console)/tools/actions-of";
import { ToolPanel } from "@/app/(console)/tools/tool-panel";
import { ToolsTab } from "@/components/tools/tools-tab";
import { listTools } from "@/lib/agents";
import { currentPerson } from "@/lib/auth";
import type { Context } from "@/lib/context";

/** The tab about what one agent can call. `open`: the tool whose panel is open. */
export async function Tools({ ctx, agentId, open }: { ctx: Context; agentId: string; open: unknown }) {
  const [tools, person] = await Promise.all([listTools(ctx, agentId), currentPerson()]);
  const { shortcuts } = tablePreferences("tools", person?.preferences);
  return (
    <>
      <ToolsTab agentId={agentId} tools={tools} actions={TOOL_ACTIONS} shortcuts={shortcuts} />
      {typeof open === "string" ? <ToolPanel ctx={ctx} id={open} param="tool" path={`/agents/${agentId}`} /> : null}
    </>
  );
}
