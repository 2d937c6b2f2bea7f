import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";

/** What the command line asks for. */
export interface E2eOptions {
  /** Entry of clouds.yaml. */
  readonly cloud: string;
  /** Folder with charts and their index.yaml. */
  readonly charts: string | undefined;
  /** JSON file that is laid over site and project. */
  readonly site: string | undefined;
  /** Steps to run, with those that they need; all by default. */
  readonly only: readonly string[] | undefined;
  /** Program that gives the cluster a Kubernetes API. */
  readonly afterCreate: string | undefined;
  /** Whether everything stays as the last step has left it. */
  readonly keep: boolean;
  /** File that gets the transcript. */
  readonly record: string | undefined;
}

const USAGE =
  "npm run e2e -- [--cloud devcloud] [--charts FOLDER] [--site FILE] [--only STEP,...] [--after-create PROGRAM] [--keep] [--record FILE]";

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
    ...(["charts", "site", "after-create"] as const).flatMap((name) => {
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
    keep: values.keep,
    record: absolute(values.record),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        cloud: { type: "string", default: "devcloud" },
        charts: { type: "string" },
        site: { type: "string" },
        only: { type: "string" },
        "after-create": { type: "string" },
        keep: { type: "boolean", default: false },
        record: { type: "string" },
      },
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}; use ${USAGE}`, { cause: error });
  }
}
