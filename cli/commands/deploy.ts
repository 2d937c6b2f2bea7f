import { APPROVAL_OPTIONS, approvalOf } from "../../operate/apply/approval";
import { cloudCommand, onDataFiles, type DeployCommand } from "../command";
import { makeRunFolder } from "../../operate/terraform/run-folder";
import { requireEnvironment } from "../../operate/digitalocean/require-environment";
import { magnumFor } from "../../operate/kubernetes/access-source";
import { prepare } from "../../operate/terraform/prepare";
import { settleStack } from "../../operate/apply/settle-stack";
import { stackByStack } from "../../operate/apply/stack-by-stack";
import { requireVariables } from "../../operate/terraform/variables";

/** Makes projects what their files say: the cluster stack, then the platform stack, each as its confirmed plan. */
export const deploy: DeployCommand = cloudCommand({
  name: "deploy",
  projects: "one or more",
  options: APPROVAL_OPTIONS,
  exits: { refused: "somebody, or the project's protection, said no" },
  examples: ["gaia-dev", "gaia-dev gaia-test --auto-approve"],
  runFolder: makeRunFolder,
  check: (targets) => {
    requireVariables(
      targets.flatMap(({ stacks }) => stacks),
      process.env,
    );
    requireEnvironment(
      targets.map(({ project }) => project),
      process.env,
    );
  },
  run: (session, targets, values) => {
    const approval = approvalOf(values);
    const turns = targets.flatMap(({ project, stacks }) =>
      stacks.map((stack) => ({
        stack,
        after: stack.dependencies,
        run: async () => {
          await prepare(session, stack);
          const magnum = magnumFor(project);
          const job = { session, stack, project, magnum, ...approval, isDestroy: false };
          return (await settleStack(job)) ? "deployed" : "as its file says, checked";
        },
      })),
    );
    return stackByStack(turns, session);
  },
});

/** The same for the program. */
export const command = onDataFiles(deploy);
