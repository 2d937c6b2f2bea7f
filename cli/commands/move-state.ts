import * as fs from "node:fs";
import * as path from "node:path";
import { cloudCommand, onDataFiles, type DeployCommand } from "../command";
import { makeRunFolder } from "../../operate/terraform/run-folder";
import type { Target } from "../../operate/terraform/target";
import { CommandError, EXIT } from "../../operate/session/exit-codes";
import { failed, prepare } from "../../operate/terraform/prepare";
import { stackByStack } from "../../operate/apply/stack-by-stack";
import type { Stack } from "../../operate/terraform/stacks";
import { differences, parseState, type StateFile } from "../../operate/terraform/state-file";
import { pullState, pushState, type Session } from "../../operate/terraform/terraform";

/** A state that is still a file. */
interface LocalState {
  readonly stack: Stack;
  readonly file: string;
  readonly state: StateFile;
}

/** Moves states out of local files to the site's backend; a file is put aside only when the backend has given back the same. */
export const moveState: DeployCommand = cloudCommand({
  name: "move-state",
  projects: "one or more",
  options: { from: { type: "string", required: true, value: "FOLDER", isPath: true, help: "folder of the state files" } },
  exits: { refused: "the backend has another state already" },
  examples: ["gaia-dev --from tfstate"],
  runFolder: makeRunFolder,
  run: (session, targets, { from }) => {
    if (typeof from !== "string")
      throw new CommandError(`--from must name the folder of the state files; use ${moveState.usage}`, EXIT.usage);
    const turns = localStates(path.resolve(from), targets).map((local) => ({
      stack: local.stack,
      after: [],
      run: () => move(session, local),
    }));
    return stackByStack(turns, session);
  },
});

/** The same for the program. */
export const command = onDataFiles(moveState);

/** Finds the files, and all that is wrong with them. */
function localStates(folder: string, targets: readonly Target[]): LocalState[] {
  const problems: string[] = [];
  const found = targets.flatMap(({ project, stacks }): LocalState[] => {
    if (project.site.backend.kind === "local")
      problems.push(`${project.id}: its site keeps states in local files; give the site another backend first`);
    const files = stacks.map((stack) => ({ stack, file: path.join(folder, `${stack.name}.tfstate`) }));
    const present = files.filter(({ file }) => fs.existsSync(file));
    if (present.length === 0) problems.push(`${project.id}: none of ${files.map(({ file }) => file).join(", ")} is there`);
    return present.flatMap(({ stack, file }) => {
      const lock = path.join(folder, `.${path.basename(file)}.lock.info`);
      if (fs.existsSync(lock))
        problems.push(`${file} is locked: somebody is at work on it; ${lock} says who, delete it only if that run is dead`);
      try {
        return [{ stack, file, state: parseState(fs.readFileSync(file, "utf8"), file) }];
      } catch (error) {
        problems.push((error as Error).message);
        return [];
      }
    });
  });
  if (problems.length > 0) throw new CommandError([...problems, "nothing was moved"].join("\n"), EXIT.usage);
  return found;
}

async function move(session: Session, { stack, file, state }: LocalState): Promise<string> {
  await prepare(session, stack, true);
  const known = await backendState(session, stack);
  // What a move that was cut off has pushed already is not pushed again.
  if (!known || differences(state, known).length > 0) {
    refuseOther(stack, file, state, known);
    session.interruption.check();
    const { code, failures } = await pushState(session, stack, file);
    if (code !== 0) throw failed(`${stack.name}: the backend has not taken ${file}, which stays as it is`, failures);
  }
  const kept = await backendState(session, stack);
  const different = kept ? differences(state, kept) : ["everything"];
  if (different.length > 0)
    throw new CommandError(
      `${stack.name}: what the backend gives back is not what ${file} has (${different.join(", ")}); the file stays as it is`,
      EXIT.failed,
    );
  putAside(session, stack, file);
  return "moved";
}

async function backendState(session: Session, stack: Stack): Promise<StateFile | undefined> {
  const text = await pullState(session, stack);
  const state = text === undefined ? undefined : parseState(text, `the state of ${stack.name} in the backend`);
  // Terraform shows what was never written as a state without a lineage.
  return state?.lineage === "" ? undefined : state;
}

function refuseOther(stack: Stack, file: string, state: StateFile, known: StateFile | undefined): void {
  if (!known) return;
  const what = `${stack.name}: the backend has a state already (lineage ${known.lineage}, serial ${known.serial}, ${known.resources.length} resources)`;
  const advice = `${file} has lineage ${state.lineage}, serial ${state.serial}, ${state.resources.length} resources; find out which of the two is right, nothing was moved`;
  if (known.resources.length > 0 || known.lineage !== state.lineage || known.serial > state.serial)
    throw new CommandError(`${what}; ${advice}`, EXIT.refused);
}

function putAside(session: Session, stack: Stack, file: string): void {
  const aside = `${file}.moved-${new Date().toISOString().replace(/[:.]/g, "-")}`;
  fs.chmodSync(file, 0o600);
  fs.renameSync(file, aside);
  const left = [aside, `${file}.backup`].filter((name) => fs.existsSync(name));
  session.output.line(
    `${stack.name}: the backend has it. Secrets are left in ${left.join(" and ")} (docs/credentials.md): delete when the next deploy shows no changes`,
  );
}
