import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { classWords, sentenceOf } from "@/lib/reach/present";
import { ACCESS_WEIGHT, SENSITIVITY, UNSTATED_WEIGHT } from "@/lib/reach/terms";
import type { Blast, Sum } from "@/lib/reach/views";

export interface BlastCardProps {
  blast: Blast;
  /** With what falls as well; null: nothing more. */
  wider: { blast: Blast; because: string } | null;
  title?: string;
}

/** The number, the sentence that says what it counts, and the sum by which anybody can repeat it. */
export function BlastCard({ blast, wider, title = "Blast radius" }: BlastCardProps) {
  const { now, later, added } = blast;
  return (
    <Card aria-labelledby="blast">
      <CardHeader id="blast" title={title} description="What is reachable if it is compromised." />
      <CardContent className="grid gap-4">
        <div className="flex flex-wrap gap-x-8 gap-y-3">
          <Figure name="Now" value={now.score} said={sentenceOf(now)} strong />
          {added > 0 ? (
            <Figure
              name="Would add"
              value={added}
              sign="+"
              said={`With everything accepted and active: ${sentenceOf(later)}`}
            />
          ) : null}
          {wider ? (
            <Figure
              name="With what falls as well"
              value={wider.blast.now.score || wider.blast.later.score}
              said={wider.because}
            />
          ) : null}
        </div>
        <SumTable sum={now.resources ? now : later} later={now.resources === 0} />
      </CardContent>
    </Card>
  );
}

function Figure({
  name,
  value,
  said,
  sign = "",
  strong = false,
}: {
  name: string;
  value: number;
  said: string;
  sign?: string;
  strong?: boolean;
}) {
  return (
    <div className="min-w-48 max-w-80 flex-1">
      <p className="text-muted-foreground text-xs">{name}</p>
      <p className={strong ? "font-semibold text-2xl" : "font-semibold text-muted-foreground text-2xl"}>
        {sign}
        {value.toLocaleString("en")}
      </p>
      <p className="mt-0.5">{said}</p>
    </div>
  );
}

function SumTable({ sum, later }: { sum: Sum; later: boolean }) {
  if (sum.classes.length === 0) return null;
  const cell = "py-1 pr-4 text-right last:pr-0";
  return (
    <details>
      <summary className="w-fit text-link text-xs underline-offset-3 hover:underline">
        How the number is made{later ? " once it is active" : ""}
      </summary>
      <div className="mt-2 overflow-x-auto">
        <table className="w-full max-w-xl text-xs">
          <thead className="text-muted-foreground">
            <tr className="border-border border-b">
              <th scope="col" className="py-1 pr-4 text-left font-normal">
                Most sensitive there
              </th>
              <th scope="col" className={`${cell} font-normal`}>
                Weight
              </th>
              <th scope="col" className={`${cell} font-normal`}>
                Read (× {ACCESS_WEIGHT.read})
              </th>
              <th scope="col" className={`${cell} font-normal`}>
                Written (× {ACCESS_WEIGHT.write})
              </th>
              <th scope="col" className={`${cell} font-normal`}>
                Sum
              </th>
            </tr>
          </thead>
          <tbody>
            {sum.classes.map(({ dataClass, resources, written, score }) => (
              <tr key={dataClass ?? "none"} className="border-border border-b">
                <th scope="row" className="py-1 pr-4 text-left font-normal first-letter:uppercase">
                  {dataClass ? classWords(dataClass) : "no class stated"}
                </th>
                <td className={cell}>{dataClass ? SENSITIVITY[dataClass] : UNSTATED_WEIGHT}</td>
                <td className={cell}>{resources - written}</td>
                <td className={cell}>{written}</td>
                <td className={cell}>{score.toLocaleString("en")}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" className="py-1 pr-4 text-left font-medium">
                Together
              </th>
              <td />
              <td className={cell}>{sum.resources - sum.written}</td>
              <td className={cell}>{sum.written}</td>
              <td className={`${cell} font-medium`}>{sum.score.toLocaleString("en")}</td>
            </tr>
          </tfoot>
        </table>
        <p className="mt-2 text-muted-foreground text-xs">
          Each resource counts once, by the most sensitive class of data there, however many tools lead to it.
        </p>
      </div>
    </details>
  );
}
