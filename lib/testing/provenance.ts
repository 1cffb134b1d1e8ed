import type { Call, EarlierCall, Json, ToolFacts } from "@/lib/policy/decide/types";
import { provenanceOf } from "@/lib/policy/provenance";

const TOOLS: Record<string, Pick<ToolFacts, "effect" | "capabilities">> = {
  find_supplier: { effect: "read", capabilities: ["read"] },
  search_contacts: { effect: "read", capabilities: ["read"] },
  search_messages: { effect: "read", capabilities: ["read", "browse_untrusted"] },
  read_file: { effect: "read", capabilities: ["read"] },
  fetch_page: { effect: "read", capabilities: ["read", "browse_untrusted"] },
  transfer_money: { effect: "write", capabilities: ["write", "pay"] },
  send_message: { effect: "write", capabilities: ["write", "communicate"] },
  delete_folder: { effect: "destructive", capabilities: ["delete"] },
  create_folder: { effect: "write", capabilities: ["write"] },
};

function toolOf(_server: string, name: string): ToolFacts | undefined {
  const found = TOOLS[name];
  return (
    found && { server: "desk", name, state: "accepted", tier: "moderate", resourceIds: [], dataClasses: [], ...found }
  );
}

/** A call as a test tells it: of one desk, with what was asked and read before it. */
export interface Asked {
  tool: string;
  given: { [key: string]: Json };
  request?: string | null;
  standing?: string[];
  earlier?: [tool: string, given: { [key: string]: Json }, result: string | null][];
}

export function trace({ tool, given, request = null, standing = [], earlier = [] }: Asked) {
  const facts = toolOf("desk", tool);
  if (!facts) throw new Error(`no tool ${tool}`);
  const before = earlier.map(
    ([name, args, result]): EarlierCall => ({ server: "desk", tool: name, arguments: args, result }),
  );
  const workflow = { request, personId: null, earlier: before };
  const call = { agentId: "agt_1", server: "desk", tool, arguments: given, workflow } as unknown as Call;
  return provenanceOf(facts, call, standing, toolOf);
}

export const originOf = (asked: Asked, argument: string) =>
  trace(asked).arguments.find((each) => each.argument === argument)?.origin;
