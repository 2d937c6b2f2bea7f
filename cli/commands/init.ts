import * as fs from "node:fs";
import * as path from "node:path";
import { dnsLabel } from "../../constructs/kit/names";
import { MAGNUM_DRIVERS } from "../../constructs/contracts/magnum-driver";
import { projectFacts } from "../../operate/discover/project";
import { siteText } from "../../operate/discover/site-file";
import { driverShownBy, siteOf, type DiscoveredSite } from "../../operate/discover/site";
import type { Survey } from "../../operate/discover/survey";
import { ANSWER_PROBLEMS, checkAnswers, DEFAULTS, TIERS, type Answers } from "../../operate/init/answers";
import { IGNORED } from "../../operate/init/app";
import { filesOf, type AskedCloud } from "../../operate/init/files";
import { installs, unignored } from "../../operate/init/lacking";
import type { FolderManifest } from "../../operate/init/manifest";
import { requireNoProjects, writeNew } from "../../operate/init/write-new";
import { cloudEntry } from "../../operate/openstack/cloud-entry";
import { CommandError, EXIT } from "../../operate/session/exit-codes";
import { npx, PROGRAM } from "../../operate/session/program";
import { onTerminal } from "../../operate/session/questions";
import type { Command } from "../program";
import { driverFor, sayQuestions, surveyed } from "./discover";

type Said = Partial<Record<keyof Answers, string>>;

const QUESTIONS: Readonly<Record<keyof Answers, string>> = {
  project: "name of the first project",
  site: "name of its site, which is a cloud",
  driver: `Magnum driver of the site (${MAGNUM_DRIVERS.join(", ")})`,
  tier: `how much the project matters (${TIERS.join(", ")})`,
};

/** Makes a folder for projects of somebody's own. */
export const command: Command = {
  name: "init",
  projects: "none",
  words: { name: "FOLDER", count: "optional", help: "where to; the folder that you are in by default. What it has stays as it is" },
  options: {
    cloud: { type: "string", value: "ENTRY", help: "entry of clouds.yaml: the files get what that cloud has, as discover asks it" },
    project: { type: "string", value: "NAME", help: "name of the first project" },
    site: { type: "string", value: "NAME", help: "name of its site, which is a cloud" },
    driver: {
      type: "string",
      value: "DRIVER",
      help: `Magnum driver of the site: ${MAGNUM_DRIVERS.join(", ")}; ${DEFAULTS.driver} by default`,
    },
    tier: { type: "string", value: "TIER", help: `how much the project matters: ${TIERS.join(", ")}; ${DEFAULTS.tier} by default` },
    json: { type: "boolean", help: "writes the site and the project as JSON" },
  },
  exits: {},
  examples: [
    "",
    "lab --project lab-dev --site lab",
    "lab --cloud lab --project lab-dev --site lab",
    "lab --project lab-prod --site lab --driver heat --tier prod",
    "lab --project lab-dev --site lab --json",
  ],
  anywhere: true,
  run: async ({ words, values, place }) => {
    const [named = ".", ...more] = words;
    if (more.length > 0) throw new CommandError(`one folder can be named, got ${words.join(", ")}`, EXIT.usage);
    const folder = path.resolve(place.cwd, named);
    // Before somebody answers all questions for nothing.
    requireNoProjects(folder);
    const survey = typeof values["cloud"] === "string" ? await surveyed(values["cloud"]) : undefined;
    const answers = checkAnswers(await complete({ ...values, ...(survey ? await driverShown(survey, values) : {}) }));
    const isJson = values["json"] === true;
    const asked = survey && askedOf(survey, answers, isJson);
    const manifest = JSON.parse(fs.readFileSync(path.join(place.home, "package.json"), "utf8")) as FolderManifest;
    const { written, kept } = writeNew(folder, filesOf(answers, manifest, { asked: asked?.files, isJson }));
    for (const name of written) console.log(`init: ${path.join(named, name)} written`);
    for (const name of kept) console.log(`init: ${path.join(named, name)} was there and stays as it is`);
    if (asked) sayQuestions("init", asked.found, isJson);
    const keptText = (name: string): string | undefined =>
      kept.includes(name) ? fs.readFileSync(path.join(folder, name), "utf8") : undefined;
    const shown = unignored(keptText(".gitignore") ?? IGNORED.join("\n"));
    if (shown.length > 0) console.warn(`warning: .gitignore lacks ${shown.join(", ")}: a state has secrets, and the rest is made anew`);
    const go = named === "." ? [] : [`cd ${named}`];
    const next = [...go, ...installs(keptText("package.json"), manifest), npx("synth"), npx(`preflight ${dnsLabel(answers.project)}`)];
    console.log(
      ["", "Next; preflight says what is made up in the files and yours to replace:", ...next.map((line) => `  ${line}`)].join("\n"),
    );
    return EXIT.done;
  },
};

/** A person is asked for a driver that the cloud does not show, with all other questions; where there is nobody to ask it is refused. */
async function driverShown(survey: Survey, given: Said): Promise<Said> {
  const isAsked = process.stdin.isTTY && process.stdout.isTTY && driverShownBy(survey) === undefined;
  return given.driver !== undefined || isAsked ? {} : { driver: await driverFor(survey, undefined) };
}

function askedOf(survey: Survey, answers: Answers, isJson: boolean): { readonly found: DiscoveredSite; readonly files: AskedCloud } {
  const { site: name, driver, tier } = answers;
  const found = siteOf(survey, { name, driver, tier, ca: cloudEntry(survey.cloud).ca });
  const site = siteText(found, { cloud: survey.cloud, types: `${PROGRAM}/environments`, isJson });
  return { found, files: { site, facts: projectFacts(survey, found.site, answers) } };
}

/** What was given, and for the rest what a person answers, or the defaults of what has one. */
async function complete(given: Said): Promise<Record<keyof Answers, string>> {
  if (process.stdin.isTTY && process.stdout.isTTY) return ask(given);
  for (const name of ["project", "site"] as const) {
    if (given[name] === undefined) throw new CommandError(`--${name} must be given where there is no terminal to ask on`, EXIT.usage);
  }
  return { ...DEFAULTS, ...given };
}

function ask(given: Said): Promise<Record<keyof Answers, string>> {
  return onTerminal(process.stdout, "ended before all was answered; nothing was written", async (question) => {
    const answers: Record<string, string> = {};
    for (const name of Object.keys(QUESTIONS) as (keyof Answers)[])
      answers[name] = given[name] ?? (await question(`${QUESTIONS[name]} [${DEFAULTS[name]}]: `, ANSWER_PROBLEMS[name], DEFAULTS[name]));
    return answers;
  });
}
