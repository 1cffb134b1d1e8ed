import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import { exactTime } from "@/components/ui/time-text";

/** The next dates of a schedule, as the clock of its own zone shows them. */
export function NextDates({ dates, timeZone, paused }: { dates: readonly Date[]; timeZone: string; paused: boolean }) {
  return (
    <Card aria-labelledby="next-dates">
      <CardHeader
        id="next-dates"
        title="Next dates"
        description={paused ? "Once it goes on: it is paused now." : `By the clock of ${timeZone}.`}
      />
      <CardContent>
        {dates.length ? (
          <ol aria-label="Next dates" className="grid gap-1 tabular-nums">
            {dates.map((at) => (
              <li key={at.getTime()} className="flex flex-wrap justify-between gap-x-4">
                <span>{exactTime(at, timeZone, "minute")}</span>
                <span className="text-muted-foreground">
                  <Time at={at} />
                </span>
              </li>
            ))}
          </ol>
        ) : (
          <p className="text-muted-foreground">No date lies ahead.</p>
        )}
      </CardContent>
    </Card>
  );
}
