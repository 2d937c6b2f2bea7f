import { InvalidEnvironments, rightEnvironments, type Files } from "../../projects";
import { EXIT } from "../session/exit-codes";
import { writeStacks } from "./write-stacks";

/**
 * Writes JSON and HCL of both stacks of every project and of the administrators' stacks, or says on standard error what is wrong and writes nothing; warnings go there too.
 *
 * @param projectFiles - projects by file
 * @param siteFiles - sites by file
 * @returns exit code
 */
export function synth(projectFiles: Files, siteFiles: Files): number {
  try {
    const { projects, admins } = rightEnvironments(projectFiles, siteFiles);
    for (const warning of projects.flatMap(({ warnings }) => warnings)) console.warn(`warning: ${warning}`);
    const outdir = process.env["CDKTF_OUTDIR"] ?? "cdktf.out";
    for (const { stack, resources } of writeStacks(projects, outdir, admins)) console.log(`${stack}: ${resources} resources`);
    console.log(`JSON for Terraform in ${outdir}/stacks, HCL for reading in ${outdir}/hcl`);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof InvalidEnvironments)) throw error;
    console.error(error.message);
    return EXIT.usage;
  }
}
