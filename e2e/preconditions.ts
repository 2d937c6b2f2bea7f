import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { CHARTS } from "../constructs/charts";
import type { Chart } from "../constructs/kit/chart";
import { installedCharts } from "../projects/parts";
import { requireOpenStack, InvalidEnvironments, type Project } from "../projects";
import { projectApp } from "../stacks/project-app";
import { run as runProgram } from "../operate/session/processes";
import { findBinary } from "../operate/terraform/terraform";
import { stacksOf } from "../operate/terraform/stacks";
import { preflight } from "../operate/preflight/checks";
import { missingCharts } from "./chart-server";
import type { Run } from "./run";

/** What was found before anything was made. */
export interface Found {
  /** Terraform or OpenTofu, with its version. */
  readonly binary: string;
  /** What is necessary and missing, one line each. */
  readonly problems: readonly string[];
}

/**
 * Looks for all that a run needs, all of it at once; nothing is made.
 *
 * @param run - the run
 */
export async function checkPreconditions(run: Run): Promise<Found> {
  let project: Project;
  try {
    project = run.parsed(run.settings.project);
  } catch (error) {
    if (error instanceof InvalidEnvironments) return { binary: "", problems: error.message.split("\n") };
    throw error;
  }
  const problems: string[] = [];
  const collect = async <T>(look: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await look();
    } catch (error) {
      problems.push((error as Error).message);
      return undefined;
    }
  };
  const [binary] = await Promise.all([
    collect(() => initialised(run, project)),
    collect(async () => {
      for (const { subject, result, detail } of await preflight(requireOpenStack(project), { project: run.cloud, clusters: run.cloud })) {
        const isIgnored = isDevelopmentCloud(run) && subject.startsWith("site.octavia.provider ");
        if (!isIgnored && (result === "missing" || result === "differs")) problems.push(`${subject}: ${detail}`);
      }
    }),
  ]);
  return { binary: binary ?? "", problems };
}

/** It has load balancers of its own making, under a name that no site's file can have; no step asks for a provider by name. */
function isDevelopmentCloud({ options }: Run): boolean {
  return options.site === undefined;
}

/** Terraform or OpenTofu, when it has got its real providers. */
function initialised(run: Run, project: Project): string {
  const outdir = path.join(run.folder, "providers");
  projectApp([project], { outdir }).synth();
  const stacks = stacksOf(outdir, project);
  const { program, version } = findBinary(stacks);
  const { folder } = stacks.at(-1)!;
  runProgram(program, ["init", "-backend=false", "-input=false", "-no-color"], { cwd: folder });
  return `${path.basename(program) === "tofu" ? "OpenTofu" : "Terraform"} ${version}`;
}

/**
 * Finds why the platform's charts cannot be had.
 *
 * @param run - the run
 * @returns undefined if they can, or if the project is none, which the preconditions say
 */
export async function whyNoCharts(run: Run): Promise<string | undefined> {
  const { options, settings } = run;
  let charts: Chart[];
  try {
    const project = run.parsed(settings.project);
    charts = installedCharts(project, project.site).map(({ chart }) => CHARTS[chart]);
  } catch (error) {
    if (error instanceof InvalidEnvironments) return undefined;
    throw error;
  }
  if (options.charts !== undefined) return missingCharts(options.charts, charts).join("; ") || undefined;
  const unreachable = await Promise.all(
    [...new Set(charts.map(({ repository }) => settings.site.mirrors?.charts?.[repository] ?? repository))].map(async (repository) => {
      try {
        const { ok, status } = await fetch(signOf(repository), { signal: AbortSignal.timeout(20_000) });
        // A registry that asks for a login first is one; Helm logs in as it needs to.
        return ok || (repository.startsWith("oci:") && status === 401) ? undefined : `${repository} answers ${status}`;
      } catch {
        return `${repository} is not reached`;
      }
    }),
  );
  const problems = unreachable.filter((problem) => problem !== undefined);
  return problems.length === 0 ? undefined : `${problems.join("; ")}; give --charts FOLDER, or mirrors.charts in the --site file`;
}

/**
 * What every repository of charts has: an index, or the first of a registry's addresses.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#determining-support
 */
function signOf(repository: string): string {
  const { protocol, host } = new URL(repository);
  return protocol === "oci:" ? `https://${host}/v2/` : `${repository.replace(/\/$/, "")}/index.yaml`;
}

/** Finds why kubectl cannot be used. */
export function whyNoKubectl(): string | undefined {
  const { status } = spawnSync("kubectl", ["version", "--client"], { stdio: "ignore" });
  return status === 0 ? undefined : "kubectl is not on the PATH";
}
