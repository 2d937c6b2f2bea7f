import type { DeployCommand } from "./command";
import { deploy } from "./deploy";
import { destroy } from "./destroy";
import { encryptState } from "./encrypt-state";
import { kubeconfig } from "./kubeconfig";
import { leftovers } from "./leftovers";
import { moveState } from "./move-state";
import { rotate } from "./rotate";
import { status } from "./status";

/** All commands that work on a real cloud. */
export const COMMANDS: readonly DeployCommand[] = [deploy, destroy, status, kubeconfig, leftovers, moveState, encryptState, rotate];
