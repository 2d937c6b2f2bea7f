import * as fs from "node:fs";
import { CommandError, EXIT } from "../session/exit-codes";
import type { NewCredential } from "./application-credential";

const MARK = "# cdktf-magnum: credentials of ";

/** Lines of a shell that export variables. */
type Variables = ReadonlyMap<string, string>;

/**
 * Reads a credential out of a file that an earlier rotation has written.
 *
 * @param file - path of the file
 * @param project - name of the project
 * @param credential - first part of the variables' names
 * @returns undefined if the file is not there or does not have it
 * @throws CommandError if the file is not ours
 */
export function readCredentialFile(file: string, project: string, credential: string): NewCredential | undefined {
  const variables = variablesIn(file, project);
  const [id, secret] = [variables.get(`TF_VAR_${credential}_credential_id`), variables.get(`TF_VAR_${credential}_credential_secret`)];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/**
 * Writes a credential into a file that only its owner can read, at once as a whole; other credentials of the project in it stay.
 *
 * @param file - path of the file
 * @param project - name of the project
 * @param credential - first part of the variables' names
 * @param values - its id and secret
 * @throws CommandError if the file is there and not ours
 */
export function writeCredentialFile(file: string, project: string, credential: string, { id, secret }: NewCredential): void {
  const variables = new Map([
    ...variablesIn(file, project),
    [`TF_VAR_${credential}_credential_id`, id],
    [`TF_VAR_${credential}_credential_secret`, secret],
  ]);
  const lines = [...variables].map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`);
  const beside = `${file}.${process.pid}`;
  fs.writeFileSync(beside, [`${MARK}${project}`, ...lines, ""].join("\n"), { mode: 0o600, flag: "wx" });
  fs.renameSync(beside, file);
}

function variablesIn(file: string, project: string): Variables {
  if (!fs.existsSync(file)) return new Map();
  const [first, ...lines] = fs.readFileSync(file, "utf8").split("\n");
  if (first !== `${MARK}${project}`) {
    throw new CommandError(`${file} is there and is not a file of ${project}'s credentials; name another one with --write`, EXIT.refused);
  }
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [, name, value] = /^export (TF_VAR_\w+)='(.*)'$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value!.replaceAll(`'\\''`, "'")]];
    }),
  );
}
