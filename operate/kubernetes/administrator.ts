import * as fs from "node:fs";
import * as path from "node:path";
import { readKubeconfig, withOwnNames, type Kubeconfig } from "../credentials/kubeconfig-file";
import type { Magnum } from "../magnum/magnum";

/**
 * Lets Magnum make an administrator's kubeconfig, with a new key and certificate each time.
 *
 * @param magnum - Magnum of the cluster's cloud
 * @param project - name of the project, which is the cluster's
 * @param scratch - folder that only the owner can read and that goes with the command
 * @throws Error if Magnum has no such cluster, or what it gives is no kubeconfig of one cluster
 */
export async function administratorKubeconfig(magnum: Pick<Magnum, "run">, project: string, scratch: string): Promise<Kubeconfig> {
  const dir = fs.mkdtempSync(path.join(scratch, "kubeconfig-"));
  await magnum.run(["coe", "cluster", "config", project, "--dir", dir, "--force"]);
  return withOwnNames(readKubeconfig(fs.readFileSync(path.join(dir, "config"), "utf8"), "Magnum's kubeconfig"), project);
}
