import * as fs from "node:fs";
import * as path from "node:path";
import { programAt } from "../cli/main";
import { exitsOf, loadCommand, usageOf, type Command, type Entry, type Place, type Program } from "../cli/program";
import { ENTRIES } from "../cli/table";
import { EXIT } from "../operate/session/exit-codes";
import { npx } from "../operate/session/program";

/** The page of all commands. */
export const COMMANDS_PAGE = path.join("docs", "commands.md");

/**
 * Makes the page of all commands of the package.
 *
 * @param place - where they are loaded from
 */
export async function commandsPage(place: Pick<Place, "load">): Promise<string> {
  const program = programAt({ isRepository: false });
  const sections = await Promise.all(ENTRIES.map(async (entry) => section(program, entry, await loadCommand(entry, place))));
  return [
    "# Commands",
    `\`${npx("COMMAND --help")}\` says the same; \`${npx("dev commands")}\` renews this page, which a test compares.`,
    "A command works on the folder of a project, which has `environments/` and `cdktf.json`, from anywhere in it. Colours and progress are for " +
      "terminals; `NO_COLOR` turns the colours off. A signal ends a command with 128 and its number.",
    ...sections,
  ]
    .join("\n\n")
    .concat("\n");
}

function section({ prefix }: Program, { name, summary }: Entry, command: Command): string {
  const { words, options, exits, examples } = command;
  const rows = [
    ...(words ? [`- \`${[words.name].flat().join("|")}\`: ${words.help}`] : []),
    ...Object.entries(options).map(([option, { type, value, help }]) => {
      return `- \`--${option}${type === "string" ? ` ${value ?? option.toUpperCase()}` : ""}\`: ${help}`;
    }),
    ...(command.command === undefined ? [] : [`- \`-- COMMAND...\`: ${command.command}`]),
  ];
  return [
    `## ${name}`,
    `${summary[0]!.toUpperCase()}${summary.slice(1)}.`,
    ["```", `$ ${usageOf(prefix, command)}`, ...examples.map((example) => `$ ${prefix} ${name} ${example}`.trimEnd()), "```"].join("\n"),
    ...(rows.length > 0 ? [rows.join("\n")] : []),
    `Exit codes: ${exitsOf(exits)
      .map(([code, text]) => `${code} ${text}`)
      .join("; ")}.`,
  ].join("\n\n");
}

/** Renews the page of all commands. */
export const command: Command = {
  name: "commands",
  projects: "none",
  options: {},
  exits: {},
  examples: [""],
  run: async ({ root, place }) => {
    fs.writeFileSync(path.join(root, COMMANDS_PAGE), await commandsPage(place));
    console.log(`commands: ${COMMANDS_PAGE} written`);
    return EXIT.done;
  },
};
