import { loadDataFiles } from "../../operate/data-files";
import { EXIT, CommandError } from "../../operate/session/exit-codes";
import { PROGRAM } from "../../operate/session/program";
import { ENTRIES } from "../table";
import { parsed } from "../parsed";
import { loadCommand, type Command, type Declaration, type Place } from "../program";

const SHELLS = ["bash", "zsh"];
/** What the completion itself asks for when somebody presses Tab. */
const ASKED = "projects";

/** Prints the completion of a shell: commands, options, words and the projects of the folder. */
export const command: Command = {
  name: "completion",
  projects: "none",
  words: { name: [...SHELLS, ASKED], count: "one", help: "the shell; `projects` prints what the completion asks for" },
  options: {},
  exits: {},
  examples: ["bash > ~/.local/share/bash-completion/completions/cdktf-magnum", "zsh > ~/.zfunc/_cdktf-magnum"],
  anywhere: true,
  run: async ({ words: [shell = ""], place }) => {
    if (shell === ASKED) {
      if (place.root !== undefined) console.log((await projectNames(place.root)).join("\n"));
      return EXIT.done;
    }
    if (!SHELLS.includes(shell)) throw new CommandError(`the shell must be one of ${SHELLS.join(", ")}, got '${shell}'`, EXIT.usage);
    console.log(completion(shell, await loadAll(place)));
    return EXIT.done;
  },
};

/** Names of the projects, also where something else is wrong with their files. */
async function projectNames(root: string): Promise<string[]> {
  const { projects, sites } = await loadDataFiles(root);
  try {
    return parsed({ projects, sites }).map(({ id }) => id);
  } catch {
    return Object.values(projects).flatMap((data) => (data as { name?: string } | null)?.name ?? []);
  }
}

function loadAll(place: Pick<Place, "load">): Promise<Command[]> {
  return Promise.all(ENTRIES.map((entry) => loadCommand(entry, place)));
}

/**
 * Makes the completion of a shell.
 *
 * @param shell - `bash` or `zsh`
 * @param commands - the commands
 */
export function completion(shell: string, commands: readonly Declaration[]): string {
  const cases = commands.map((one) => {
    const options = [...Object.keys(one.options).map((name) => `--${name}`), "--help"];
    const words = typeof one.words?.name === "object" ? one.words.name : [];
    const projects = one.projects === "none" ? "" : ` $("$1" completion ${ASKED} 2> /dev/null)`;
    return `    ${one.name}) echo "${[...words, ...options].join(" ")}"${projects} ;;`;
  });
  const lines = [
    `_cdktf_magnum_words() {`,
    `  case "$2" in`,
    ...cases,
    `    *) echo "${[...commands.map(({ name }) => name), "--help", "--version"].join(" ")}" ;;`,
    `  esac`,
    `}`,
  ];
  if (shell === "zsh") {
    return [
      `#compdef ${PROGRAM}`,
      ...lines,
      `_cdktf_magnum() {`,
      `  local first=""`,
      `  (( CURRENT > 2 )) && first="\${words[2]}"`,
      `  compadd -- \${=$(_cdktf_magnum_words "\${words[1]}" "$first")}`,
      `  [[ "\${words[CURRENT]}" == */* || "\${words[CURRENT-1]}" == --* ]] && _files`,
      `}`,
      `compdef _cdktf_magnum ${PROGRAM}`,
    ].join("\n");
  }
  return [
    ...lines,
    `_cdktf_magnum() {`,
    `  local first=""`,
    `  (( COMP_CWORD > 1 )) && first="\${COMP_WORDS[1]}"`,
    `  COMPREPLY=($(compgen -W "$(_cdktf_magnum_words "\${COMP_WORDS[0]}" "$first")" -- "\${COMP_WORDS[COMP_CWORD]}"))`,
    `}`,
    `complete -o default -F _cdktf_magnum ${PROGRAM}`,
  ].join("\n");
}
