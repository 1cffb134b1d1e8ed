import { PRIVILEGE_CLASSES } from "@/lib/risk/terms";
import { listIn } from "../decide/annotations";
import type { Compiled } from "../engine";
import type { PlacedSource } from "./sources";
import type { Issue } from "./views";

const KNOWN = ["id", "stepup", "quorum", "ttl", "reason", "obligation", "warn"];
const ON_FORBIDS = ["stepup", "quorum", "ttl"];
const ON_PERMITS = ["obligation", "warn"];
const MOST_PEOPLE = 10;

/**
 * What annotations say that nobody would act upon. Cedar lets any annotation pass: `@setpup("payments")` would turn a question
 * into a refusal, and a quorum that is no number would ask for the most people, so both are errors here.
 */
export function annotationIssues(sources: readonly PlacedSource[], compiled: Compiled): Issue[] {
  return sources.flatMap((source) => {
    const given = compiled.annotations(source.id);
    const effect = compiled.effect(source.id);
    const at = (name: string, severity: Issue["severity"], message: string): Issue => {
      return { severity, message, line: source.line + lineOf(source.text, name) };
    };
    return Object.entries(given).flatMap(([name, value]): Issue[] => {
      if (!KNOWN.includes(name)) {
        return [at(name, "error", `Nobody acts on @${name}: known are ${KNOWN.map((one) => `@${one}`).join(", ")}.`)];
      }
      if (ON_FORBIDS.includes(name) && effect === "permit") {
        return [at(name, "error", `@${name} belongs to a forbid: a permit asks nobody.`)];
      }
      if (ON_PERMITS.includes(name) && effect === "forbid") {
        return [at(name, "error", `@${name} belongs to a permit: a forbid lets nothing through.`)];
      }
      const wrong = wrongValue(name, value);
      if (wrong) return [at(name, "error", wrong)];
      if ((name === "quorum" || name === "ttl") && given.stepup === undefined) {
        return [at(name, "warning", `@${name} says nothing without @stepup.`)];
      }
      return [];
    });
  });
}

function wrongValue(name: string, value: string): string | null {
  if (name === "stepup") return wrongGroup(listIn(value));
  const people = Number(value);
  if (name === "quorum" && !(Number.isInteger(people) && people >= 1 && people <= MOST_PEOPLE)) {
    return `A quorum is a number from 1 to ${MOST_PEOPLE}: @quorum("2").`;
  }
  if (name === "ttl" && !/^\d{1,6}[smhd]$/.test(value.trim()))
    return 'A time to live reads 90s, 15m, 2h or 1d: @ttl("15m").';
  if (name === "obligation" && listIn(value).length === 0)
    return 'Name what the caller must do: @obligation("mask:body").';
  return null;
}

/** Reviewer groups are formed by class of privilege; an approval of any other group could never be given. */
function wrongGroup(groups: readonly string[]): string | null {
  const known: readonly string[] = PRIVILEGE_CLASSES;
  const strange = groups.find((group) => !known.includes(group));
  if (groups.length > 0 && strange === undefined) return null;
  const what = strange === undefined ? "Name the group that decides" : `No reviewer group is for "${strange}"`;
  return `${what}: there are ${known.join(", ")}.`;
}

function lineOf(text: string, annotation: string): number {
  const at = text.search(new RegExp(`@\\s*${annotation}\\b`));
  return at < 0 ? 0 : text.slice(0, at).split("\n").length - 1;
}
