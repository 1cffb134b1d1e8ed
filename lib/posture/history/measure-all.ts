import { type Extent, measure } from "../measured/queries";
import { MEASURES } from "../measures";
import type { MeasureId } from "../terms";

/** Every number of a team or of the whole that can be measured, one after the other: nobody waits for it. */
export async function measureAll(extent: Extent): Promise<{ id: MeasureId; value: number }[]> {
  const values: { id: MeasureId; value: number }[] = [];
  for (const { id, unit, organisation } of MEASURES) {
    if (organisation && extent.teamId !== null) continue;
    const { value } = await measure(id, unit === "share", extent);
    if (value !== null) values.push({ id, value });
  }
  return values;
}
