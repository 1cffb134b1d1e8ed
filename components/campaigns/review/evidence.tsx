import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { DECISION_LABELS, REASON_LABELS } from "@/lib/campaigns/terms";
import type { ReviewItem } from "./types";
import { UseWeeks } from "./use-weeks";
import { ASK_WORDS, countWords } from "./words";

/** Everything that helps to judge one right (C2), each part with its own heading. */
export function Evidence({ item }: { item: ReviewItem }) {
  return (
    <div className="grid gap-px overflow-hidden border-border border-t bg-border md:grid-cols-2">
      <Use item={item} />
      <Narrower item={item} />
      <Changes item={item} />
      <Origin item={item} />
      <Peers item={item} />
      <About item={item} />
      <Said item={item} />
    </div>
  );
}

function Part({ title, wide = false, children }: { title: string; wide?: boolean; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className={
        wide ? "grid content-start gap-2 bg-card px-4 py-3 md:col-span-2" : "grid content-start gap-2 bg-card px-4 py-3"
      }
    >
      <h3 className="font-medium text-muted-foreground text-xs">{title}</h3>
      {children}
    </section>
  );
}

const quiet = "text-muted-foreground";

function Use({ item: { use, kind } }: { item: ReviewItem }) {
  const least = use.cut ? "at least " : "";
  return (
    <Part title={`Use in ${use.days} days`}>
      <p>
        <span className="font-semibold text-base tabular-nums">
          {least}
          {countWords(use.allowed, "call")}
        </span>
        <span className={quiet}>
          {" "}
          · {use.denied.toLocaleString("en")} denied · {use.stepUps.toLocaleString("en")} asked a person
        </span>
      </p>
      <UseWeeks perWeek={use.perWeek} />
      <p className={quiet}>
        Last used: <Time at={use.lastAt} missing="never" className="text-foreground" />
        {kind === "owner" || kind === "purpose" ? " (any call of the agent)" : null}
      </p>
    </Part>
  );
}

function Narrower({ item: { narrower, kind } }: { item: ReviewItem }) {
  if (kind !== "entitlement") return null;
  return (
    <Part title="What “reduce” would put in its place">
      {narrower ? (
        <>
          <ul className="grid gap-1">
            {narrower.sentence.split("\n").map((sentence) => (
              <li key={sentence} className="flex gap-1.5">
                <ArrowRight aria-hidden className="mt-0.75 size-3.5 shrink-0 text-muted-foreground" />
                <LiteralText text={sentence} className="min-w-0" />
              </li>
            ))}
          </ul>
          <p className={quiet}>
            {narrower.wouldBreak === 0
              ? "No recorded call would have been refused by it."
              : `${countWords(narrower.wouldBreak, "recorded call")} would have been refused by it.`}
          </p>
        </>
      ) : (
        <p className={quiet}>No narrower grant follows from what is recorded.</p>
      )}
    </Part>
  );
}

function Changes({ item: { changes, snapshot } }: { item: ReviewItem }) {
  return (
    <Part title="Since it was certified last">
      {snapshot.certifiedAt === null ? (
        <p className={quiet}>No campaign has certified it yet.</p>
      ) : (
        <>
          <p className={quiet}>
            Certified <Time at={snapshot.certifiedAt} className="text-foreground" />
          </p>
          {changes.length ? (
            <ul className="grid gap-1">
              {changes.map((change) => (
                <li key={change}>
                  <LiteralText text={change} />
                </li>
              ))}
            </ul>
          ) : (
            <p>Nothing has changed.</p>
          )}
        </>
      )}
    </Part>
  );
}

function Origin({ item: { history } }: { item: ReviewItem }) {
  return (
    <Part title="Where it comes from">
      {history.length ? (
        <ol className="grid gap-1.5">
          {history.slice(0, 6).map(({ at, sentence, byName }) => (
            <li key={`${at} ${sentence}`} className="grid gap-x-3 sm:grid-cols-[6.5rem_1fr]">
              <Time at={at} className="text-muted-foreground text-xs leading-5" />
              <span className="min-w-0">
                <LiteralText text={sentence} />
                {byName ? <span className={quiet}> · {byName}</span> : null}
              </span>
            </li>
          ))}
        </ol>
      ) : (
        <p className={quiet}>Nothing is recorded of how it came to be.</p>
      )}
    </Part>
  );
}

function Peers({ item: { peers, kind } }: { item: ReviewItem }) {
  if (kind === "owner" || kind === "purpose") return null;
  return (
    <Part title="Agents like it">
      {peers.total === 0 ? (
        <p className={quiet}>No other agent of its team, kind and tier.</p>
      ) : (
        <p>
          <span className="font-semibold tabular-nums">
            {peers.alike} of {peers.total}
          </span>{" "}
          of its team, kind and tier hold the same
          {peers.names.length ? (
            <span className={quiet}>
              : <LiteralText text={peers.names.join(", ")} />
              {peers.alike > peers.names.length ? " and others" : null}
            </span>
          ) : (
            "."
          )}
        </p>
      )}
    </Part>
  );
}

function About({ item: { agent, seat, stage, kind } }: { item: ReviewItem }) {
  // Of these kinds there is one part less: the last one takes its place.
  return (
    <Part title="The agent" wide={kind === "credential" || kind === "dependency"}>
      <p className="min-w-0">
        {agent.purpose ? <LiteralText text={agent.purpose} /> : <span className={quiet}>States no purpose.</span>}
      </p>
      <p className={quiet}>
        Owner <span className="text-foreground">{agent.ownerName ?? "nobody"}</span> · Sponsor{" "}
        <span className="text-foreground">{agent.sponsorName ?? "nobody"}</span>
      </p>
      <p className={quiet}>
        Asked now: <span className="text-foreground">{seat.label}</span>, stage {stage}
      </p>
    </Part>
  );
}

function Said({ item: { votes, asks } }: { item: ReviewItem }) {
  if (!votes.length && !asks.length) return null;
  return (
    <Part title="What was said, and who was asked" wide>
      <ul className="grid gap-1.5">
        {asks.map((ask) => (
          <li key={`${ask.at} ${ask.to}`} className={quiet}>
            <Time at={ask.at} />: from {ask.from} to <span className="text-foreground">{ask.to}</span>,{" "}
            {ASK_WORDS[ask.why] ?? ask.why}
            {ask.note ? (
              <>
                : “<LiteralText text={ask.note} />”
              </>
            ) : null}
          </li>
        ))}
        {votes.map((vote) => (
          <li key={`${vote.person.id} ${vote.stage}`}>
            <span className="font-medium">{vote.person.name}</span>: {DECISION_LABELS[vote.decision]},{" "}
            {(REASON_LABELS[vote.reason] ?? vote.reason).toLowerCase()}
            {vote.text ? (
              <>
                : “<LiteralText text={vote.text} />”
              </>
            ) : null}
            <span className={quiet}>
              {" "}
              · stage {vote.stage} · <Time at={vote.at} />
              {vote.signed ? " · signed off" : null}
              {vote.correction ? " · a correction" : null}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
