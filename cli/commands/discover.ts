import * as fs from "node:fs";
import * as path from "node:path";
import { dnsLabel, nameProblem } from "../../constructs/kit/names";
import { MAGNUM_DRIVERS, type MagnumDriver } from "../../constructs/contracts/magnum-driver";
import { siteSchema, type SiteInput } from "../../projects";
import { loadDataFiles } from "../../operate/data-files";
import { siteChange, siteText, type SiteFileProps } from "../../operate/discover/site-file";
import { driverShownBy, siteOf, type DiscoveredSite } from "../../operate/discover/site";
import { surveyOf, type Survey } from "../../operate/discover/survey";
import { ANSWER_PROBLEMS } from "../../operate/init/answers";
import { siteConst } from "../../operate/init/data";
import { openCloud } from "../../operate/openstack/cloud";
import { cloudEntry } from "../../operate/openstack/cloud-entry";
import { OpenStackError } from "../../operate/openstack/failure";
import { confirm } from "../../operate/session/confirm";
import { CommandError, EXIT } from "../../operate/session/exit-codes";
import { npx, PROGRAM } from "../../operate/session/program";
import { onTerminal } from "../../operate/session/questions";
import type { Command, Place } from "../program";

/** Asks a cloud what a site's file is to say. */
export const command: Command = {
  name: "discover",
  projects: "none",
  options: {
    cloud: { type: "string", value: "ENTRY", required: true, help: "entry of clouds.yaml" },
    write: {
      type: "string",
      value: "FILE",
      isPath: true,
      help:
        "writes the file, such as environments/sites/lab.ts, or lab.site.json beside it; one that is there is compared, and written over only if " +
        "you say yes",
    },
    driver: { type: "string", value: "DRIVER", help: `Magnum driver, where the cloud does not show it: ${MAGNUM_DRIVERS.join(", ")}` },
  },
  exits: { refused: "the cloud differs from the file that is there, and nobody has agreed to write over it" },
  examples: [
    "--cloud lab",
    "--cloud lab --write environments/sites/lab.ts",
    "--cloud lab --write environments/sites/lab.site.json",
    "--cloud lab --driver heat",
  ],
  anywhere: true,
  run: async ({ values, place }) => {
    const [cloud, write] = [values["cloud"] as string, values["write"] as string | undefined];
    const file = write === undefined ? undefined : siteFile(write, place);
    const given = driverGiven(values["driver"] as string | undefined);
    const text = file && fs.existsSync(file.path) ? fs.readFileSync(file.path, "utf8") : undefined;
    const old = text === undefined ? undefined : await dataOf(file!.path, place);
    const survey = await surveyed(cloud);
    const driver = await driverFor(survey, given ?? (old && chosenDriver(survey, old)));
    const found = siteOf(survey, { name: file?.name ?? (dnsLabel(cloud) || "site"), driver, tier: "dev", ca: cloudEntry(cloud).ca, old });
    const props: SiteFileProps = { cloud, types: typesFor(place), isJson: file?.isJson ?? false };
    if (file === undefined) console.log(siteText(found, props).trimEnd());
    else if (text === undefined) writeNew(file, found, props, place);
    else await writeOver({ file, text, old, found, props });
    return EXIT.done;
  },
};

/** File of a site. */
interface SiteFile {
  /** Its absolute path. */
  readonly path: string;
  /** The path as it was given. */
  readonly shown: string;
  /** Name of the site. */
  readonly name: string;
  /** Whether it is JSON. */
  readonly isJson: boolean;
}

/** Ends of the names of site files; editors complete .site.json. */
const ENDS = [".ts", ".site.json", ".json"];

function siteFile(given: string, place: Place): SiteFile {
  const absolute = path.resolve(place.cwd, given);
  const end = ENDS.find((one) => absolute.endsWith(one));
  const name = path.basename(absolute, end);
  const problem = end === undefined ? "must end in .ts, .site.json or .json" : nameProblem("label", name);
  if (problem !== undefined)
    throw new CommandError(`--write ${problem}, got '${given}'; name it after the site, such as environments/sites/lab.ts`, EXIT.usage);
  return { path: absolute, shown: path.relative(place.cwd, absolute), name, isJson: end !== ".ts" };
}

function driverGiven(given: string | undefined): MagnumDriver | undefined {
  const problem = given === undefined ? undefined : ANSWER_PROBLEMS.driver(given);
  if (problem !== undefined) throw new CommandError(`--driver ${problem}`, EXIT.usage);
  return given as MagnumDriver | undefined;
}

/** Data of a file, as the folder that it is in lists it; undefined where that does not list it. */
async function dataOf(file: string, { root }: Place): Promise<SiteInput | undefined> {
  if (root === undefined) return undefined;
  const { sites } = await loadDataFiles(root);
  const data = sites[path.relative(root, file).split(path.sep).join("/")];
  const read = siteSchema.safeParse(data);
  if (read.data?.kind === "digitalocean") {
    throw new CommandError(
      `site ${read.data.name} is a region of DigitalOcean, of which OpenStack knows nothing; doctl kubernetes options versions, regions and sizes say what ` +
        "its file is to say (docs/sites.md), and preflight compares it",
      EXIT.usage,
    );
  }
  return read.success ? (data as SiteInput) : undefined;
}

/**
 * Asks a cloud, and says in a command's manner why it cannot be asked.
 *
 * @param cloud - entry of clouds.yaml
 * @throws CommandError with exit code 2 if it is not there or lets nobody in
 */
export async function surveyed(cloud: string): Promise<Survey> {
  try {
    return await surveyOf(openCloud({ cloud }));
  } catch (error) {
    throw error instanceof OpenStackError ? new CommandError(error.message, EXIT.usage) : error;
  }
}

/** What stands in a file is taken, unless a cluster that runs shows another one. */
function chosenDriver(survey: Survey, { magnum }: SiteInput): MagnumDriver {
  const shown = driverShownBy(survey);
  return shown?.isSure ? shown.driver : magnum.driver;
}

/**
 * The driver of a cloud: what is given, else what the cloud shows, else what a person answers.
 *
 * @param survey - what the cloud has answered
 * @param given - what is given
 * @throws CommandError with exit code 2 where there is no terminal to ask on
 */
export async function driverFor(survey: Survey, given: MagnumDriver | undefined): Promise<MagnumDriver> {
  const driver = given ?? driverShownBy(survey)?.driver;
  if (driver !== undefined) return driver;
  const why = "the cloud does not show Magnum's driver: no cluster, no template, and images of none or of several";
  // Asked on stderr, so that the file which is printed can go where somebody sends it.
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new CommandError(`${why}; ask its people, and give --driver ${MAGNUM_DRIVERS.join("|")}`, EXIT.usage);
  const question = `Magnum driver (${MAGNUM_DRIVERS.join(", ")}): `;
  console.error(why);
  return onTerminal(process.stderr, "ended before the driver was told; nothing was written", async (ask) => {
    return (await ask(question, ANSWER_PROBLEMS.driver)) as MagnumDriver;
  });
}

/** In this package's own repository the types come from the sources. */
function typesFor({ isRepository, root, home }: Place): string {
  return isRepository && root === home ? "../../projects" : `${PROGRAM}/environments`;
}

function writeNew(file: SiteFile, found: DiscoveredSite, props: SiteFileProps, { root }: Place): void {
  fs.mkdirSync(path.dirname(file.path), { recursive: true });
  fs.writeFileSync(file.path, siteText(found, props), { flag: "wx" });
  console.log(`discover: ${file.shown} written`);
  sayQuestions("discover", found, file.isJson);
  const key = path
    .relative(root ?? path.dirname(file.path), file.path)
    .split(path.sep)
    .join("/");
  const name = siteConst(found.site.name);
  if (root !== undefined && fs.existsSync(path.join(root, "environments", "index.ts")))
    console.log(`discover: ${indexLine({ of: "sites", key, name, isJson: file.isJson })}`);
}

/**
 * Says which line the list of all files needs for a new one.
 *
 * @param file - what it is of, its path from the folder's root, and name of the constant that stands for it
 */
export function indexLine(file: {
  readonly of: "sites" | "projects";
  readonly key: string;
  readonly name: string;
  readonly isJson: boolean;
}): string {
  const { of, key, name, isJson } = file;
  const from = isJson ? `import ${name} from "./${path.posix.relative("environments", key)}", and ` : "";
  return `environments/index.ts lists the ${of}; ${from}give ${of === "sites" ? "siteFiles" : "projectFiles"} the line "${key}": ${name}`;
}

/**
 * Says how much could not be seen. JSON has no comments: what a file of TypeScript has as comments is all said here.
 *
 * @param command - name of the command that says it
 * @param found - what was seen, with comments by the path of their field
 * @param isJson - whether its file is JSON
 */
export function sayQuestions(command: string, { remarks }: Pick<DiscoveredSite, "remarks">, isJson: boolean): void {
  if (isJson) {
    for (const [field, texts] of remarks) for (const text of texts) console.log(`${command}: ${field}: ${text}`);
    return;
  }
  const questions = [...remarks.values()].flat().filter((text) => text.includes("Ask the cloud's people:")).length;
  if (questions > 0)
    console.log(`${command}: ${questions} question${questions === 1 ? "" : "s"} to the cloud's people, as comments of the file`);
}

interface Existing {
  readonly file: SiteFile;
  readonly text: string;
  readonly old: SiteInput | undefined;
  readonly found: DiscoveredSite;
  readonly props: SiteFileProps;
}

async function writeOver({ file, text, old, found, props }: Existing): Promise<void> {
  const change = siteChange(text, old, found, props);
  if (!change) {
    console.log(`discover: ${file.shown} is as the cloud is; nothing has changed`);
    if (file.isJson) sayQuestions("discover", found, true);
    return;
  }
  console.log(change.diff.join("\n"));
  if (old === undefined)
    console.log(`discover: ${file.shown} is not among the site files of this folder, so that all of it counts as a person's work`);
  const question = `discover: lines with - are in ${file.shown} and go, lines with + are what the cloud has.`;
  const isAgreed = await confirm(question, "yes", { line: (line) => console.log(line) }, { signalled: new Promise(() => undefined) });
  if (!isAgreed)
    throw new CommandError(
      `not confirmed; ${file.shown} is as it was. Take over by hand what you want, and see it with ${npx("preflight PROJECT")}`,
      EXIT.refused,
    );
  const beside = `${file.path}.${process.pid}`;
  fs.writeFileSync(beside, change.text);
  fs.renameSync(beside, file.path);
  console.log(`discover: ${file.shown} written`);
  sayQuestions("discover", found, file.isJson);
}
