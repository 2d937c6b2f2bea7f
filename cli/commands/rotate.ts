import { APPROVAL_OPTIONS, approvalOf } from "../../operate/apply/approval";
import { rotateCredential } from "../../operate/credentials/rotate-credential";
import { ROTATED } from "../../operate/credentials/rotated-credentials";
import { CommandError, EXIT } from "../../operate/session/exit-codes";
import { makeRunFolder } from "../../operate/terraform/run-folder";
import { cloudCommand, onDataFiles, type DeployCommand } from "../command";

const CREDENTIALS = Object.keys(ROTATED);

/** Puts a new credential in the place of one that software in the cluster has; what the old one can do elsewhere is left to be ended by hand. */
export const rotate: DeployCommand = cloudCommand({
  name: "rotate",
  projects: "one",
  words: { name: CREDENTIALS, count: "one", help: "which credential" },
  options: {
    write: {
      type: "string",
      value: "FILE",
      isPath: true,
      help: "gets the new credential, to be sourced; for all but notebooks_login, whose new secret TF_VAR_notebooks_login_secret has",
    },
    "os-cloud": { type: "string", value: "CLOUD", help: "entry of clouds.yaml of the user who made the old one; OS_CLOUD by default" },
    expiration: {
      type: "string",
      value: "TIME",
      help: "when the new one ends, in UTC like 2027-06-30T00:00:00; as the old one by default",
    },
    ...APPROVAL_OPTIONS,
  },
  exits: { refused: "somebody said no, or the login may not do it" },
  examples: ["gaia-dev manila --write ~/gaia-dev.env --os-cloud gaia-dev-alice", "gaia-dev notebooks_cookie --write ~/gaia-dev.env"],
  runFolder: makeRunFolder,
  subjects: CREDENTIALS,
  run: async (session, targets, values) => {
    const [target, ...more] = targets;
    if (more.length > 0) throw new CommandError("one project at a time", EXIT.usage);
    const { project, stacks } = target!;
    const credential = String(values["subject"]);
    const stack = stacks.find(({ role }) => role === "platform");
    if (!stack) throw new CommandError(`${project.id} has no platform stack, so no credential of one`, EXIT.usage);
    const given = (option: string): string | undefined => values[option] as string | undefined;
    await rotateCredential({
      session,
      project,
      stack,
      credential,
      rotated: ROTATED[credential]!,
      write: given("write"),
      cloud: given("os-cloud"),
      expiration: given("expiration"),
      ...approvalOf(values),
    });
    return EXIT.done;
  },
});

/** The same for the program. */
export const command = onDataFiles(rotate);
