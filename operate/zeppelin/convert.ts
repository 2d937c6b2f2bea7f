import * as fs from "node:fs";
import * as path from "node:path";
import { filesUnder } from "../session/processes";
import { CommandError, EXIT } from "../session/exit-codes";
import { readNote } from "./note";
import { notebookOf, type Converted } from "./notebook";

/** A notebook to be written. */
export interface Conversion extends Converted {
  /** File of Zeppelin. */
  readonly from: string;
  /** File of Jupyter. */
  readonly to: string;
}

/** What was found to be converted. */
export interface FoundNotes {
  /** Conversions, in the order that they were named in. */
  readonly conversions: readonly Conversion[];
  /** Notebooks in Zeppelin's trash, which are left where they are. */
  readonly trash: readonly string[];
}

/** A file that was named, or lies in a folder that was. */
interface Source {
  readonly file: string;
  /** Folder that it gets beneath, from the folder that was named. */
  readonly folder: string;
  /** Folder that was named, or the one of the file that was. */
  readonly root: string;
}

const TRASH = "~Trash";
const OLD = "note.json";

/**
 * Reads notebooks of Zeppelin and says what each becomes; nothing is written.
 *
 * @param named - files, and folders in which all notebooks are meant but those of the trash
 * @param out - folder to write to; undefined writes each beside its source
 * @throws CommandError that names all that is wrong
 */
export function readNotes(named: readonly string[], out: string | undefined): FoundNotes {
  const problems: string[] = [];
  const all = named.flatMap((one) => sourcesOf(one, problems));
  const isTrash = ({ folder }: Source): boolean => folder.split("/").includes(TRASH);
  const conversions = all
    .filter((source) => !isTrash(source))
    .flatMap((source): Conversion[] => {
      const read = readNote(fs.readFileSync(source.file, "utf8"));
      if ("note" in read) return [{ from: source.file, to: targetOf(source, read.note, out), ...notebookOf(read.note) }];
      problems.push(`${source.file}: ${read.problem}; mend it, or name the others`);
      return [];
    });
  problems.push(...clashes(conversions));
  if (problems.length > 0) throw new CommandError([...problems, "nothing was written"].join("\n"), EXIT.usage);
  const there = conversions.filter(({ to }) => fs.existsSync(to)).map(({ to }) => `${to}: is there already`);
  if (there.length > 0)
    throw new CommandError([...there, "nothing was written; move them away, or give another --out"].join("\n"), EXIT.refused);
  return { conversions, trash: all.filter(isTrash).map(({ file }) => file) };
}

/**
 * Writes notebooks; where one cannot be written, all that were are taken away again.
 *
 * @param conversions - what `readNotes` has made
 * @throws CommandError if one cannot be written
 */
export function writeNotebooks(conversions: readonly Conversion[]): void {
  const written: string[] = [];
  const made: string[] = [];
  for (const { to, notebook } of conversions) {
    try {
      const first = fs.mkdirSync(path.dirname(to), { recursive: true });
      if (first !== undefined) made.push(first);
      fs.writeFileSync(to, `${JSON.stringify(notebook, null, 1)}\n`, { flag: "wx" });
      written.push(to);
    } catch (error) {
      for (const file of written) fs.rmSync(file, { force: true });
      for (const folder of made) fs.rmSync(folder, { recursive: true, force: true });
      throw new CommandError(`${to}: ${(error as Error).message}; nothing was written`, EXIT.failed);
    }
  }
}

function sourcesOf(named: string, problems: string[]): Source[] {
  const found = fs.statSync(named, { throwIfNoEntry: false });
  if (found?.isFile()) return [{ file: named, folder: "", root: path.dirname(named) }];
  const files = found?.isDirectory() ? filesUnder(named).filter((name) => name.endsWith(".zpln") || path.basename(name) === OLD) : [];
  if (files.length === 0) problems.push(`${named}: ${found ? `has no notebook of Zeppelin (*.zpln, ${OLD})` : "is not there"}`);
  return files.map((name) => ({ file: path.join(named, name), folder: path.posix.dirname(name), root: named }));
}

/** Zeppelin of old keeps a notebook in a folder that has its id for a name; the new one puts the id behind its name. */
function targetOf(
  { file, folder, root }: Source,
  { id, name }: { id?: string | null; name?: string | null },
  out: string | undefined,
): string {
  if (path.basename(file) === OLD) {
    const inside = (name ?? "")
      .split("/")
      .map(plain)
      .filter((part) => part !== "");
    const parts = inside.length > 0 ? inside : [path.basename(path.dirname(file))];
    return path.join(out ?? path.dirname(file), ...(out === undefined ? parts.slice(-1) : parts)).concat(".ipynb");
  }
  const base = path.basename(file).replace(/\.zpln$/, "");
  const short = id && base.endsWith(`_${id}`) ? base.slice(0, -id.length - 1) : base;
  return path.join(out ?? root, folder, `${short}.ipynb`);
}

/** A name out of a file leads nowhere but where it is put. */
function plain(name: string): string {
  return name
    .replace(/[\\:*?"<>|]|\p{Cc}/gu, "-")
    .replace(/^\.+/, "")
    .trim();
}

function clashes(conversions: readonly Conversion[]): string[] {
  const first = new Map<string, string>();
  return conversions.flatMap(({ from, to }) => {
    const other = first.get(to);
    first.set(to, other ?? from);
    return other === undefined ? [] : [`${from}: becomes ${to}, as ${other} does; convert them one by one with another --out each`];
  });
}
