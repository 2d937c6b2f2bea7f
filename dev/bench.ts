import { moduleFile } from "../operate/session/program";
import { EXIT } from "../operate/session/exit-codes";
import * as fs from "node:fs";
import * as path from "node:path";
import { benchCloud } from "./bench-cloud";
import type { ProjectsCost } from "./bench-projects";
import { node, withTemporaryFolder } from "../operate/session/processes";
import { review } from "../cli/commands/review";
import { SOURCES } from "./sources";
import type { Command } from "../cli/program";

/** One line of the benchmark: how long something took, or how much memory. */
export interface Measurement {
  /** What was measured. */
  readonly name: string;
  /** Unit of the values. */
  readonly unit: string;
  /** One value for each run. */
  readonly values: readonly number[];
}

/** A bound that a figure has to keep. */
export interface Limit {
  /** What is bounded. */
  readonly name: string;
  /** The figure of this run. */
  readonly value: number;
  /** The largest figure allowed. */
  readonly atMost?: number;
  /** The smallest figure allowed. */
  readonly atLeast?: number;
}

/** Returns the middle one of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Whether a figure keeps its bound. */
export function keeps({ value, atMost = Infinity, atLeast = -Infinity }: Limit): boolean {
  return value <= atMost && value >= atLeast;
}

/** Prints measurements and limits as a table. */
export function formatReport(measurements: readonly Measurement[], limits: readonly Limit[]): string {
  const number = (value: number): string => value.toFixed(value < 10 ? 3 : 1).padStart(10);
  const rows = measurements.map(({ name, unit, values }) => {
    const figures = [Math.min(...values), median(values), Math.max(...values)].map(number).join("");
    return `${name.padEnd(58)}${figures}  ${unit} (${values.length} runs)`;
  });
  const verdicts = limits.map((limit) => {
    const bound = limit.atMost === undefined ? `at least ${limit.atLeast}` : `at most ${limit.atMost}`;
    return `${keeps(limit) ? "pass" : "fail"}  ${limit.name}: ${limit.value.toFixed(2)} (${bound})`;
  });
  return [`${"".padEnd(58)}${["minimum", "median", "maximum"].map((word) => word.padStart(10)).join("")}`, ...rows, "", ...verdicts].join(
    "\n",
  );
}

const SYNTH_RUNS = 11;
const STOCK_RUNS = 3;
const SCALE_RUNS = 3;
const REVIEW_RUNS = 5;
const REVIEWED = 10_000;
const [FEW, MANY] = [100, 1000] as const;

// The app is one file: which modules of the framework's bindings are in it, the stacks tell when they are loaded unbundled.
function bindingsOf(projectDir: string, cwd: string): string[] {
  const list = path.join(cwd, "modules.json");
  const script = `require(${JSON.stringify(path.join(projectDir, "dist", "stacks", "project-app.js"))});
    require("node:fs").writeFileSync(${JSON.stringify(list)}, JSON.stringify(Object.keys(require.cache)));`;
  node(["-e", script], { cwd });
  const modules = JSON.parse(fs.readFileSync(list, "utf8")) as string[];
  return modules.filter((file) => /[\\/](@cdktf[\\/]provider-[^\\/]+[\\/]lib|\.gen[\\/]providers)[\\/]/.test(file));
}

function benchSynth(projectDir: string, dir: string): [Measurement[], Limit[]] {
  const app = path.join(projectDir, "bin", "app.cjs");
  const bindings = bindingsOf(projectDir, dir);
  const load = path.join(dir, "load.js");
  const resolved = ["cdktf", "constructs"].map((name) => require.resolve(name, { paths: [projectDir] }));
  fs.writeFileSync(load, [...resolved, ...bindings].map((file) => `require(${JSON.stringify(file)});\n`).join(""));

  const synth: number[] = [];
  const loading: number[] = [];
  const env = { CDKTF_OUTDIR: path.join(dir, "cdktf.out") };
  // The first run keeps what V8 has compiled.
  node([app], { cwd: dir, env });
  for (let run = 0; run < SYNTH_RUNS; run++) {
    loading.push(seconds(() => node([load], { cwd: dir })));
    synth.push(seconds(() => node([app], { cwd: dir, env })));
  }
  const ratio = { name: "synth / loading alone", value: median(synth) / median(loading), atMost: 1.5 };
  return [
    [
      { name: "node bin/app.cjs", unit: "s", values: synth },
      { name: `loading cdktf and the same ${bindings.length} modules of bindings`, unit: "s", values: loading },
    ],
    [ratio],
  ];
}

/** The program against Node that does nothing: what somebody waits for before a command does anything of its own. */
function benchProgram(projectDir: string): [Measurement[], Limit[]] {
  const program = path.join(projectDir, "bin", "cdktf-magnum.mjs");
  const kinds = { bare: ["-e", "0"], help: [program, "--help"], capacity: [program, "capacity"] };
  const values = { bare: [] as number[], help: [] as number[], capacity: [] as number[] };
  // The first run builds the program and bundles the data.
  node(kinds.capacity, { cwd: projectDir });
  for (let run = 0; run < SYNTH_RUNS; run++)
    for (const kind of Object.keys(kinds) as (keyof typeof kinds)[])
      values[kind].push(seconds(() => node(kinds[kind], { cwd: projectDir })));
  return [
    [
      { name: "node that does nothing", unit: "s", values: values.bare },
      { name: "cdktf-magnum --help", unit: "s", values: values.help },
      { name: "cdktf-magnum capacity", unit: "s", values: values.capacity },
    ],
    [
      { name: "--help / node that does nothing", value: median(values.help) / median(values.bare), atMost: 1.5 },
      { name: "capacity / node that does nothing", value: median(values.capacity) / median(values.bare), atMost: 6 },
    ],
  ];
}

function benchStock(projectDir: string, dir: string, synth: Measurement): [Measurement[], Limit[]] {
  // A copy, because ts-node and the command line write beside the sources. The compiled constructs are one folder deeper than their
  // sources, so the charts they look for lie one folder higher here.
  const copy = path.join(dir, "stock", "project");
  for (const name of SOURCES) {
    fs.cpSync(path.join(projectDir, name), path.join(copy, name), { recursive: true });
  }
  for (const name of ["charts", "schemas"]) fs.cpSync(path.join(projectDir, name), path.join(dir, "stock", name), { recursive: true });
  fs.symlinkSync(path.join(projectDir, "node_modules"), path.join(copy, "node_modules"), "junction");
  const cli = path.join(projectDir, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf");
  const args = [cli, "synth", "--app", "npx ts-node main.ts", "--output", path.join(dir, "stock-out")];
  const stock = Array.from({ length: STOCK_RUNS }, () => seconds(() => node(args, { cwd: copy, env: { CI: "true" } })));
  return [
    [{ name: 'cdktf synth --app "npx ts-node main.ts"', unit: "s", values: stock }],
    [{ name: "the stock way / synth", value: median(stock) / median(synth.values), atLeast: 6 }],
  ];
}

function benchScale(dir: string): [Measurement[], Limit[]] {
  const runs = Array.from({ length: SCALE_RUNS }, () => ({
    few: synthesiseMany("gaia-dev", FEW, dir),
    many: synthesiseMany("gaia-dev", MANY, dir),
    whole: synthesiseMany("everything", MANY, dir),
  }));
  const few = runs.map((run) => (run.few.seconds * 1000) / FEW);
  const many = runs.map((run) => (run.many.seconds * 1000) / MANY);
  const whole = runs.map((run) => (run.whole.seconds * 1000) / MANY);
  const memory = runs.map((run) => run.many.megabytes);
  const wholeMemory = runs.map((run) => run.whole.megabytes);
  return [
    [
      { name: `a project of ${FEW}`, unit: "ms", values: few },
      { name: `a project of ${MANY}`, unit: "ms", values: many },
      { name: `peak memory with ${MANY} projects`, unit: "MB", values: memory },
      { name: `a project with everything of ${MANY}`, unit: "ms", values: whole },
      { name: `peak memory with ${MANY} projects with everything`, unit: "MB", values: wholeMemory },
    ],
    [
      { name: `time for a project of ${MANY} / of ${FEW}`, value: median(many) / median(few), atMost: 1.3 },
      { name: "peak memory in MB", value: Math.max(...memory, ...wholeMemory), atMost: 300 },
    ],
  ];
}

// A process for each, because memory once taken is not given back.
function synthesiseMany(copied: "gaia-dev" | "everything", count: number, dir: string): ProjectsCost {
  const outdir = path.join(dir, `projects-${count}`);
  const printed = node([moduleFile("dev/bench-projects"), copied, String(count), outdir], { cwd: dir });
  fs.rmSync(outdir, { recursive: true, force: true });
  return JSON.parse(printed) as ProjectsCost;
}

function benchReview(): [Measurement[], Limit[]] {
  const bytes = Buffer.from(JSON.stringify(largePlan(REVIEWED)));
  const values = Array.from({ length: REVIEW_RUNS }, () => seconds(() => review([{ stack: "large", source: "plan.json", bytes }])));
  const name = `review page of ${REVIEWED} resources, each with two sensitive values`;
  return [[{ name, unit: "s", values }], [{ name: `${name}, in s`, value: median(values), atMost: 3 }]];
}

/** A plan that changes all of its resources, with what they are and were. */
function largePlan(count: number): object {
  const type = "kubernetes_secret_v1";
  const sensitive_values = { data: { key: true, user: true } };
  const resources = Array.from({ length: count }, (_, index) => {
    const metadata = [{ name: `name-${index}`, namespace: `namespace-${index % 100}`, labels: { app: "app", index: String(index) } }];
    const values = { metadata, data: { key: `made-up value ${index} of a key`, user: `user-${index}` }, type: "Opaque", note: "old" };
    return { address: `${type}.name_${index}`, type, values, sensitive_values };
  });
  return {
    format_version: "1.2",
    prior_state: { values: { root_module: { resources } } },
    planned_values: { root_module: { resources } },
    configuration: { root_module: { resources: resources.map(({ address }) => ({ address, expressions: { note: {}, data: {} } })) } },
    resource_changes: resources.map(({ address, values }) => ({
      address,
      mode: "managed",
      type,
      change: {
        actions: ["update"],
        before: values,
        after: { ...values, note: "new" },
        after_unknown: {},
        before_sensitive: sensitive_values,
        after_sensitive: sensitive_values,
      },
    })),
  };
}

function seconds(action: () => unknown): number {
  const started = process.hrtime.bigint();
  action();
  return Number(process.hrtime.bigint() - started) / 1e9;
}

function bench(projectDir: string): boolean {
  return withTemporaryFolder("bench", (dir) => {
    const [synth, synthLimits] = benchSynth(projectDir, dir);
    const [program, programLimits] = benchProgram(projectDir);
    const [stock, stockLimits] = benchStock(projectDir, dir, synth[0]!);
    const [scale, scaleLimits] = benchScale(dir);
    const [page, pageLimits] = benchReview();
    const limits = [...synthLimits, ...programLimits, ...stockLimits, ...scaleLimits, ...pageLimits];
    console.log(formatReport([...synth, ...program, ...stock, ...scale, ...page], limits));
    return limits.every(keeps);
  });
}

/** Measures, and fails where a bound is broken. */
export const command: Command = {
  name: "bench",
  projects: "none",
  options: {
    cloud: { type: "string", value: "ENTRY", help: "measures only what a cloud is asked, beside the OpenStack client where there is one" },
  },
  exits: {},
  examples: ["", "--cloud devcloud"],
  run: async ({ root, values }) => {
    const cloud = values["cloud"];
    if (typeof cloud !== "string") return bench(root) ? EXIT.done : EXIT.failed;
    const [measurements, limits] = await benchCloud(cloud);
    console.log(formatReport(measurements, limits));
    return limits.every(keeps) ? EXIT.done : EXIT.failed;
  },
};
