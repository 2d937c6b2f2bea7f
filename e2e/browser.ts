import * as fs from "node:fs";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";

/** Where Debian and others have the browser. */
const PROGRAMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Longest wait for a page, in milliseconds. */
const PAGE_MS = 60_000;

/** How often a cell is run, a second apart, until its kernel takes it. */
const MOST_TRIES = 60;

/** Longest wait for a server and for a session with its executors, in milliseconds. */
const WORK_MS = 180_000;

/** Finds why there is no browser; undefined where there is one. */
export function whyNoBrowser(): string | undefined {
  return programOf() === undefined ? `no Chromium: none of ${PROGRAMS.join(", ")} is there` : undefined;
}

const programOf = (): string | undefined => PROGRAMS.find((program) => fs.existsSync(program));

const opened = new Set<Browser>();

/** Closes all browsers that are still open: where a step has failed they would keep the program from ending. */
export async function closeBrowsers(): Promise<void> {
  await Promise.all([...opened].map((browser) => browser.close()));
}

/**
 * Opens a browser without a window.
 *
 * @param host - host name that is asked for
 * @param address - address that it has
 */
export async function openBrowser(host: string, address: string): Promise<Browser> {
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({
    executablePath: programOf()!,
    args: [`--host-resolver-rules=MAP ${host} ${address}`, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
  opened.add(browser);
  browser.once("disconnected", () => opened.delete(browser));
  return browser;
}

/** Somebody at a hub, with cookies of their own. */
export class HubUser {
  private constructor(
    private readonly context: BrowserContext,
    private readonly page: Page,
    private readonly url: string,
    /** Name. */
    public readonly name: string,
    private readonly password: string,
  ) {}

  /**
   * A new window for somebody.
   *
   * @param browser - the browser
   * @param url - address of the hub
   * @param name - name of the user
   * @param password - password of the user
   */
  public static async at(browser: Browser, url: string, name: string, password: string): Promise<HubUser> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(PAGE_MS);
    return new HubUser(context, await context.newPage(), url, name, password);
  }

  /** Signs up, and returns what the hub says. */
  public async signUp(): Promise<string> {
    await this.page.goto(`${this.url}/hub/signup`);
    await this.page.fill("#username_input", this.name);
    await this.page.fill("#password_input", this.password);
    await this.page.fill("#password_confirmation_input", this.password);
    await this.page.click("#signup_submit");
    return (await this.page.locator(".alert").first().innerText()).trim();
  }

  /** Logs in; returns whether the hub let them in. */
  public async logIn(): Promise<boolean> {
    const isAtHome = (): boolean => new URL(this.page.url()).pathname === "/hub/home";
    await this.page.goto(`${this.url}/hub/login?next=%2Fhub%2Fhome`);
    // Whoever is still logged in is led on at once.
    if (isAtHome()) return true;
    await this.page.fill("#username_input", this.name);
    await this.page.fill("#password_input", this.password);
    await this.page.click("#login_submit");
    await this.page.waitForLoadState("load");
    return isAtHome();
  }

  /**
   * Logs in at the provider that the hub sends people to.
   *
   * @returns "" if the hub let them in, else what it says
   */
  public async logInAtProvider(): Promise<string> {
    await this.page.goto(`${this.url}/hub/login?next=%2Fhub%2Fhome`);
    // The hub may show a button first.
    const button = this.page.locator("a.btn-jupyter", { hasText: "Sign in" });
    if (await button.isVisible()) await button.click();
    await this.page.fill("input[name=login]", this.name);
    await this.page.fill("input[name=password]", this.password);
    await this.page.click("button[type=submit]");
    // The provider asks whether the hub may know who it is.
    await this.page.click("button[type=submit]");
    await this.page.waitForURL((url) => url.href.startsWith(`${this.url}/`));
    await this.page.waitForLoadState("load");
    return new URL(this.page.url()).pathname === "/hub/home" ? "" : (await this.page.locator(".error").first().innerText()).trim();
  }

  /**
   * Lets somebody in who has signed up.
   *
   * @param name - name of that user
   */
  public async letIn(name: string): Promise<void> {
    await this.page.goto(`${this.url}/hub/authorize`);
    await this.page.locator(`tr#${name}`).getByRole("button", { name: "Authorize", exact: true }).click();
    await this.page.locator(`tr#${name}.success`).waitFor();
  }

  /** Starts a notebook's server, and waits for the page of JupyterLab. */
  public async start(): Promise<void> {
    await this.page.goto(`${this.url}/hub/spawn`);
    await this.page.waitForURL(`**/user/${this.name}/lab**`, { timeout: WORK_MS });
    // JupyterLab opens what was open before.
    await this.page.goto(`${this.url}/user/${this.name}/lab?reset`);
    await this.page.locator(".jp-Launcher").waitFor();
  }

  /** Opens a new notebook. */
  public async openNotebook(): Promise<void> {
    await this.page.locator(".jp-LauncherCard[data-category='Notebook']").first().click();
    await this.lastCell().waitFor();
  }

  /**
   * Runs a text in the last cell.
   *
   * @param text - Python
   */
  public async runCell(text: string): Promise<void> {
    const cells = this.page.locator(".jp-Notebook .jp-CodeCell");
    const cell = cells.nth((await cells.count()) - 1);
    await this.lastCell().click();
    await this.page.keyboard.insertText(text);
    await this.page.keyboard.press("Shift+Enter");
    // A cell that is run before its kernel is there is not run at all, and nobody says so.
    for (let tries = 0; (await cell.locator(".jp-InputPrompt").first().innerText()).includes("[ ]"); tries++) {
      if (tries === MOST_TRIES) throw new Error(`the cell was not run in ${MOST_TRIES} tries`);
      await this.page.waitForTimeout(1000);
      await cell.locator(".cm-content").click();
      await this.page.keyboard.press("Control+Enter");
    }
    await this.lastCell().click();
  }

  /**
   * Waits for a line of a cell's output.
   *
   * @param line - what it begins with
   * @throws Error with the output where a cell has failed
   */
  public async output(line: string): Promise<string> {
    const outputs = this.page.locator(".jp-OutputArea-output");
    const failed = this.page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']", { hasText: "Error" });
    const wanted = outputs.filter({ hasText: new RegExp(`^\\s*${line} `, "m") }).last();
    await wanted.or(failed).first().waitFor({ timeout: WORK_MS });
    if ((await wanted.count()) === 0) throw new Error((await failed.last().innerText()).trim().split("\n").at(-1));
    const texts = (await wanted.innerText()).split("\n");
    return texts.find((text) => text.trim().startsWith(`${line} `))!.trim();
  }

  /**
   * Goes to a page below the user's own address.
   *
   * @param path - such as "sparkui/jobs/"
   * @returns title of the page
   */
  public async visit(path: string): Promise<string> {
    const page = await this.context.newPage();
    try {
      await page.goto(`${this.url}/user/${this.name}/${path}`);
      return await page.title();
    } finally {
      await page.close();
    }
  }

  /**
   * Keeps a picture of a page.
   *
   * @param file - PNG file
   * @param path - page below the user's own address; the one that is open without it
   */
  public async picture(file: string, path?: string): Promise<void> {
    const page = path === undefined ? this.page : await this.context.newPage();
    if (path !== undefined) {
      await page.goto(`${this.url}/user/${this.name}/${path}`);
      await page.waitForLoadState("networkidle");
    }
    // JupyterLab asks at its first start whether it may look for news.
    const news = page.getByRole("button", { name: "No", exact: true });
    if (await news.isVisible()) await news.click();
    await page.screenshot({ path: file });
    if (path !== undefined) await page.close();
  }

  /** Closes the windows; the server goes on. */
  public async leave(): Promise<void> {
    await this.context.close();
  }

  private lastCell(): Locator {
    return this.page.locator(".jp-Notebook .jp-CodeCell .cm-content").last();
  }
}
