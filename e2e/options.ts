import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { usageOf, type Option } from "../cli/program";
import { npx } from "../operate/session/program";

/** What the command line asks for. */
export interface E2eOptions {
  /** Entry of clouds.yaml. */
  readonly cloud: string;
  /** Folder with charts and their index.yaml. */
  readonly charts: string | undefined;
  /** JSON file that is laid over site and project. */
  readonly site: string | undefined;
  /** Steps to run, with those that they need and that undo them; all by default. */
  readonly only: readonly string[] | undefined;
  /** Program that gives the cluster a Kubernetes API. */
  readonly afterCreate: string | undefined;
  /** Program that stops and starts the API server. */
  readonly apiServer: string | undefined;
  /** Whether everything stays as the last step has left it. */
  readonly keep: boolean;
  /** File that gets the transcript. */
  readonly record: string | undefined;
}

/** The options, for the list of commands too. */
export const OPTIONS = {
  cloud: { type: "string", help: "entry of clouds.yaml; devcloud by default" },
  charts: { type: "string", value: "FOLDER", isPath: true, help: "folder with charts and their index.yaml" },
  site: { type: "string", value: "FILE", isPath: true, help: "JSON file that is laid over site and project" },
  only: { type: "string", value: "STEP,...", help: "steps to run, with those that they need and that undo them" },
  "after-create": { type: "string", value: "PROGRAM", isPath: true, help: "gives the cluster a Kubernetes API" },
  "api-server": { type: "string", value: "PROGRAM", isPath: true, help: "stops and starts the API server: stop CLUSTER, start CLUSTER" },
  keep: { type: "boolean", help: "everything stays as the last step has left it" },
  record: { type: "string", value: "FILE", isPath: true, help: "gets the transcript" },
} as const satisfies Record<string, Option>;

const USAGE = usageOf(npx("dev"), { name: "e2e", projects: "none", options: OPTIONS, exits: {}, examples: [] });

/**
 * Reads the command line.
 *
 * @param args - arguments
 * @param steps - names of the steps that there are
 * @throws Error for what is not known, all of it at once
 */
export function readOptions(args: readonly string[], steps: readonly string[]): E2eOptions {
  const { values } = parse(args);
  const only = values.only?.split(",");
  const problems = [
    ...(only ?? []).filter((name) => !steps.includes(name)).map((name) => `--only: '${name}' is no step; use ${steps.join(", ")}`),
    ...(["charts", "site", "after-create", "api-server"] as const).flatMap((name) => {
      const file = values[name];
      return file === undefined || fs.existsSync(file) ? [] : [`--${name}: '${file}' is not there`];
    }),
  ];
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const absolute = (file: string | undefined): string | undefined => (file === undefined ? undefined : path.resolve(file));
  return {
    cloud: values.cloud,
    charts: absolute(values.charts),
    site: absolute(values.site),
    only,
    afterCreate: absolute(values["after-create"]),
    apiServer: absolute(values["api-server"]),
    keep: values.keep,
    record: absolute(values.record),
  };
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    return { values: { ...values, cloud: values.cloud ?? "devcloud", keep: values.keep ?? false } };
  } catch (error) {
    throw new Error(`${(error as Error).message}; use ${USAGE}`, { cause: error });
  }
}
