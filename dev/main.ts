import { runProgram, type Entry, type Place, type Program } from "../cli/program";
import { npx } from "../operate/session/program";

const of = (name: string, summary: string, module = `dev/${name}`): Entry => ({ name, summary, module });

/** What only those need who work on the package itself; it is not shipped. */
export const DEV: Program = {
  prefix: npx("dev"),
  summary: "For those who work on the package itself.",
  entries: [
    of("snapshots", "renews the committed HCL and the plans of all changes"),
    of("commands", "writes docs/commands.md", "dev/commands-page"),
    of("schema", "writes the JSON Schemas of projects and sites", "dev/project-schema"),
    of("bench", "measures, and fails where a bound is broken"),
    of("proof", "asks a real scheduler whether the model of the capacity is right", "dev/proof/index"),
    of("e2e", "makes, breaks, heals and takes away a small project on a real cloud", "e2e/index"),
    of("get", "makes the bindings of the providers anew, offline"),
    of("schemas", "cuts providers' schemas down to what is used here"),
    of("magnum-labels", "makes the table of labels from what the drivers' code asks for"),
    of("lock", "completes package-lock.json for all systems", "dev/complete-lock"),
    of("check-package", "packs the package, and synthesises an app of somebody else with it"),
    of("check-cdktn", "compares the stacks with those of the fork"),
  ],
};

/**
 * Runs the commands for contributors.
 *
 * @param args - their arguments
 * @param place - where they run
 * @returns exit code
 */
export function main(args: readonly string[], place: Place): Promise<number> {
  return runProgram(DEV, args, place);
}
