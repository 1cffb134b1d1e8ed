import fs from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { type CatalogueControl, type Framework, frameworkSchema } from "./schema";

/** A control of the catalogue with where it stands; `id` is the one in the database, "soc2/CC6.1". */
export interface CataloguedControl extends Omit<CatalogueControl, "id"> {
  id: string;
  reference: string;
  framework: Framework;
}

// The working folder of every program is that of the product; the console's build takes the files along (next.config.ts).
const folder = () => path.join(/* turbopackIgnore: true */ process.cwd(), "lib/compliance/catalogue");

/** One file of the catalogue. @throws Error naming the file and what is wrong with it */
export function readFramework(name: string, text: string): Framework {
  const result = frameworkSchema.safeParse(parse(text));
  if (!result.success) throw new Error(`${name} is no valid framework:\n${z.prettifyError(result.error)}`);
  if (`${result.data.id}.yaml` !== name) throw new Error(`${name} names itself ${result.data.id}.`);
  return result.data;
}

/** All of them in order. @throws Error where a file is invalid, or two claim one place */
export function readCatalogue(from: string = folder()): Framework[] {
  const names = fs.readdirSync(from).filter((name) => name.endsWith(".yaml"));
  const frameworks = names.map((name) => readFramework(name, fs.readFileSync(path.join(from, name), "utf8")));
  if (new Set(frameworks.map(({ order }) => order)).size !== frameworks.length) {
    throw new Error("Two frameworks have the same place.");
  }
  return frameworks.sort((a, b) => a.order - b.order);
}

let known: Framework[] | undefined;

/** The catalogue as it was when this program began. */
export function catalogue(): readonly Framework[] {
  known ??= readCatalogue();
  return known;
}

export function controlsOf(framework: Framework): CataloguedControl[] {
  return framework.controls.map((control) => ({
    ...control,
    id: `${framework.id}/${control.id}`,
    reference: control.id,
    framework,
  }));
}

export function allControls(): CataloguedControl[] {
  return catalogue().flatMap(controlsOf);
}
