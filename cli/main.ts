import * as fs from "node:fs";
import * as path from "node:path";
import { npx, PROGRAM } from "../operate/session/program";
import { EXIT } from "../operate/session/exit-codes";
import { runProgram, type Place, type Program } from "./program";
import { ENTRIES } from "./table";

/**
 * The program, in the package and in its repository.
 *
 * @param place - where it runs
 */
export function programAt({ isRepository }: Pick<Place, "isRepository">): Program {
  return {
    prefix: npx("").trim(),
    summary: "Data platforms on OpenStack: a Magnum cluster, its storage, ingress and Spark, from files of data.",
    entries: ENTRIES,
    notes: isRepository ? [`${npx("dev")} has the commands for contributors.`] : [],
  };
}

/**
 * Runs the program.
 *
 * @param args - its arguments
 * @param place - where it runs
 * @returns exit code
 */
export async function main(args: readonly string[], place: Place): Promise<number> {
  if (args[0] === "--version") {
    const { version } = JSON.parse(fs.readFileSync(path.join(place.home, "package.json"), "utf8")) as { version: string };
    console.log(`${PROGRAM} ${version}`);
    return EXIT.done;
  }
  return runProgram(programAt(place), args, place);
}
