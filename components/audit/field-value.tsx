import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { CopyId } from "@/components/ui/copy-id";
import { LiteralText } from "@/components/ui/literal-text";
import { placeOf } from "./places";
import { type Field, maskedKinds } from "./record-fields";

/** A recorded value: ids lead to their pages, what was masked is named by its kind, everything else stands literally. */
export function FieldValue({ field: { field, value, beside } }: { field: Field }) {
  const masked = field === "masked" ? maskedKinds(value) : [];
  if (masked.length) {
    return (
      <span className="flex flex-wrap gap-1.5">
        {masked.map(({ kind, count }) => (
          <Badge key={kind} tone="outline">
            {kind} × {count}
          </Badge>
        ))}
      </span>
    );
  }
  return (
    <>
      {beside ? <LiteralText text={value} multiline /> : <Ids value={value} />}
      {beside ? <span className="block text-muted-foreground text-xs">Text beside the leaf</span> : null}
    </>
  );
}

/** A digest, to copy; ids that have a page, as links; only what the leaf itself says can be one. */
function Ids({ value }: { value: string }) {
  if (/^[0-9a-f]{32,}$/.test(value)) return <CopyId id={value} what="digest" short className="-ml-1" />;
  const parts = value.split(", ");
  if (!parts.some((part) => placeOf(part))) return <LiteralText text={value} />;
  return (
    <span className="flex flex-wrap gap-x-3">
      {parts.map((part) => {
        const place = placeOf(part);
        return place ? (
          <Link
            key={part}
            href={place}
            prefetch={false}
            className="font-mono text-xs leading-6 underline decoration-border-strong underline-offset-3 hover:decoration-current"
          >
            {part}
          </Link>
        ) : (
          <LiteralText key={part} text={part} />
        );
      })}
    </span>
  );
}
