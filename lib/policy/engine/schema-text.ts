/**
 * Cedar's schema: what policies may speak of. Arguments are unknown to any schema, so they are tags of one entity per kind
 * of value, by dotted path: `context.texts.hasTag("payee.iban") && context.texts.getTag("payee.iban") like "DE*"`.
 * `context.lists.getTag("")` holds the paths of all that is given: what is no text, number, flag or list of texts is seen there.
 * Numbers are decimals of four places, rounded away from zero, so that a limit is never passed by a fraction.
 */
export const CEDAR_SCHEMA = `
entity Team;
entity Person in [Team] = { active: Bool };
entity Agent in [Team] = {
  name: String,
  tier: String,
  environment: String,
  status: String,
  kind: String,
  autonomy: String,
  exposure: String,
  provider: String,
  model: String,
  purpose: String,
  owned: Bool,
  owner?: Person,
  deputy?: Person,
  sponsor?: Person,
  attested: Bool,
  revision: Long,
};
entity Server;
entity Tool in [Server] = {
  name: String,
  state: String,
  effect: String,
  tier: String,
  capabilities: Set<String>,
  resources: Set<Resource>,
  dataClasses: Set<String>,
};
entity Resource = { kind: String, dataClasses: Set<String> };
entity Texts tags String;
entity Numbers tags decimal;
entity Flags tags Bool;
entity Lists tags Set<String>;

type Provenance = {
  requestKnown: Bool,
  worst: String,
  stated: Set<String>,
  untrusted: Set<String>,
  nowhere: Set<String>,
  readUntrusted: Bool,
  carriesOut: Bool,
  asked: Bool,
  ordered: Bool,
  firstUse: Bool,
};

type Circumstances = {
  now: Long,
  weekday: Long,
  hour: Long,
  purpose: String,
  network: String,
  strength: String,
  instance?: String,
  person?: Person,
  chain: Set<Agent>,
  texts: Texts,
  numbers: Numbers,
  flags: Flags,
  lists: Lists,
  touches: Set<Resource>,
  provenance: Provenance,
  approval?: { by: Set<Person>, groups: Set<String>, count: Long },
};

action "read", "write", "communicate", "export", "execute", "delete", "pay", "administer"
  appliesTo { principal: [Agent], resource: [Tool], context: Circumstances };
`;
