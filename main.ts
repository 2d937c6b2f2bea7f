import "./operate/synth/synth-shim";
import { projectFiles, siteFiles } from "./environments";
import { synth } from "./operate/synth/synth";

process.exitCode = synth(projectFiles, siteFiles);
