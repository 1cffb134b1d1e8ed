import { attentionSchema } from "./attention/schema";
import { type AttentionView, DORMANT_DAYS } from "./attention/terms";

export { DORMANT_CHOICES } from "./attention/terms";

/** What an address asks of the views; what does not parse is left out, for an address is typed and shared by people. */
export function attentionFrom(params: Record<string, string | string[] | undefined>): {
  view: AttentionView;
  days: number;
  cursor: string | null;
} {
  const one = (key: string) => (typeof params[key] === "string" ? params[key] : undefined);
  const { view, days, cursor } = attentionSchema.shape;
  return {
    view: view.safeParse(one("view")).data ?? "queue",
    days: days.safeParse(Number(one("days") ?? DORMANT_DAYS)).data ?? DORMANT_DAYS,
    cursor: cursor.safeParse(one("cursor") ?? null).data ?? null,
  };
}
