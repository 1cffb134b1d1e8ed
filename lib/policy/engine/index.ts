/**
 * The engine: Cedar's meaning at the speed of a lookup. Policies are compiled, grants are found by index, and Cedar itself is the
 * oracle that validates and that the compiler is measured by. It knows nothing of agents, people or databases.
 */
export { compileInSlices, compilePolicies } from "./compile";
export type { Compiled, Effect } from "./compiled";
export { conditionHolds } from "./conditions";
export { GrantIndex } from "./grant-index";
export { grantPolicy } from "./grant-policy";
export { isOpen } from "./open";
export { oracleAnswer } from "./oracle";
export { refTo } from "./refs";
export { validatePolicies } from "./validate";
