import "../operate/synth/synth-shim";
import { projectFiles, siteFiles } from "../environments";
import { runNamed } from "./commands";

async function main(args: string[]): Promise<void> {
  process.exitCode = await runNamed(args, { projects: projectFiles, sites: siteFiles });
}

if (require.main === module) void main(process.argv.slice(2));
