/**
 * Risk owns how dangerous a tool, a right or an agent is, and why: pure classifiers over readable vocabularies, nothing
 * stored and nothing asked of the network. Annotations of suppliers are claims: they raise, and lower only with trust.
 * It must not know the database, nor any tool, product or supplier by name.
 */

export { classify, type RiskFacts } from "./classify";
export { classifyPermission } from "./classify-permission";
export { classifyTool } from "./classify-tool";
export {
  type Annotations,
  CAPABILITIES,
  CAPABILITY_LABELS,
  type Capability,
  EFFECT_LABELS,
  EFFECTS,
  type Effect,
  type Factor,
  permissionDescriptionSchema,
  type ToolDescription,
  toolDescriptionSchema,
} from "./schema";
