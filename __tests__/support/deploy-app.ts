import "../../operate/synth/synth-shim";
import type { ProjectInput, SiteInput } from "../../projects";
import { runNamed } from "../../cli/commands";
import { labFiles } from "./lab-files";

// The commands that work on a cloud, and synth, on small projects of a test, as a process of its own: DEPLOY_TEST_BACKEND is the site's backend,
// DEPLOY_TEST_PROJECTS has what differs from the lab's project, for each project.

const files = labFiles(
  JSON.parse(process.env["DEPLOY_TEST_BACKEND"]!) as SiteInput["backend"],
  JSON.parse(process.env["DEPLOY_TEST_PROJECTS"] ?? "[{}]") as Partial<ProjectInput>[],
  JSON.parse(process.env["DEPLOY_TEST_SITE"] ?? "{}") as Partial<SiteInput>,
);

async function main(args: string[]): Promise<void> {
  // The framework is loaded for those only that synthesise.
  const synthesises = async (): Promise<number> => (await import("../../operate/synth/synth.js")).synth(files.projects, files.sites);
  process.exitCode = args[0] === "synth" ? await synthesises() : await runNamed(args, files);
}

void main(process.argv.slice(2));
