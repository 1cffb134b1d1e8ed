/** Inputs and values of decisions and policies: what doors and windows may know of them. */
export { type DecisionSearch, decisionSearchSchema, type TryInput } from "./decisions/schema";
export type {
  ChainLink,
  DecisionExplanation,
  DecisionPage,
  DecisionRow,
  Ref,
  SentencePart,
} from "./decisions/views";
export * from "./policies/schema";
export type { Starter } from "./policies/starters";
export type * from "./policies/views";
export type { WordGroup } from "./policies/words";
export * from "./terms";
