import { Card, CardContent, CardHeader } from "@/components/ui/card";
import type { CaseView } from "@/lib/approvals/views";
import { HiddenWords } from "./hidden-words";

/** What the enforcement point says it did: its word, shown literally. */
export function Receipt({ view: { receipt } }: { view: CaseView }) {
  if (receipt === null) return null;
  return (
    <Card>
      <CardHeader
        title="Receipt"
        description="What the enforcement point says it did. Its own words; nobody here vouches for them."
        level={3}
      />
      <CardContent className="font-mono text-sm">
        <HiddenWords text={receipt} />
      </CardContent>
    </Card>
  );
}
