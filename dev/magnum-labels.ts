import * as fs from "node:fs";
import * as path from "node:path";
import * as z from "zod";
import type { Command } from "../cli/program";
import { MAGNUM_DRIVERS, type MagnumDriver } from "../constructs/contracts/magnum-driver";
import { EXIT } from "../operate/session/exit-codes";

const TARGET = "constructs/magnum-cluster/magnum-labels.generated.ts";
const PACKAGES: Record<MagnumDriver, string> = { heat: "magnum", "capi-helm": "magnum-capi-helm", vexxhost: "magnum-cluster-api" };
const NAME = new RegExp(`^(${MAGNUM_DRIVERS.join("|")})-(\\d+(?:\\.\\d+)+)\\.json$`);
/** Who reads a label of the driver: not Magnum's API and conductor, which know labels of all drivers. */
const DRIVERS_CODE = ["the driver's code", "the Rust part"];

const inputSchema = z.record(
  z.string(),
  z.object({
    type: z.string().nullable(),
    default: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable(),
    where: z.array(z.string()).min(1),
    by: z.array(z.string()).min(1),
    allowed: z.array(z.union([z.string(), z.boolean()])).optional(),
    "allowed by configuration only": z.array(z.string()).optional(),
    "without effect": z.string().optional(),
  }),
);

type Input = z.output<typeof inputSchema>;

/** Rows by label, of one version of a driver. */
export interface DriverLabels {
  readonly package: string;
  readonly version: string;
  readonly labels: Readonly<Record<string, object>>;
}

/**
 * Makes the table of labels from what each driver's code was found to read.
 *
 * @param files - JSON by name, which is `<driver>-<version>.json`
 * @returns the table, always in the same order
 * @throws Error if a name, a file or a driver is missing or wrong
 */
export function magnumLabelTable(files: Readonly<Record<string, string>>): Readonly<Record<string, DriverLabels>> {
  const inputs = new Map<string, { version: string; labels: Input }>();
  for (const [file, text] of Object.entries(files)) {
    const [, driver, version] = NAME.exec(path.basename(file)) ?? [];
    if (driver === undefined || version === undefined) {
      throw new Error(`${file}: must be named <driver>-<version>.json, with driver ${MAGNUM_DRIVERS.join(", ")}`);
    }
    inputs.set(driver, { version, labels: parse(file, text) });
  }
  const missing = MAGNUM_DRIVERS.filter((driver) => !inputs.has(driver));
  if (missing.length > 0) throw new Error(`${missing.map((driver) => `${driver}-<version>.json`).join(" and ")} must be given too`);

  return Object.fromEntries(
    MAGNUM_DRIVERS.map((driver) => {
      const { version, labels } = inputs.get(driver)!;
      const rows = Object.keys(labels)
        .sort()
        .map((label) => [label, rowOf(labels[label]!)] as const);
      return [driver, { package: PACKAGES[driver], version, labels: Object.fromEntries(rows) }];
    }),
  );
}

function rowOf(label: Input[string]): object {
  const allowed = label.allowed ?? label["allowed by configuration only"];
  return {
    type: label.type === "number" || label.type === "boolean" ? label.type : "string",
    default: label.default,
    read: label.by.some((by) => DRIVERS_CODE.includes(by)),
    // Whether a run of the driver asked for it.
    seen: label.by.includes("running"),
    ...(label["without effect"] !== undefined && { withoutEffect: label["without effect"] }),
    ...(allowed && { allowed }),
    source: [...new Set(label.where)].sort((a, b) => a.localeCompare(b, "en", { numeric: true })),
  };
}

function parse(file: string, text: string): Input {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(`${file}: must be JSON`);
  }
  const { success, data, error } = inputSchema.safeParse(json);
  if (success) return data;
  throw new Error(error.issues.map(({ path: keys, message }) => `${file}: ${keys.join(".")}: ${message}`).join("\n"));
}

async function write(files: readonly string[]): Promise<void> {
  const { format, resolveConfig } = await import("prettier");
  const table = magnumLabelTable(Object.fromEntries(files.map((file) => [file, fs.readFileSync(file, "utf8")])));
  const text = `/** Labels of Magnum's drivers, found in their code; written by dev/magnum-labels.ts, see docs/drivers.md. */
export const MAGNUM_LABEL_TABLE = ${JSON.stringify(table)} as const;\n`;
  fs.writeFileSync(TARGET, await format(text, { ...(await resolveConfig(TARGET)), parser: "typescript" }));
  console.log(`magnum-labels: ${TARGET} written`);
}

/** Writes the table of labels that the drivers' code asks for. */
export const command: Command = {
  name: "magnum-labels",
  projects: "none",
  words: { name: "FILE", count: "any", help: "<driver>-<version>.json of each driver (docs/drivers.md)" },
  options: {},
  exits: {},
  examples: ["heat-22.0.0.json capi-helm-1.4.0.json vexxhost-0.38.1.json"],
  run: async ({ words }) => {
    await write(words);
    return EXIT.done;
  },
};
