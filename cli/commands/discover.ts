import * as fs from "node:fs";
import * as path from "node:path";
import { createInterface } from "node:readline/promises";
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
      help: "writes the file, such as environments/sites/lab.ts; one that is there is compared, and written over only if you say yes",
    },
    driver: { type: "string", value: "DRIVER", help: `Magnum driver, where the cloud does not show it: ${MAGNUM_DRIVERS.join(", ")}` },
  },
  exits: { refused: "the cloud differs from the file that is there, and nobody has agreed to write over it" },
  examples: ["--cloud lab", "--cloud lab --write environments/sites/lab.ts", "--cloud lab --driver heat"],
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
    const props: SiteFileProps = { cloud, types: typesFor(place) };
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
}

function siteFile(given: string, place: Place): SiteFile {
  const absolute = path.resolve(place.cwd, given);
  const name = path.basename(absolute, ".ts");
  const problem = absolute.endsWith(".ts") ? nameProblem("label", name) : "must end in .ts";
  if (problem !== undefined)
    throw new CommandError(`--write ${problem}, got '${given}'; name it after the site, such as environments/sites/lab.ts`, EXIT.usage);
  return { path: absolute, shown: path.relative(place.cwd, absolute), name };
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
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new CommandError(`${why}; ask its people, and give --driver ${MAGNUM_DRIVERS.join("|")}`, EXIT.usage);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new AbortController();
  terminal.on("SIGINT", () => ended.abort()).on("close", () => ended.abort());
  try {
    for (;;) {
      const answer = (await terminal.question(`${why}\nMagnum driver (${MAGNUM_DRIVERS.join(", ")}): `, { signal: ended.signal })).trim();
      const problem = ANSWER_PROBLEMS.driver(answer);
      if (problem === undefined) return answer as MagnumDriver;
      console.error(problem);
    }
  } catch (error) {
    throw ended.signal.aborted ? new CommandError("ended before the driver was told; nothing was written", EXIT.usage) : error;
  } finally {
    terminal.close();
  }
}

/** In this package's own repository the types come from the sources. */
function typesFor({ isRepository, root, home }: Place): string {
  return isRepository && root === home ? "../../projects" : `${PROGRAM}/environments`;
}

function writeNew(file: SiteFile, found: DiscoveredSite, props: SiteFileProps, { root }: Place): void {
  fs.mkdirSync(path.dirname(file.path), { recursive: true });
  fs.writeFileSync(file.path, siteText(found, props), { flag: "wx" });
  console.log(`discover: ${file.shown} written`);
  sayQuestions("discover", found);
  const key = path
    .relative(root ?? path.dirname(file.path), file.path)
    .split(path.sep)
    .join("/");
  const name = siteConst(found.site.name);
  if (root !== undefined && fs.existsSync(path.join(root, "environments", "index.ts")))
    console.log(`discover: environments/index.ts lists the sites; give siteFiles the line "${key}": ${name}`);
}

/**
 * Says how much could not be seen.
 *
 * @param command - name of the command that says it
 * @param found - the site
 */
export function sayQuestions(command: string, { remarks }: DiscoveredSite): void {
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
  if (!change) return console.log(`discover: ${file.shown} is as the cloud is; nothing has changed`);
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
  sayQuestions("discover", found);
}
