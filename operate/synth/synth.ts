import { TerraformResource, type App } from "cdktf";
import { InvalidEnvironments, parseEnvironments, type Files } from "../../projects";
import { projectApp } from "../../stacks/project-app";
import { writeHcl } from "../../hcl";

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
    const app = projectApp(projects);
    app.synth();
    writeHcl(app.outdir);
    console.log(summary(app));
    return 0;
  } catch (error) {
    if (!(error instanceof InvalidEnvironments)) throw error;
    console.error(error.message);
    return 1;
  }
}

function summary(app: App): string {
  const lines = app.node.children.map((stack) => {
    const resources = stack.node.findAll().filter((node) => node instanceof TerraformResource).length;
    return `${stack.node.id}: ${resources} resources`;
  });
  return [...lines, `JSON for Terraform in ${app.outdir}/stacks, HCL for reading in ${app.outdir}/hcl`].join("\n");
}
