export function memoryAtHand(): number;
export function memorySettings(
  memory: number,
): Readonly<Record<"shared_buffers" | "effective_cache_size" | "random_page_cost", string>>;
