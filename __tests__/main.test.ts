import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { projectFiles, siteFiles } from "../environments";
import { synth } from "../operate/synth/synth";
import { filesUnder } from "../operate/session/processes";

const dist = path.resolve(__dirname, "..");
const STACKS = [
  "gaia-dev-cluster",
  "gaia-dev-platform",
  "gaia-prod-cluster",
  "gaia-prod-platform",
  "gaia-test-cluster",
  "gaia-test-platform",
];

/** Files of data as the tests change them. */
type Data = Record<
  string,
  {
    kubernetesVersion: string;
    nodeGroups: { flavor: string }[];
    spark: { executors: { min: number } };
    cluster: { api: { allowedCidrs: string[] } };
    magnum: { images: Record<string, string> };
  }
>;

interface Run {
  /** Folder that it ran in. */
  readonly cwd: string;
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const newFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), "main-"));

/** Runs the app as `npm run synth` does, or the script that is named. */
function main({ cwd = newFolder(), outdir, script = "../bin/app.cjs" }: { cwd?: string; outdir?: string; script?: string } = {}): Run {
  const env: NodeJS.ProcessEnv = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(CDKTF_|SYNTH_HCL|NODE_OPTIONS$)/.test(name)),
  );
  if (outdir !== undefined) env["CDKTF_OUTDIR"] = outdir;
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.resolve(dist, script)], { cwd, env, encoding: "utf8" });
  return { cwd, status, stdout, stderr };
}

/** Does what main.ts does, on changed data and in this process. */
function changed(change: (projects: Data, sites: Data) => void, cwd = newFolder()): Run {
  const [projects, sites] = [structuredClone(projectFiles), structuredClone(siteFiles)] as [Data, Data];
  change(projects, sites);
  const [out, err] = [[] as string[], [] as string[]];
  const spies = [
    jest.spyOn(console, "log").mockImplementation((line: string) => void out.push(`${line}\n`)),
    jest.spyOn(console, "warn").mockImplementation((line: string) => void err.push(`${line}\n`)),
    jest.spyOn(console, "error").mockImplementation((line: string) => void err.push(`${line}\n`)),
  ];
  const before = process.cwd();
  process.chdir(cwd);
  try {
    return { cwd, status: synth(projects, sites), stdout: out.join(""), stderr: err.join("") };
  } finally {
    process.chdir(before);
    for (const spy of spies) spy.mockRestore();
  }
}

function resourcesOf({ cwd }: Run, stack: string): number {
  const { resource } = JSON.parse(fs.readFileSync(path.join(cwd, "cdktf.out", "stacks", stack, "cdk.tf.json"), "utf8")) as {
    resource: Record<string, object>;
  };
  return Object.values(resource).reduce((sum, ofType) => sum + Object.keys(ofType).length, 0);
}

function contents(dir: string): Record<string, string> {
  return Object.fromEntries(filesUnder(dir).map((name) => [name, fs.readFileSync(path.join(dir, name), "latin1")]));
}

function breakData(projects: Data): void {
  const [dev, prod] = [projects["environments/gaia-dev.ts"]!, projects["environments/gaia-prod.ts"]!];
  dev.nodeGroups[0]!.flavor = "gaia.cclake.28vcpu";
  dev.spark.executors.min = 31;
  Object.assign(prod, { teir: "prod" });
}

function openApi(projects: Data): void {
  projects["environments/gaia-prod.ts"]!.cluster.api.allowedCidrs = ["0.0.0.0/0"];
}

describe("main", () => {
  let good: Run;
  beforeAll(() => {
    good = main();
  });

  test("writes JSON and HCL of six stacks, and says what it has written", () => {
    expect(good).toMatchObject({ status: 0, stderr: "" });
    const lines = good.stdout.trimEnd().split("\n");
    expect(lines.at(-1)).toBe("JSON for Terraform in cdktf.out/stacks, HCL for reading in cdktf.out/hcl");
    expect(lines.slice(0, -1).sort()).toEqual(STACKS.map((stack) => `${stack}: ${resourcesOf(good, stack)} resources`));
    const files = filesUnder(path.join(good.cwd, "cdktf.out"));
    expect(fs.readdirSync(good.cwd)).toEqual(["cdktf.out"]);
    expect(files.filter((name) => name.endsWith("cdk.tf.json"))).toEqual(STACKS.map((stack) => `stacks/${stack}/cdk.tf.json`));
    expect(files.filter((name) => name.startsWith("hcl/"))).toEqual(STACKS.map((stack) => `hcl/${stack}.tf`));
    expect(files).toContain("manifest.json");
  });

  test("says what the README shows", () => {
    const readme = fs.readFileSync(path.resolve(dist, "..", "README.md"), "utf8");
    expect(readme).toContain(`$ npm ci && npm run synth\n${good.stdout.trimEnd()}\n`);
  });

  test("writes the same bytes again, in another folder of another name", () => {
    const cwd = newFolder();
    const outdir = path.join(cwd, "out of tree");
    process.env["CDKTF_OUTDIR"] = outdir;
    try {
      expect(changed(() => undefined, cwd)).toMatchObject({ status: 0, stderr: "" });
    } finally {
      delete process.env["CDKTF_OUTDIR"];
    }
    expect(fs.readdirSync(cwd)).toEqual(["out of tree"]);
    const [first, second] = [contents(path.join(good.cwd, "cdktf.out")), contents(outdir)];
    expect(Object.keys(second)).toEqual(Object.keys(first));
    expect(Object.keys(second).filter((name) => second[name] !== first[name])).toEqual([]);
  });

  test("prints everything that is wrong with the data, and writes nothing", () => {
    const run = changed(breakData);
    expect(run.stderr.split("\n")).toEqual([
      "environments/gaia-dev.ts: nodeGroups[0].flavor must be a flavor of site cumulus (gaia.cclake.55vcpu, gaia.cclake.27vcpu, " +
        'gaia.cclake.13vcpu, gaia.cclake.6vcpu, gaia.cclake.3vcpu, gaia.cclake.2vcpu, gaia.cclake.1vcpu), got "gaia.cclake.28vcpu"',
      "environments/gaia-dev.ts: spark.executors.min must be at most max 29, got 31",
      "environments/gaia-prod.ts: teir is not a field, did you mean tier? (fields: name, description, site, tier, kubernetesVersion, quota, " +
        "cluster, nodeGroups, credentialsRevision, storage, datasets, ingress, spark, notebooks, kafka, monitoring, exceptions, allow)",
      "",
    ]);
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(fs.readdirSync(run.cwd)).toEqual([]);
  });

  test("prints what constructs and policies refuse, of all projects, and writes nothing", () => {
    const run = changed((projects, sites) => {
      sites["environments/sites/cumulus.ts"]!.magnum.images["1.24.17"] = "Ubuntu-Jammy-22.04-kube-1.24.17";
      projects["environments/gaia-test.ts"]!.kubernetesVersion = "1.24.17";
      openApi(projects);
    });
    expect(run.stderr.split("\n")).toEqual([
      "environments/gaia-test.ts: chart ceph-csi-cephfs 3.17.1 needs Kubernetes 1.25 or newer, cluster 'gaia-test' has 1.24.17; choose a newer kubernetesVersion",
      "environments/gaia-prod.ts: gaia-prod-cluster/cluster/template/resource: GAIA-SEC-4 API server has a floating IP that 0.0.0.0/0 may reach; " +
        "set api.allowedCidrs to your own networks (an API server that the whole internet reaches will be attacked)",
      "",
    ]);
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(fs.readdirSync(run.cwd)).toEqual([]);
  });

  test("leaves what was written before as it is when something is wrong", () => {
    const before = contents(good.cwd);
    for (const change of [breakData, openApi]) expect(changed(change, good.cwd).status).toBe(2);
    expect(contents(good.cwd)).toEqual(before);
  });

  test("shows where an error of the program itself comes from", () => {
    const script = path.join(newFolder(), "broken-main.js");
    const [environments, ofSynth, names] = ["environments", "operate/synth/synth", "constructs/kit/names"].map((name) =>
      JSON.stringify(path.join(dist, name)),
    );
    fs.writeFileSync(
      script,
      `const { projectFiles, siteFiles } = require(${environments});
       require(${names}).requireName = () => { throw new TypeError("a bug"); };
       process.exitCode = require(${ofSynth}).synth(projectFiles, siteFiles);`,
    );
    const run = main({ script });
    expect(run.status).not.toBe(0);
    expect(run.stderr).toMatch(/TypeError: a bug\n +at /);
  });
});
