import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { command } from "../cli/commands/init";
import type { Place } from "../cli/program";
import { MAGNUM_DRIVERS } from "../constructs/contracts/magnum-driver";
import { loadDataFiles } from "../operate/data-files";
import { checkAnswers, DEFAULTS, TIERS } from "../operate/init/answers";
import { IGNORED } from "../operate/init/app";
import { filesOf } from "../operate/init/files";
import { installs, unignored } from "../operate/init/lacking";
import type { FolderManifest } from "../operate/init/manifest";
import { writeNew } from "../operate/init/write-new";
import { madeUp } from "../operate/preflight/made-up";
import { filesUnder } from "../operate/session/processes";
import { lockWarning } from "../operate/terraform/lock-file";
import { parseEnvironments } from "../projects";
import { projectApp } from "../stacks/project-app";
import { formatted } from "./support/formatted";
import { openStackApi, type OpenStackApi } from "./support/openstack";

const ROOT = path.resolve(__dirname, "../..");
const MANIFEST = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as FolderManifest;

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "init-"))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

const read = (name: string): string => fs.readFileSync(path.join(folder, name), "utf8");

/** Runs the command as somebody without a terminal does. */
async function init(words: readonly string[], values: Readonly<Record<string, string>>, json = false): Promise<string> {
  const said: string[] = [];
  const spies = (["log", "warn"] as const).map((name) =>
    jest.spyOn(console, name).mockImplementation((...line: unknown[]) => void said.push(line.join(" "))),
  );
  const place: Place = { load: () => Promise.reject(new Error("no")), home: ROOT, root: undefined, cwd: folder, isRepository: true };
  try {
    expect(await command.run({ args: [], words, values: { ...values, json }, place, root: folder })).toBe(0);
    return said.join("\n");
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe("a new folder", () => {
  test("has a package, an app of cdktf, data, pipelines and a page", async () => {
    await init(["mine"], { project: "gaia_new", site: "9lab" });
    expect(filesUnder(path.join(folder, "mine"))).toEqual([
      ".github/workflows/review.yml",
      ".gitignore",
      ".gitlab-ci.yml",
      ".vscode/settings.json",
      "README.md",
      "cdktf.json",
      "environments/gaia-new.ts",
      "environments/index.ts",
      "environments/sites/9lab.ts",
      "main.ts",
      "package.json",
      "tsconfig.json",
    ]);
  });

  test("depends on this package at its own version, and on exact versions of what that was tried with", () => {
    const { dependencies, devDependencies } = JSON.parse(filesOf(DEFAULTS, MANIFEST)["package.json"]!) as FolderManifest;
    expect(dependencies).toMatchObject({ [MANIFEST.name]: MANIFEST.version, cdktf: MANIFEST.devDependencies["cdktf"] });
    expect(Object.keys(dependencies).sort()).toEqual([...Object.keys(MANIFEST.peerDependencies), MANIFEST.name].sort());
    expect(devDependencies["cdktf-cli"]).toBe(MANIFEST.devDependencies["cdktf-cli"]);
    for (const version of Object.values({ ...dependencies, ...devDependencies })) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  const ALL = MAGNUM_DRIVERS.flatMap((driver) => TIERS.map((tier) => [driver, tier] as const));
  test.each(ALL)("synthesises as it is with driver %s in tier %s, and preflight knows what is made up", async (driver, tier) => {
    const answers = { ...DEFAULTS, driver, tier };
    const made = filesOf(answers, MANIFEST);
    writeNew(folder, made);
    const files = await loadDataFiles(folder);
    const [project, ...more] = parseEnvironments(files.projects, files.sites);
    expect(more).toEqual([]);
    expect(project!.warnings).toEqual([]);
    expect(() => projectApp([project!], { outdir: path.join(folder, "out") }).synth()).not.toThrow();
    const found = madeUp(project!, files);
    expect(found.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining([
        "environments/sites/lab.ts: identity.authUrl",
        "environments/sites/lab.ts: dnsServers[0]",
        'environments/sites/lab.ts: flavors["replace-me-small"]',
        "environments/lab-dev.ts: cluster.keypair.name",
      ]),
    );
    expect(new Set(found.map(({ result }) => result))).toEqual(new Set(["made up"]));
    // Every mark in the code of the files, which comments do not count among, is found once.
    const code = Object.entries(made).filter(([name]) => name.startsWith("environments/"));
    const marks = code.flatMap(([, text]) => text.replace(/^ *(\/\/|\*|\/\*).*$/gm, "").match(/replace-me|example\.org|192\.0\.2/g) ?? []);
    expect(found).toHaveLength(marks.length);
  });

  test.each(ALL)(
    "has the same data as JSON with driver %s in tier %s",
    async (driver, tier) => {
      const answers = { ...DEFAULTS, driver, tier };
      const made = filesOf(answers, MANIFEST, { isJson: true });
      writeNew(folder, made);
      expect(fs.readdirSync(path.join(folder, "environments")).sort()).toEqual(["index.ts", "lab-dev.project.json", "sites"]);
      const json = await loadDataFiles(folder);
      expect(Object.keys({ ...json.projects, ...json.sites })).toEqual([
        "environments/lab-dev.project.json",
        "environments/sites/lab.site.json",
      ]);
      for (const name of Object.keys({ ...json.projects, ...json.sites })) expect(await formatted(made[name]!, name)).toBe(made[name]);
      expect(made["README.md"]).toContain("[environments/sites/lab.site.json](environments/sites/lab.site.json)");
      fs.rmSync(path.join(folder, "environments"), { recursive: true });
      for (const name of ["cdktf.json", "main.ts"]) fs.rmSync(path.join(folder, name));
      writeNew(folder, filesOf(answers, MANIFEST));
      const typescript = await loadDataFiles(folder);
      expect(Object.values(json.projects)).toEqual(Object.values(typescript.projects));
      expect(Object.values(json.sites)).toEqual(Object.values(typescript.sites));
      for (const name of ["environments/lab-dev.ts", "environments/sites/lab.ts"]) expect(await formatted(read(name))).toBe(read(name));
    },
    20_000,
  );

  test("has nothing made up once all of it is real", async () => {
    writeNew(folder, filesOf(DEFAULTS, MANIFEST));
    for (const name of ["environments/lab-dev.ts", "environments/sites/lab.ts"]) {
      const real = read(name).replaceAll("replace-me", "real").replaceAll("example.org", "lab.ac.uk").replaceAll("192.0.2", "10.1.2");
      fs.writeFileSync(path.join(folder, name), real);
    }
    const files = await loadDataFiles(folder);
    expect(madeUp(parseEnvironments(files.projects, files.sites)[0]!, files)).toEqual([]);
  });
});

describe("a folder for a cloud that is asked", () => {
  let api: OpenStackApi;
  const environment = { ...process.env };
  beforeEach(() => {
    api = openStackApi(path.join(folder, "clouds"), ["lab"]);
    process.env["OS_CLIENT_CONFIG_FILE"] = api.cloudsFile;
  });
  afterEach(() => {
    api.stop();
    process.env = { ...environment };
  });
  const ANSWERS = {
    "image /images": [{ id: "i", name: "kube-1.31.4", os_distro: "ubuntu", kube_version: "v1.31.4" }],
    "compute /flavors/detail": [{ id: "f", name: "vm", vcpus: 4, ram: 16384, disk: 100, "OS-FLV-EXT-DATA:ephemeral": 0 }],
    "compute /flavors/f/os-extra_specs": { extra_specs: {} },
    "compute /os-keypairs": [{ keypair: { name: "mine" } }],
    "network /networks": [{ id: "n", name: "public", "router:external": true }],
    "network /subnets": [{ id: "s", network_id: "n", dns_nameservers: ["10.1.2.53"] }],
    "load-balancer /lbaas/providers": [{ name: "ovn" }],
  };

  test("has what the cloud has, nothing made up, and questions", async () => {
    api.answers(ANSWERS);
    const said = await init(["mine"], { cloud: "lab", project: "lab-dev", site: "north" });
    expect(said).toMatch(/^init: \d+ questions to the cloud's people, as comments of the file$/m);
    const files = await loadDataFiles(path.join(folder, "mine"));
    const [project] = parseEnvironments(files.projects, files.sites);
    expect(project!.site).toMatchObject({
      name: "north",
      clouds: { project: "lab", clusters: "lab" },
      magnum: { driver: "capi-helm", images: { "1.31.4": "kube-1.31.4" } },
      externalNetwork: "public",
      octavia: { provider: "ovn" },
    });
    expect(project!).toMatchObject({ kubernetesVersion: "1.31.4", cluster: { keypair: { name: "mine" }, workers: { flavor: "vm" } } });
    expect(project!.warnings).toEqual([]);
    expect(madeUp(project!, files)).toEqual([]);
  });

  test("has it as JSON too, and says what would be comments", async () => {
    api.answers(ANSWERS);
    const said = await init(["mine"], { cloud: "lab", project: "lab-dev", site: "north" }, true);
    expect(said).toMatch(/^init: magnum\.driver: No cluster shows it\./m);
    const files = await loadDataFiles(path.join(folder, "mine"));
    expect(Object.keys(files.sites)).toEqual(["environments/sites/north.site.json"]);
    expect(madeUp(parseEnvironments(files.projects, files.sites)[0]!, files)).toEqual([]);
  });

  test("is not written where the driver does not show and nobody can be asked, nor where the cloud is not there", async () => {
    api.answers({});
    const answers = { project: "lab-dev", site: "north" };
    await expect(init(["mine"], { ...answers, cloud: "lab" })).rejects.toThrow("give --driver heat|capi-helm|vexxhost");
    await expect(init(["mine"], { ...answers, cloud: "other" })).rejects.toThrow("clouds has no entry 'other'");
    expect(fs.existsSync(path.join(folder, "mine"))).toBe(false);
  });
});

describe("nothing is written over", () => {
  test("what is there stays, and what it lacks is said", async () => {
    fs.writeFileSync(path.join(folder, ".gitignore"), "node_modules\n");
    fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ dependencies: { "cdktf-magnum": "*", cdktf: "*" } }));
    fs.writeFileSync(path.join(folder, "README.md"), "mine");
    const said = await init([], { project: "lab-dev", site: "lab" });
    expect(read("README.md")).toBe("mine");
    expect(read(".gitignore")).toBe("node_modules\n");
    expect(said).toContain("init: README.md was there and stays as it is");
    expect(said).toContain("warning: .gitignore lacks cdktf.out/, tfstate/");
    expect(said).toMatch(
      /^ {2}npm install --save-exact @cdktf\/provider-helm@[\d.]+ @cdktf\/provider-kubernetes@[\d.]+ constructs@[\d.]+$/m,
    );
    expect(said).toMatch(/^ {2}npm install --save-exact --save-dev .*cdktf-cli@0\.21\.0/m);
  });

  test.each(["environments", "cdktf.json", "main.ts"])("a folder with %s is refused as a whole", (name) => {
    fs.writeFileSync(path.join(folder, name), "");
    expect(() => writeNew(folder, filesOf(DEFAULTS, MANIFEST))).toThrow(`${folder}: has ${name} already; name a folder without these`);
    expect(fs.readdirSync(folder)).toEqual([name]);
  });

  test("a folder that cannot be written to the end is left as it was", () => {
    fs.writeFileSync(path.join(folder, ".github"), "a file");
    expect(() => writeNew(folder, filesOf(DEFAULTS, MANIFEST))).toThrow(/nothing was written$/);
    expect(fs.readdirSync(folder)).toEqual([".github"]);
  });

  test("a package.json that has all needs no more than npm install, and one that is no JSON is npm's to refuse", () => {
    expect(installs(undefined, MANIFEST)).toEqual(["npm install"]);
    expect(installs(filesOf(DEFAULTS, MANIFEST)["package.json"], MANIFEST)).toEqual(["npm install"]);
    expect(installs("{", MANIFEST)).toHaveLength(2);
    expect(unignored(IGNORED.join("\r\n"))).toEqual([]);
  });
});

describe("answers", () => {
  test("that no file or stack can have are refused, all at once", () => {
    expect(() => checkAnswers({ project: "9", site: "Lab", driver: "capi", tier: "production" })).toThrow(
      new RegExp(
        [
          "^--project must start with a letter .*, got '9'",
          "--site must be an RFC 1123 label.*got 'Lab'; 'lab' would do",
          "--driver must be one of heat, capi-helm, vexxhost, got 'capi'",
          "--tier must be one of dev, test, prod, got 'production'$",
        ].join("\n"),
      ),
    );
  });

  test.each(["index", "INDEX"])("%s would be the list of all projects", (project) => {
    expect(() => checkAnswers({ ...DEFAULTS, project })).toThrow("--project must be no name whose file would be environments/index.ts");
  });

  test("that are missing are asked for nowhere but on a terminal", async () => {
    await expect(init([], { project: "lab-dev" })).rejects.toThrow("--site must be given where there is no terminal to ask on");
    expect(fs.readdirSync(folder)).toEqual([]);
  });
});

test("a lock file that binds nothing is said", () => {
  const file = path.join(folder, "lock.hcl");
  expect(lockWarning(file, "registry.terraform.io")).toMatch(/lock\.hcl is not there: no checksum binds the providers/);
  fs.writeFileSync(file, 'provider "registry.terraform.io/hashicorp/helm" {\n  version = "3.0.0"\n}\n');
  expect(lockWarning(file, "registry.terraform.io")).toBeUndefined();
  expect(lockWarning(file, "registry.opentofu.org")).toMatch(/has no entry of registry\.opentofu\.org/);
});
