import "./synth-shim";
import { TerraformResource, type App } from "cdktf";
import { InvalidEnvironments, parseEnvironments, type Files, type Project } from "../../projects";
import { projectApp } from "../../stacks/project-app";
import { writeHcl } from "../../hcl";
import { EXIT } from "../session/exit-codes";

/**
 * Writes JSON and HCL of both stacks of every project, or says on standard error what is wrong and writes nothing; warnings go there too.
 *
 * @param projectFiles - projects by file
 * @param siteFiles - sites by file
 * @returns exit code
 */
export function synth(projectFiles: Files, siteFiles: Files): number {
  try {
    const projects = parseEnvironments(projectFiles, siteFiles);
    for (const warning of projects.flatMap(({ warnings }) => warnings)) console.warn(`warning: ${warning}`);
    console.log(summary(writeStacks(projects)));
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof InvalidEnvironments)) throw error;
    console.error(error.message);
    return EXIT.usage;
  }
}

/**
 * Writes JSON and HCL of both stacks of projects.
 *
 * @param projects - the projects
 * @param outdir - folder to write into; as CDKTF_OUTDIR says, else cdktf.out
 * @throws InvalidEnvironments with all that constructs and policies refuse; then nothing is written
 */
export function writeStacks(projects: readonly Project[], outdir?: string): App {
  const app = projectApp(projects, outdir === undefined ? {} : { outdir });
  app.synth();
  writeHcl(app.outdir);
  return app;
}

function summary(app: App): string {
  const lines = app.node.children.map((stack) => {
    const resources = stack.node.findAll().filter((node) => node instanceof TerraformResource).length;
    return `${stack.node.id}: ${resources} resources`;
  });
  return [...lines, `JSON for Terraform in ${app.outdir}/stacks, HCL for reading in ${app.outdir}/hcl`].join("\n");
}
