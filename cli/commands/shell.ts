import { CommandError, EXIT } from "../../operate/session/exit-codes";
import { administratorKubeconfig } from "../../operate/kubernetes/administrator";
import { accessSource } from "../../operate/kubernetes/access-source";
import { requireKubectl } from "../../operate/shell/kubectl";
import { openShell } from "../../operate/shell/shell";
import type { ShellPlace } from "../../operate/shell/pod";
import type { Project } from "../../projects";
import { cloudCommand, onDataFiles, type DeployCommand } from "../command";

/** Opens a shell in a pod of its own in a job namespace, and ends the pod with it. */
export const shell: DeployCommand = cloudCommand({
  name: "shell",
  projects: "one",
  options: { namespace: { type: "string", value: "NAME", help: "job namespace; the first one of spark.namespaces by default" } },
  command: "what to run in place of bash; what comes after it is its own",
  exits: { done: "the shell has ended with 0; any other code of it is this command's too" },
  examples: ["gaia-dev", "gaia-dev --namespace spark", 'gaia-dev -- python3 -c "import duckdb; print(duckdb.__version__)"'],
  addsNothing: true,
  run: async (session, targets, { namespace, command }) => {
    if (targets.length > 1) throw new CommandError("one project at a time", EXIT.usage);
    const place = placeIn(targets[0]!.project, namespace as string | undefined);
    requireKubectl(place.project.kubernetesVersion);
    const kubeconfig = await administratorKubeconfig(accessSource(place.project), place.project);
    const words = command as readonly string[];
    return openShell(place, kubeconfig, words.length > 0 ? words : ["bash"], session);
  },
});

/** The same for the program. */
export const command = onDataFiles(shell);

function placeIn(project: Project, named: string | undefined): ShellPlace {
  const { spark } = project;
  if (!spark) throw new CommandError(`${project.id}: spark is missing, whose image and namespaces a shell is opened in`, EXIT.usage);
  const namespace = named ?? spark.namespaces[0]!;
  if (!spark.namespaces.includes(namespace))
    throw new CommandError(`--namespace must be one of ${spark.namespaces.join(", ")} (spark.namespaces), got '${namespace}'`, EXIT.usage);
  return { project, spark, namespace };
}
