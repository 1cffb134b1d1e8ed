export class Refusal extends Error {}
export function runOrRefuse(main: () => Promise<unknown>): Promise<void>;
