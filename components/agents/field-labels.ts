import type { AgentField } from "@/lib/agents/schema";

/** How the form names each field, for the summary of errors. */
export const FIELD_LABELS: Readonly<
  Record<AgentField | "environment" | "teamId" | "owner" | "sponsor", string> & Record<string, string>
> = {
  name: "Name",
  environment: "Environment",
  kind: "Kind",
  purpose: "Purpose",
  provider: "Provider",
  model: "Model",
  deployer: "Deployer",
  authority: "Authority",
  endpoint: "Endpoint",
  systems: "Systems it reaches",
  dataRead: "Data it reads",
  dataWritten: "Data it writes",
  privileges: "Privileges",
  autonomy: "Autonomy",
  exposure: "Who can reach it",
  promptHash: "Prompt hash",
  imageDigest: "Image digest",
  policyRef: "Policy",
  teamId: "Team",
  owner: "Technical owner",
  sponsor: "Business sponsor",
};
