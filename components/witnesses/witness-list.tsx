import { Eye } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { WitnessView } from "@/lib/audit/witnesses/terms";
import { RemoveWitness } from "./remove-witness";
import type { WitnessActions } from "./types";

/** Who else signs the log's checkpoints, and how far each has come. */
export function WitnessList({
  witnesses,
  remove,
}: {
  witnesses: readonly WitnessView[];
  remove: WitnessActions["remove"] | null;
}) {
  if (witnesses.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={<Eye />}
          title="Nobody else signs the log"
          description={
            <>
              Only a file on this machine says what was published. A witness on somebody else's machine makes it
              impossible to take anything back unnoticed, even for whoever runs this one. They start it with{" "}
              <code className="font-mono text-xs">npm run -s countersign -- witness</code>.
            </>
          }
        />
      </Card>
    );
  }
  return (
    <Card>
      <ul className="divide-y divide-border" aria-label="Witnesses">
        {witnesses.map((witness) => (
          <li key={witness.name} className="grid gap-2 px-4 py-3 sm:flex sm:items-start sm:justify-between sm:gap-4">
            <Facts witness={witness} />
            {remove ? <RemoveWitness name={witness.name} remove={remove} /> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Facts({ witness: { name, vkey, url, size, signedAt, error, failedAt } }: { witness: WitnessView }) {
  return (
    <div className="grid min-w-0 gap-1">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="font-medium text-sm">
          <LiteralText text={name} />
        </h2>
        <Badge tone={error ? "danger" : signedAt ? "success" : "outline"}>
          {error ? "Does not sign" : signedAt ? "Signs" : "Not asked yet"}
        </Badge>
        {signedAt ? (
          <span className="text-muted-foreground text-xs tabular-nums">
            leaves 0 to {(size - 1).toLocaleString("en")}, <Time at={signedAt} />
          </span>
        ) : null}
      </div>
      {error ? (
        <p className="text-danger text-sm">
          <LiteralText text={error} />
          {failedAt ? (
            <span className="text-muted-foreground text-xs">
              {" "}
              since <Time at={failedAt} />
            </span>
          ) : null}
        </p>
      ) : null}
      <p className="font-mono text-xs [overflow-wrap:anywhere]">{vkey}</p>
      <p className="text-muted-foreground text-xs">
        <LiteralText text={url} />
      </p>
    </div>
  );
}
