import * as fs from "node:fs";

/** What a run says and what its commands print. */
export class Transcript {
  private readonly lines: string[] = [];
  private readonly replaced: { readonly text: string; readonly by: string }[] = [];

  /**
   * Keeps a text out of the transcript from now on.
   *
   * @param text - a secret, or a path that means nothing elsewhere
   * @param by - what stands in its place
   */
  public replace(text: string, by: string): void {
    if (text === "") return;
    this.replaced.push({ text, by });
    // The longest first: a shorter one may be a part of it.
    this.replaced.sort((a, b) => b.text.length - a.text.length);
  }

  /** Writes lines, as they may be shown to anyone. */
  public line(text: string): void {
    const shown = this.clean(text);
    this.lines.push(shown);
    process.stdout.write(`${shown}\n`);
  }

  /** A text without what must not be shown. */
  public clean(text: string): string {
    return this.replaced.reduce((shown, { text: secret, by }) => shown.replaceAll(secret, by), text);
  }

  /**
   * Writes all of it into a file.
   *
   * @param file - path of the file
   */
  public save(file: string): void {
    fs.writeFileSync(file, `${this.lines.join("\n")}\n`);
  }
}
