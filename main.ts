import "./tools/synth-shim";
import { projectFiles, siteFiles } from "./environments";
import { synth } from "./tools/synth";

process.exitCode = synth(projectFiles, siteFiles);
