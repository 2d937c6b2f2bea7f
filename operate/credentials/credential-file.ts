import * as fs from "node:fs";
import { CommandError, EXIT } from "../session/exit-codes";

const MARK = "# cdktf-magnum: credentials of ";

/** Values of Terraform's variables, by the names that the environment has them under. */
export type Variables = Readonly<Record<string, string>>;

/**
 * Reads the variables in a file that an earlier rotation has written.
 *
 * @param file - path of the file
 * @param project - name of the project
 * @returns nothing if the file is not there
 * @throws CommandError if the file is not ours
 */
export function readCredentialFile(file: string, project: string): Variables {
  if (!fs.existsSync(file)) return {};
  const [first, ...lines] = fs.readFileSync(file, "utf8").split("\n");
  if (first !== `${MARK}${project}`) {
    throw new CommandError(`${file} is there and is not a file of ${project}'s credentials; name another one with --write`, EXIT.refused);
  }
  return Object.fromEntries(
    lines.flatMap((line): [string, string][] => {
      const [, name, value] = /^export (TF_VAR_\w+)='(.*)'$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value!.replaceAll(`'\\''`, "'")]];
    }),
  );
}

/**
 * Writes variables into a file that only its owner can read, at once as a whole; others in it stay.
 *
 * @param file - path of the file
 * @param project - name of the project
 * @param variables - the variables
 * @throws CommandError if the file is there and not ours
 */
export function writeCredentialFile(file: string, project: string, variables: Variables): void {
  const all = { ...readCredentialFile(file, project), ...variables };
  const lines = Object.entries(all).map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`);
  const beside = `${file}.${process.pid}`;
  fs.writeFileSync(beside, [`${MARK}${project}`, ...lines, ""].join("\n"), { mode: 0o600, flag: "wx" });
  fs.renameSync(beside, file);
}
