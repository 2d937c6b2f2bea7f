import * as path from "node:path";
import { CommandError, EXIT } from "../../operate/session/exit-codes";
import { readNotes, writeNotebooks } from "../../operate/zeppelin/convert";
import type { Command } from "../program";

/** Makes notebooks of Jupyter from notebooks of Zeppelin. */
export const command: Command = {
  name: "zeppelin",
  projects: "none",
  words: { name: "FILE", count: "one or more", help: "notebook of Zeppelin (.zpln, or note.json of old), or a folder of them" },
  options: {
    out: { type: "string", value: "FOLDER", isPath: true, help: "where to write them; beside each by default" },
  },
  exits: { refused: "a file that would be written is there already" },
  examples: ["notebook", "notebook --out jupyter", '"Source counts_2GQ6WMH9W.zpln"'],
  anywhere: true,
  run: ({ words, values, place }) => {
    if (words.length === 0) throw new CommandError("no file is given; name notebooks of Zeppelin, or a folder of them", EXIT.usage);
    const { out } = values;
    const { conversions, trash } = readNotes(
      words.map((word) => path.resolve(place.cwd, word)),
      typeof out === "string" ? path.resolve(place.cwd, out) : undefined,
    );
    writeNotebooks(conversions);
    for (const { to, notebook, remarks } of conversions) {
      console.log(`zeppelin: ${path.relative(place.cwd, to)}: ${notebook.cells.length} cells`);
      for (const remark of remarks) console.log(`  ${remark}`);
    }
    for (const file of trash) console.log(`zeppelin: ${path.relative(place.cwd, file)} is in Zeppelin's trash and left out`);
    return EXIT.done;
  },
};
