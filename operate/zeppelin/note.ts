import * as z from "zod";

const result = z.looseObject({
  code: z.string().nullish(),
  // Until 0.6 a result was one message, with its type beside it.
  type: z.string().nullish(),
  msg: z.union([z.string(), z.array(z.looseObject({ type: z.string().nullish(), data: z.string().nullish() }))]).nullish(),
});

const paragraphSchema = z.looseObject({
  id: z.string().nullish(),
  title: z.string().nullish(),
  text: z.string().nullish(),
  errorMessage: z.string().nullish(),
  config: z
    .looseObject({
      enabled: z.boolean().nullish(),
      title: z.boolean().nullish(),
      editorHide: z.boolean().nullish(),
      tableHide: z.boolean().nullish(),
      editorSetting: z.looseObject({ language: z.string().nullish() }).nullish(),
    })
    .nullish(),
  results: result.nullish(),
  result: result.nullish(),
});

const noteSchema = z.looseObject({
  id: z.string().nullish(),
  name: z.string().nullish(),
  defaultInterpreterGroup: z.string().nullish(),
  paragraphs: z.array(paragraphSchema),
});

/**
 * A notebook of Zeppelin, as far as it is read.
 *
 * @see https://github.com/apache/zeppelin/blob/904e9136d95377d3a04deba531250719ccf1483c/zeppelin-server/src/main/java/org/apache/zeppelin/notebook/Note.java
 */
export type Note = z.output<typeof noteSchema>;

/** A paragraph of it. */
export type Paragraph = z.output<typeof paragraphSchema>;

/** What a paragraph has printed. */
export interface ResultMessage {
  /** Type of it, such as `TABLE`. */
  readonly type: string;
  /** What it is. */
  readonly data: string;
}

/**
 * Reads a notebook.
 *
 * @param text - text of a `.zpln` or `note.json`
 * @returns the notebook, or what is wrong with the text
 */
export function readNote(text: string): { readonly note: Note } | { readonly problem: string } {
  let data: unknown;
  try {
    // Notebooks that have been through an editor of Windows begin with a mark that JSON does not have.
    data = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { problem: `is not JSON: ${(error as Error).message}` };
  }
  const read = noteSchema.safeParse(data);
  if (read.success) return { note: read.data };
  const [issue] = read.error.issues;
  return { problem: `is no notebook of Zeppelin: ${issue!.path.join(".") || "the whole"}: ${issue!.message.toLowerCase()}` };
}

/**
 * What a paragraph has printed, whichever version has written it.
 *
 * @param paragraph - the paragraph
 */
export function messagesOf({ results, result: old }: Paragraph): {
  readonly isError: boolean;
  readonly messages: readonly ResultMessage[];
} {
  const { code, type, msg } = results ?? old ?? {};
  const all = typeof msg === "string" ? [{ type, data: msg }] : (msg ?? []);
  const messages = all.map((one) => ({ type: (one.type ?? "TEXT").toUpperCase(), data: one.data ?? "" }));
  return { isError: code === "ERROR", messages: messages.filter(({ type: kind, data }) => kind !== "NULL" && data !== "") };
}
