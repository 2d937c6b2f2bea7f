import type { DeployCommand } from "./command";
import { deploy } from "./deploy";

/** All commands that work on a real cloud. */
export const COMMANDS: readonly DeployCommand[] = [deploy];
