import fs from "node:fs";
import path from "node:path";

interface Attribute {
  observable?: number;
  type?: string;
  is_array?: boolean;
  requirement?: string;
  profile?: string | null;
  enum?: Record<string, unknown>;
}
type Attributes = Record<string, Attribute>;
interface Definition {
  observable?: number;
  name: string;
  uid?: number;
  category?: string;
  extends?: string;
  profiles?: string[];
  constraints?: Record<string, string[]>;
  attributes: Attributes & { $include?: string | string[] };
}

const PRIMITIVE: Record<string, (value: unknown) => boolean> = {
  string_t: (value) => typeof value === "string",
  integer_t: Number.isInteger,
  long_t: Number.isInteger,
  float_t: (value) => typeof value === "number",
  boolean_t: (value) => typeof value === "boolean",
  json_t: () => true,
};

const DERIVED = new Set(["class_uid", "category_uid", "type_uid"]);

interface ValueType {
  observable?: number;
  type?: string;
  regex?: string;
  max_len?: number;
  range?: [number, number];
}

/** The published schema of OCSF, compiled from its files (extends, includes, profiles) as far as validation needs it. */
export class OcsfSchema {
  readonly version: string;
  readonly #dictionary: { attributes: Attributes; types: { attributes: Record<string, ValueType> } };
  readonly #categories: Record<string, { uid: number }>;
  readonly #classes = new Map<number, Definition>();
  readonly #byName = new Map<string, Definition>();
  readonly #objects = new Map<string, Definition>();

  constructor(readonly folder: string) {
    const json = (file: string) => JSON.parse(fs.readFileSync(path.join(folder, file), "utf8"));
    this.version = json("version.json").version;
    this.#dictionary = json("dictionary.json");
    this.#categories = json("categories.json").attributes;
    for (const file of filesIn(path.join(folder, "objects"))) {
      const object = json(path.relative(folder, file)) as Definition;
      this.#objects.set(object.name, object);
    }
    for (const file of filesIn(path.join(folder, "events"))) {
      const event = json(path.relative(folder, file)) as Definition;
      this.#byName.set(event.name, event);
    }
    this.#nameObservables();
    for (const event of this.#byName.values()) {
      const { uid, category } = this.#whole(event, this.#byName);
      const number = category ? this.#categories[category]?.uid : undefined;
      if (event.uid !== undefined && uid !== undefined && number) this.#classes.set(number * 1_000 + uid, event);
    }
  }

  /** The types of observables are gathered from wherever the schema numbers one. */
  #nameObservables(): void {
    const { attributes, types } = this.#dictionary;
    const objects = [...this.#objects.values()];
    const numbered = [
      ...Object.values(types.attributes),
      ...Object.values(attributes),
      ...objects,
      ...objects.flatMap((object) => Object.values(object.attributes as Attributes)),
    ];
    const observables = this.#objects.get("observable");
    if (!observables) throw new Error("the schema has no object observable");
    const typeId = (observables.attributes as Attributes).type_id as Attribute;
    for (const { observable } of numbered) if (observable) typeId.enum = { ...typeId.enum, [observable]: {} };
  }

  /** Every way in which an event is not as its class says. */
  faultsOf(event: Record<string, unknown>): string[] {
    const definition = this.#classes.get(Number(event.class_uid));
    if (!definition) return [`there is no class ${event.class_uid}`];
    const whole = this.#whole(definition, this.#byName);
    const number = this.#categories[whole.category ?? ""]?.uid;
    const metadata = event.metadata as { profiles?: string[] } | undefined;
    const faults = this.#faultsIn(event, whole, { at: "", profiles: metadata?.profiles ?? [] });
    if (event.category_uid !== number) faults.push(`category_uid is ${event.category_uid}, not ${number}`);
    if (event.type_uid !== Number(event.class_uid) * 100 + Number(event.activity_id)) faults.push("type_uid is wrong");
    return faults;
  }

  #faultsIn(
    value: Record<string, unknown>,
    whole: Definition,
    where: { at: string; profiles: readonly string[] },
  ): string[] {
    const faults: string[] = [];
    const applies = ({ profile }: Attribute) => !profile || where.profiles.includes(profile);
    for (const [name, attribute] of Object.entries(whole.attributes as Attributes)) {
      if (attribute.requirement === "required" && applies(attribute) && value[name] === undefined)
        faults.push(`${where.at}${name} is required`);
    }
    for (const [name, member] of Object.entries(value)) {
      const attribute = (whole.attributes as Attributes)[name];
      if (!attribute || !applies(attribute)) faults.push(`${where.at}${name} is no attribute of ${whole.name}`);
      else
        faults.push(
          ...this.#faultsOfValue(
            member,
            { ...this.#dictionary.attributes[name], ...attribute },
            { ...where, at: where.at + name },
          ),
        );
    }
    for (const [kind, names] of Object.entries(whole.constraints ?? {})) {
      const present = names.filter((name) => value[name] !== undefined).length;
      if (kind === "at_least_one" ? present < 1 : present !== 1)
        faults.push(`${where.at || whole.name}: ${kind} of ${names}`);
    }
    return faults;
  }

  #faultsOfValue(value: unknown, attribute: Attribute, where: { at: string; profiles: readonly string[] }): string[] {
    if (attribute.is_array) {
      if (!Array.isArray(value)) return [`${where.at} is no array`];
      return value.flatMap((one) => this.#faultsOfValue(one, { ...attribute, is_array: false }, where));
    }
    const { type = "" } = attribute;
    const object = type.endsWith("_t") ? undefined : this.#objects.get(type);
    if (object) {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${where.at} is no object`];
      if (type === "object") return [];
      return this.#faultsIn(value as Record<string, unknown>, this.#whole(object, this.#objects), {
        ...where,
        at: `${where.at}.`,
      });
    }
    const faults = this.#primitiveFaults(value, type).map((fault) => `${where.at} ${fault}`);
    if (attribute.enum && !Object.hasOwn(attribute.enum, String(value))) faults.push(`${where.at} may not be ${value}`);
    return faults;
  }

  #primitiveFaults(value: unknown, type: string): string[] {
    const known = this.#dictionary.types.attributes[type];
    if (!known) return [`is of the unknown type ${type}`];
    if (!PRIMITIVE[known.type ?? type]?.(value)) return [`is no ${type}`];
    const faults: string[] = [];
    if (known.regex && !new RegExp(known.regex).test(String(value))) faults.push(`does not look like a ${type}`);
    if (known.max_len && String(value).length > known.max_len) faults.push("is too long");
    if (known.range && !(Number(value) >= known.range[0] && Number(value) <= known.range[1]))
      faults.push("is out of range");
    return faults;
  }

  readonly #compiled = new Map<Definition, Definition>();

  /** A definition with what it inherits and includes. */
  #whole(definition: Definition, among: ReadonlyMap<string, Definition>): Definition {
    const known = this.#compiled.get(definition);
    if (known) return known;
    const parent = definition.extends ? among.get(definition.extends) : undefined;
    const base = parent ? this.#whole(parent, among) : undefined;
    const { $include = [], ...own } = definition.attributes;
    const attributes: Attributes = { ...base?.attributes } as Attributes;
    for (const file of [$include].flat()) merge(attributes, this.#included(file));
    merge(attributes, own as Attributes);
    for (const [name, attribute] of Object.entries(attributes)) {
      // These follow from the class itself and are compared with it.
      if (DERIVED.has(name)) {
        const { enum: _enum, ...rest } = attribute;
        attributes[name] = rest;
        continue;
      }
      const general = this.#dictionary.attributes[name];
      if (attribute.enum && general?.enum)
        attributes[name] = { ...attribute, enum: { ...general.enum, ...attribute.enum } };
    }
    const whole = { ...base, ...definition, attributes } as Definition;
    if (definition.constraints === undefined && base?.constraints) whole.constraints = base.constraints;
    const uid = definition.uid ?? base?.uid;
    if (uid !== undefined) whole.uid = uid;
    const category = definition.category ?? base?.category;
    if (category !== undefined) whole.category = category;
    this.#compiled.set(definition, whole);
    return whole;
  }

  #included(file: string): Attributes {
    const { attributes, name, meta } = JSON.parse(
      fs.readFileSync(path.join(this.folder, file), "utf8"),
    ) as Definition & {
      meta?: string;
    };
    const profile = meta === "profile" ? name : undefined;
    return Object.fromEntries(
      Object.entries(attributes as Attributes).map(([key, value]) => [
        key,
        { ...value, ...(profile ? { profile } : {}) },
      ]),
    );
  }
}

function merge(into: Attributes, more: Attributes): void {
  for (const [name, attribute] of Object.entries(more)) {
    const former = into[name];
    const both = former?.enum && attribute.enum ? { enum: { ...former.enum, ...attribute.enum } } : {};
    // A class that takes an attribute as its own has it without the profile, unless it says otherwise.
    into[name] = { ...former, ...attribute, ...both };
    if (attribute.profile === null) into[name] = { ...into[name], profile: null };
  }
}

function filesIn(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json"))
    .map((file) => path.join(folder, file));
}
