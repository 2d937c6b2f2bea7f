import type { Project } from "../../projects";
import type { Stack } from "./stacks";

/** A project that was synthesised. */
export interface Target {
  /** The project. */
  readonly project: Project;
  /** Its stacks, each after those that it depends on. */
  readonly stacks: readonly Stack[];
  /** Names of all other projects that there are. */
  readonly otherProjects: readonly string[];
}
