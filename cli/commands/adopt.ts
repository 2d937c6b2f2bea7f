import * as fs from "node:fs";
import * as path from "node:path";
import { dnsLabel } from "../../constructs/kit/names";
import { isOpenStack, siteSchema, type OpenStackSite, type SiteInput } from "../../projects";
import { adoptedProject, type AdoptedProject, type AdoptAnswers } from "../../operate/adopt/adopted-project";
import { advice, stateSteps } from "../../operate/adopt/advice";
import { releasesInside } from "../../operate/adopt/inside";
import { oldState } from "../../operate/adopt/old-state";
import { adoptedFile, adoptedJson } from "../../operate/adopt/project-file";
import { runningCluster } from "../../operate/adopt/running-cluster";
import { readKubeconfig, type Kubeconfig } from "../../operate/credentials/kubeconfig-file";
import { loadDataFiles } from "../../operate/data-files";
import { ANSWER_PROBLEMS, TIERS, type ProjectTier } from "../../operate/init/answers";
import { projectConst } from "../../operate/init/data";
import { administratorKubeconfig } from "../../operate/kubernetes/administrator";
import { magnumOf } from "../../operate/magnum/magnum";
import { openCloud } from "../../operate/openstack/cloud";
import { OpenStackError } from "../../operate/openstack/failure";
import { lineDiff, withoutDistant } from "../../operate/review/line-diff";
import { confirm } from "../../operate/session/confirm";
import { CommandError, EXIT } from "../../operate/session/exit-codes";
import { npx, PROGRAM } from "../../operate/session/program";
import type { Call, Command, Place } from "../program";
import { indexLine, sayQuestions } from "./discover";

/** Writes the file of a project that takes over a cluster which runs already. */
export const command: Command = {
  name: "adopt",
  projects: "none",
  words: { name: "CLUSTER", count: "one", help: "the cluster in Magnum, by its name or its UUID" },
  options: {
    project: { type: "string", value: "NAME", help: "name of the project; that of the cluster by default" },
    site: { type: "string", value: "NAME", help: "site that the cluster is at; needed where the folder has several" },
    tier: { type: "string", value: "TIER", help: `how much the project matters: ${TIERS.join(", ")}; dev by default` },
    state: {
      type: "string",
      value: "FILE",
      isPath: true,
      help: "state of the configuration that made the cluster, such as magnum-terraform's: the project goes on with it",
    },
    existing: { type: "boolean", help: "only uses the cluster: others go on to run it, and no state gets it" },
    kubeconfig: {
      type: "string",
      value: "FILE",
      isPath: true,
      help: "opens the cluster, to see which releases of Helm it has; without it Magnum signs a client certificate for that",
    },
    json: { type: "boolean", help: "writes JSON, environments/NAME.project.json, as it does wherever such a file is there already" },
  },
  exits: { refused: "the file is there and differs, and nobody has agreed to write over it", different: "the file still needs you" },
  examples: [
    "lab-k8s",
    "lab-k8s --project lab-dev --site lab",
    "terraform --state ../magnum-terraform/terraform.tfstate",
    "lab-k8s --existing",
    "lab-k8s --json",
  ],
  run: async (call) => {
    const { words, values, root, place } = call;
    if (words.length !== 1) throw new CommandError(`one cluster must be named, got ${words.join(", ") || "none"}`, EXIT.usage);
    if (values["existing"] === true && values["state"] !== undefined)
      throw new CommandError("--state goes with a cluster that is taken over; leave it or --existing out", EXIT.usage);
    const { input, site } = await siteFor(root, values["site"] as string | undefined);
    const project = await seenProject(call, input, site);
    const { name, cluster } = project.found.data;
    const file = projectFile(root, name, values["json"] === true);
    const written = await writeFile(root, file, file.isJson ? adoptedJson(project.found) : adoptedFile(project.found, typesFor(place)));
    if (file.isJson) sayQuestions("adopt", project.found, true);
    for (const sentence of await releasesInside(() => kubeconfigFor(call, project, site))) console.log(`adopt: ${sentence}`);
    for (const problem of project.found.problems) console.log(`adopt: ${written}: ${problem}`);
    for (const sentence of advice(project.found, site, project.state)) console.log(`adopt: ${sentence}`);
    if (project.state) {
      const lines = stateSteps(project.found, site, project.state);
      console.log(
        ["", "Before the first deploy the state goes on here, with nobody else at work on it:", ...lines.map((line) => `  ${line}`)].join(
          "\n",
        ),
      );
    }
    const id = dnsLabel(name);
    const expected = cluster.adopt ? "whose plan imports or moves, and changes nothing" : "which makes what the file adds to it";
    console.log(["", "Next:", `  ${npx(`preflight ${id}`)}`, `  ${npx(`deploy ${id}`)}   # ${expected}`].join("\n"));
    return project.found.problems.length > 0 ? EXIT.different : EXIT.done;
  },
};

/** What the cloud shows, and how its entries of clouds.yaml are called. */
interface SeenProject {
  readonly found: AdoptedProject;
  readonly state: AdoptAnswers["state"];
  readonly entry: (name: string) => string;
}

async function seenProject({ words, values }: Call, input: SiteInput, site: OpenStackSite): Promise<SeenProject> {
  const [wanted] = words as [string];
  const [given, tier = "dev"] = [values["project"] as string | undefined, values["tier"] as string | undefined];
  const problem = ANSWER_PROBLEMS.tier(tier);
  if (problem !== undefined) throw new CommandError(`--tier ${problem}`, EXIT.usage);
  // The entries may be named after the project, which may be named after the cluster.
  const id = dnsLabel(given ?? wanted);
  const entry = (name: string): string => name.replaceAll("{project}", id);
  try {
    const found = await runningCluster(
      wanted,
      openCloud({ cloud: entry(site.clouds.clusters) }),
      openCloud({ cloud: entry(site.clouds.project) }),
    );
    const name = String(found.cluster["name"]);
    const project = given ?? name;
    const wrong = ANSWER_PROBLEMS.project(project);
    if (wrong !== undefined) throw new CommandError(`--project ${wrong}`, EXIT.usage);
    const file = values["state"] as string | undefined;
    const state = file === undefined ? undefined : oldState(file, String(found.cluster["uuid"]), name);
    const answers = { project, tier: tier as ProjectTier, isOnlyUsed: values["existing"] === true, state };
    return { found: adoptedProject(found, input, site, answers), state, entry };
  } catch (error) {
    throw error instanceof OpenStackError ? new CommandError(error.message, EXIT.usage) : error;
  }
}

/** Of the first user and cluster of a file, or an administrator's from Magnum. */
async function kubeconfigFor({ values }: Call, { found, entry }: SeenProject, site: OpenStackSite): Promise<Kubeconfig> {
  const file = values["kubeconfig"] as string | undefined;
  if (file !== undefined) return readKubeconfig(fs.readFileSync(file, "utf8"), file);
  return administratorKubeconfig(magnumOf(entry(site.clouds.clusters)), { id: dnsLabel(found.data.name), cluster: found.data.cluster });
}

async function siteFor(root: string, wanted: string | undefined): Promise<{ readonly input: SiteInput; readonly site: OpenStackSite }> {
  const { sites } = await loadDataFiles(root);
  const right = Object.values(sites).flatMap((input) => {
    const read = siteSchema.safeParse(input);
    return read.success && isOpenStack(read.data) ? [{ input: input as SiteInput, site: read.data }] : [];
  });
  const names = right.map(({ site }) => site.name).join(", ");
  const found = right.filter(({ site }) => wanted === undefined || site.name === wanted);
  if (found.length === 1) return found[0]!;
  throw new CommandError(
    `--site must be ${names === "" ? `a site that is an OpenStack cloud, and this folder has none that is right: ${npx("discover")} writes one` : `one of ${names}`}, got '${wanted ?? ""}'`,
    EXIT.usage,
  );
}

/** File of a project. */
interface ProjectFile {
  /** Its path from the folder's root. */
  readonly shown: string;
  /** Name of the constant that stands for it. */
  readonly constant: string;
  /** Whether it is JSON. */
  readonly isJson: boolean;
}

/** The file that is there already, else one in the language that is wanted. */
function projectFile(root: string, project: string, wantsJson: boolean): ProjectFile {
  const at = (end: string): string => `environments/${dnsLabel(project)}${end}`;
  const [typescript, json] = [at(".ts"), at(".project.json")];
  const isThere = (name: string): boolean => fs.existsSync(path.join(root, name));
  const found = [json, at(".json")].find(isThere);
  if (wantsJson && isThere(typescript))
    throw new CommandError(`--json: ${typescript} is there already; leave --json out, or give --project another name`, EXIT.usage);
  const shown = found ?? (wantsJson ? json : typescript);
  return { shown, constant: projectConst(project), isJson: shown !== typescript };
}

/** Writes a file that is not there; one that is there is compared, and written over only if somebody agrees. */
async function writeFile(root: string, { shown, constant: name, isJson }: ProjectFile, text: string): Promise<string> {
  const file = path.join(root, shown);
  const old = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
  if (old === text) {
    console.log(`adopt: ${shown} is as the cluster is; nothing has changed`);
    return shown;
  }
  if (old !== undefined) {
    console.log(withoutDistant(lineDiff(old, text)).join("\n"));
    const question = `adopt: lines with - are in ${shown} and go, lines with + are what the cluster has.`;
    const isAgreed = await confirm(question, "yes", { line: (line) => console.log(line) }, { signalled: new Promise(() => undefined) });
    if (!isAgreed)
      throw new CommandError(
        `not confirmed; ${shown} is as it was. Take over by hand what you want, or give --project another name`,
        EXIT.refused,
      );
  }
  const beside = `${file}.${process.pid}`;
  fs.writeFileSync(beside, text);
  fs.renameSync(beside, file);
  console.log(`adopt: ${shown} written`);
  const index = path.join(root, "environments", "index.ts");
  if (fs.existsSync(index) && !fs.readFileSync(index, "utf8").includes(`"${shown}"`))
    console.log(`adopt: ${indexLine({ of: "projects", key: shown, name, isJson })}`);
  return shown;
}

/** In this package's own repository the types come from the sources. */
function typesFor({ isRepository, root, home }: Place): string {
  return isRepository && root === home ? "../projects" : `${PROGRAM}/environments`;
}
