/** What policies can speak of, for whoever writes them: Cedar's schema in people's words. A test holds it to the schema. */
export interface WordGroup {
  title: string;
  words: readonly { word: string; meaning: string }[];
}

export const WORDS: readonly WordGroup[] = [
  {
    title: "Who and what",
    words: [
      { word: 'principal == Agent::"agt_…"', meaning: "One agent, by its id" },
      { word: 'principal in Team::"tem_…"', meaning: "The agents of a team" },
      {
        word: 'action == Action::"pay"',
        meaning: "read, write, communicate, export, execute, delete, pay, administer",
      },
      { word: 'action in [Action::"delete", Action::"pay"]', meaning: "One of several" },
      { word: 'resource == Tool::"server/tool"', meaning: "One tool, by the names of server and tool" },
      { word: 'resource in Server::"server"', meaning: "Every tool of a server" },
    ],
  },
  {
    title: "The agent",
    words: [
      { word: 'principal.tier == "critical"', meaning: "low, moderate, high or critical" },
      { word: 'principal.environment == "production"', meaning: "development, staging or production" },
      { word: 'principal.autonomy == "acts_alone"', meaning: "suggests, acts_with_approval or acts_alone" },
      { word: 'principal.exposure == "public"', meaning: "internal, partner or public" },
      { word: "principal.owned", meaning: "Somebody active answers for it" },
      { word: "principal.attested", meaning: "What runs is what was approved" },
      { word: 'principal.provider == "…"', meaning: "Also: name, kind, status, model, purpose, revision" },
    ],
  },
  {
    title: "The tool",
    words: [
      { word: 'resource.effect == "destructive"', meaning: "read, write or destructive" },
      { word: 'resource.capabilities.contains("pay")', meaning: "What it is capable of" },
      { word: 'resource.dataClasses.contains("personal")', meaning: "The data that it reaches" },
      { word: 'resource.tier == "high"', meaning: "Also: name, state, resources" },
    ],
  },
  {
    title: "The arguments",
    words: [
      {
        word: 'context.texts.hasTag("to") && context.texts.getTag("to") like "*@example.test"',
        meaning: "A text, by its path; hasTag always comes first",
      },
      {
        word: 'context.numbers.hasTag("amount") && context.numbers.getTag("amount").lessThan(decimal("500.0"))',
        meaning: "A number: lessThan, lessThanOrEqual, greaterThan, greaterThanOrEqual",
      },
      { word: 'context.flags.hasTag("urgent") && context.flags.getTag("urgent")', meaning: "Yes or no" },
      {
        word: 'context.lists.hasTag("cc") && context.lists.getTag("cc").contains("a@b.example")',
        meaning: "A list of texts; what lies deeper has a path: payee.iban, items.0.sku",
      },
    ],
  },
  {
    title: "The circumstances",
    words: [
      { word: "context.hour >= 20", meaning: "Hour of the day, UTC" },
      { word: "context.weekday >= 6", meaning: "1 is Monday, 7 is Sunday" },
      { word: 'context.strength == "secret"', meaning: "How the agent proved who it is" },
      { word: "context.provenance.requestKnown", meaning: "The person's request came with the call" },
      {
        word: 'context.provenance.worst == "untrusted"',
        meaning: "Where the values that matter came from, the worst of them",
      },
      { word: "context.provenance.firstUse", meaning: "It never used this tool before" },
      { word: 'context has approval && context.approval.groups.contains("payment")', meaning: "Somebody agreed" },
    ],
  },
  {
    title: "Above a rule",
    words: [
      { word: '@stepup("payment")', meaning: "On a forbid: ask this reviewer group instead of refusing" },
      { word: '@quorum("2")', meaning: "How many people have to agree" },
      { word: '@ttl("15m")', meaning: "How long what they said counts" },
      { word: '@reason("…")', meaning: "The sentence that is shown" },
      { word: '@obligation("mask:body")', meaning: "On a permit: what the caller must do, or it counts as denied" },
      { word: '@warn("…")', meaning: "On a permit: allowed, with this warning" },
    ],
  },
];
