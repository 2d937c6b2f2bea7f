import { loadDataFiles } from "../../operate/data-files";
import { CommandError, EXIT } from "../../operate/session/exit-codes";
import { parsed } from "../parsed";
import type { Call, Command } from "../program";
import { capacityFindings, capacityOf, executorShapes, sumOf, type Capacity, type QuotaField, type Stage } from "../../projects/capacity";
import { DEFAULT_OVERHEAD_FACTOR } from "../../constructs/spark/spark-conf";
import { formatProblem, type Project } from "../../projects";
import { capacityTable, table } from "../../views/capacity/table";

/** What if Spark's executors or the users of notebooks were others. */
interface WhatIf {
  readonly executors?: number;
  readonly cores?: number;
  readonly memoryGiB?: number;
  readonly users?: string;
}

/** What the command prints, and whether everything fits. */
export interface Answer {
  readonly output: string;
  readonly errors: readonly string[];
}

/**
 * Answers what fits into projects.
 *
 * @param words - names of projects; none for all
 * @param values - options of the command
 * @param projects - all projects
 * @throws CommandError if the arguments are wrong
 */
export function answer(words: readonly string[], values: Call["values"], projects: readonly Project[]): Answer {
  const chosen = words.length === 0 ? projects : words.map((name) => projectNamed(name, projects));
  const whatIf = readWhatIf(values);
  if (Object.keys(whatIf).length > 0 && words.length !== 1)
    throw wrong("--executors, --cores, --memory and --users ask about one project, which must be named");
  const answers = chosen.map((project) => {
    const asked = apply(whatIf, project);
    const capacity = capacityOf(asked, asked.site);
    const findings = capacityFindings(asked, capacity);
    const lines = (severity: "error" | "warning"): string[] =>
      findings
        .filter((found) => found.severity === severity)
        .map(({ path, message }) => formatProblem({ file: project.file, path, message }));
    return { project: asked, capacity, errors: lines("error"), warnings: lines("warning") };
  });
  const output = values["json"]
    ? JSON.stringify(
        answers.map(({ project, capacity, errors, warnings }) => ({ ...jsonOf(project, capacity), errors, warnings })),
        undefined,
        2,
      )
    : answers
        .map(({ project, capacity, warnings }) =>
          [
            capacityTable(project, capacity),
            ...(values["suggest"] ? suggestions(project) : []),
            ...warnings.map((line) => `\nwarning: ${line}`),
          ].join("\n"),
        )
        .join("\n\n");
  return { output, errors: answers.flatMap(({ errors }) => errors) };
}

function wrong(message: string): CommandError {
  return new CommandError(message, EXIT.usage);
}

function projectNamed(name: string, projects: readonly Project[]): Project {
  const found = projects.find(({ id, name: full }) => id === name || full === name);
  if (!found) throw wrong(`project must be one of ${projects.map(({ id }) => id).join(", ")}, got '${name}'`);
  return found;
}

function readWhatIf({ executors, cores, memory, users }: { executors?: string; cores?: string; memory?: string; users?: string }): WhatIf {
  const whole = (name: string, value: string): number => {
    if (!/^[1-9]\d{0,5}$/.test(value)) throw wrong(`--${name} must be a whole number of at least 1, got '${value}'`);
    return Number(value);
  };
  const gib = /^(\d+)g(ib?)?$/i.exec(memory ?? "");
  if (memory !== undefined && !gib) throw wrong(`--memory must be the heap in GiB, such as 18g, got '${memory}'`);
  if (users !== undefined && !/^\+?[1-9]\d{0,4}$/.test(users))
    throw wrong(`--users must be a whole number of at least 1, or + and how many more, such as +20, got '${users}'`);
  return {
    ...(users !== undefined && { users }),
    ...(executors !== undefined && { executors: whole("executors", executors) }),
    ...(cores !== undefined && { cores: whole("cores", cores) }),
    ...(gib && { memoryGiB: whole("memory", gib[1]!) }),
  };
}

function apply({ users, ...executors }: WhatIf, project: Project): Project {
  const asked = applyExecutors(executors, project);
  if (users === undefined) return asked;
  const { notebooks } = asked;
  if (!notebooks) throw wrong(`${project.file}: has no notebooks, so there is nothing to ask about users`);
  return { ...asked, notebooks: { ...notebooks, users: Number(users) + (users.startsWith("+") ? notebooks.users : 0) } };
}

function applyExecutors({ executors, cores, memoryGiB }: Omit<WhatIf, "users">, project: Project): Project {
  if (executors === undefined && cores === undefined && memoryGiB === undefined) return project;
  const { spark } = project;
  if (!spark) throw wrong(`${project.file}: has no spark, so there is nothing to ask about executors`);
  return {
    ...project,
    spark: {
      ...spark,
      executor: { cores: cores ?? spark.executor.cores, memoryGiB: memoryGiB ?? spark.executor.memoryGiB },
      executors: { min: Math.min(spark.executors.min, executors ?? spark.executors.max), max: executors ?? spark.executors.max },
    },
  };
}

/** The best executor for each flavor of the site, on a node with this project's DaemonSets. */
function suggestions(project: Project): string[] {
  const factor = project.spark?.memoryOverheadFactor ?? DEFAULT_OVERHEAD_FACTOR;
  const rows = Object.keys(project.site.flavors).flatMap((flavor) => {
    const group = { name: "asked", flavor, count: 1 };
    const found = capacityOf({ ...project, nodeGroups: [group], spark: undefined, notebooks: undefined }, project.site).groups.at(-1);
    const [best] = found ? executorShapes(found.room, factor) : [];
    if (!best) return [[flavor, "none fits", "", "", ""]];
    return [
      [
        flavor,
        `${best.cores} cores, ${best.memoryGiB} GiB`,
        String(best.perNode),
        `${best.unusedCores} cores`,
        `${best.unusedMemoryMiB} MiB`,
      ],
    ];
  });
  return table(["flavor", "best executor", "on a node", "unused CPU", "unused memory"], rows);
}

function jsonOf(project: Project, { groups, jobs, notebooks, monitoring, platform, platformVerdict, needs }: Capacity): object {
  const sums = (stage: Stage): Record<string, number> =>
    Object.fromEntries((Object.keys(needs[stage]) as QuotaField[]).map((field) => [field, sumOf(needs[stage][field])]));
  return {
    project: project.id,
    site: project.site.name,
    groups: groups.map(({ name, flavor, nodes, allocatable, room }) => ({ name, flavor, nodes, allocatable, room })),
    platform: { ...platform, verdict: platformVerdict },
    jobs: jobs.map(({ job, group, perNode, executors, verdict }) => ({
      name: job.name,
      group: group.name,
      driver: job.driver.requests,
      executor: job.executor.requests,
      wanted: job.executors,
      perNode,
      executors,
      verdict,
    })),
    ...(notebooks && { notebooks: { ...notebooks, group: notebooks.group.name } }),
    ...(monitoring && { monitoring }),
    quota: project.quota,
    needs: { min: sums("min"), max: sums("max"), upgrade: sums("upgrade") },
  };
}

/** Says what fits into projects. */
export const command: Command = {
  name: "capacity",
  projects: "any",
  options: {
    json: { type: "boolean", help: "the same for programs" },
    suggest: { type: "boolean", help: "the best executor for each flavor too" },
    executors: { type: "string", value: "NUMBER", help: "what if Spark had so many executors, of one project" },
    cores: { type: "string", value: "NUMBER", help: "what if an executor had so many cores" },
    users: { type: "string", value: "NUMBER", help: "what if so many people had notebooks at the same time, or +20 for 20 more" },
    memory: { type: "string", value: "GiB", help: "what if an executor had so much heap, such as 18g" },
  },
  exits: { different: "what was asked does not fit" },
  examples: ["", "gaia-prod --suggest", "gaia-prod --executors 40 --cores 5 --memory 18g", "gaia-prod --users +20", "--json"],
  run: async ({ words, values, root }) => {
    const { output, errors } = answer(words, values, parsed(await loadDataFiles(root)));
    console.log(output);
    for (const line of errors) console.error(line);
    return errors.length > 0 ? EXIT.different : EXIT.done;
  },
};
