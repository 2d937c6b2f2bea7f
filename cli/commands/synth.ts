import { loadDataFiles } from "../../operate/data-files";
import { synth } from "../../operate/synth/synth";
import type { Command } from "../program";

/** Writes JSON and HCL of all stacks. */
export const command: Command = {
  name: "synth",
  projects: "none",
  options: {},
  exits: {},
  examples: [""],
  run: async ({ root }) => {
    const { projects, sites } = await loadDataFiles(root);
    return synth(projects, sites);
  },
};
