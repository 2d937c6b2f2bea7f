import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { CHARTS } from "../constructs/charts";
import { dnsLabel } from "../constructs/kit/names";
import { parseEnvironments, type Project, type ProjectInput } from "../projects";
import { magnumOf, type Magnum } from "../operate/magnum/magnum";
import { openCloud, type Cloud } from "../operate/openstack/cloud";
import { startCommand, type Ended, type Started } from "./commands";
import { Kubernetes } from "./kubernetes";
import type { E2eOptions } from "./options";
import { clusterOnly } from "./project";
import { SITE, type Settings } from "./site";
import type { Transcript } from "./transcript";

/** How a command is started. */
export interface CommandOptions {
  /**
   * The project.
   *
   * @default - the project as the last step wanted it
   */
  readonly project?: ProjectInput;
  /**
   * Entry of clouds.yaml for clusters.
   *
   * @default - that of the run
   */
  readonly clusters?: string;
  /**
   * Folder, below the run's, that it works in, as if it were another machine.
   *
   * @default "work"
   */
  readonly folder?: string;
  /**
   * What somebody answers when the command asks.
   *
   * @default - nothing
   */
  readonly answer?: string;
  /**
   * Variables beside those of the run.
   *
   * @default - none
   */
  readonly env?: Readonly<Record<string, string>>;
}

/** Policies want charts over https; those of the run come from the loopback address. */
function withLocalCharts(project: ProjectInput): ProjectInput {
  const exception = { policy: "GAIA-REL-1" as const, reason: "the charts of the run come from a folder, over the loopback address" };
  return { ...project, exceptions: [...(project.exceptions ?? []), exception] };
}

/** Longest wait for something in the cloud, in seconds. */
const LONGEST_S = 600;

/** What the steps of one run share. */
export class Run {
  /** The cloud. */
  public readonly cloud: Cloud;
  /** Magnum of the cloud. */
  public readonly magnum: Magnum;
  /** The project as the last step wanted it. */
  public project: ProjectInput;
  /** Variables for all commands, such as the platform's secrets. */
  public readonly env: Record<string, string> = {};
  /** Application credentials that are to go at the end. */
  public readonly credentials: string[] = [];
  /** The cluster's Kubernetes API, once it answers. */
  public kubernetes: Kubernetes | undefined;
  /** UUID of the cluster that was destroyed: what it has left is known by it. */
  public pastCluster: string | undefined;
  /** Whether Services of type LoadBalancer get load balancers of Octavia. */
  public hasLoadBalancers = false;
  /** Address of the charts. */
  public charts: string | undefined;
  /** Why the charts of the platform cannot be had, if they cannot. */
  public noCharts: string | undefined;
  /** Name of the signal that has asked to end. */
  public signal: NodeJS.Signals | undefined;
  private readonly running = new Set<Started>();
  private readonly others: Run[] = [];

  constructor(
    /** What the command line asks for. */
    public readonly options: E2eOptions,
    /** What is tried, and where. */
    public readonly settings: Settings,
    /** Folder of the run, which only its owner can read. */
    public readonly folder: string,
    /** Gets all that is said. */
    public readonly transcript: Transcript,
  ) {
    this.cloud = openCloud({ cloud: options.cloud, timeoutSeconds: 120 });
    this.magnum = magnumOf(options.cloud);
    this.project = clusterOnly(settings.project);
  }

  /** Name of the project. */
  public get name(): string {
    return dnsLabel(this.settings.project.name);
  }

  /** Folder of the states. */
  public get states(): string {
    return path.join(this.folder, "states");
  }

  /** Site and projects as the commands get them. */
  public data(project: ProjectInput = this.project, clusters = this.options.cloud) {
    const { site } = this.settings;
    const charts = this.charts === undefined ? {} : { charts: { ...site.mirrors?.charts, ...this.chartMirrors(this.charts) } };
    const backend = { kind: "local", directory: this.states };
    return {
      sites: { [`e2e/${SITE}`]: { ...site, clouds: { ...site.clouds, clusters }, mirrors: { ...site.mirrors, ...charts }, backend } },
      projects: { [`e2e/${project.name}`]: this.charts === undefined ? project : withLocalCharts(project) },
    };
  }

  /** The project as the commands see it. */
  public parsed(project?: ProjectInput): Project {
    const { projects, sites } = this.data(project);
    return parseEnvironments(projects, sites)[0]!;
  }

  /** Starts a command of cli/commands. */
  public start(name: string, args: readonly string[], options: CommandOptions = {}): Started {
    const { project = this.project, clusters, folder = "work", env, answer = "" } = options;
    const command = {
      name,
      args: [dnsLabel(project.name), ...args],
      cwd: path.join(this.folder, folder),
      data: this.data(project, clusters),
      env: { CHECKPOINT_DISABLE: "1", ...this.env, ...env },
      answer,
    };
    const started = startCommand(command, this.transcript);
    this.running.add(started);
    void started.ended.finally(() => this.running.delete(started)).catch(() => undefined);
    return started;
  }

  /** Runs a command of cli/commands to its end. */
  public async command(name: string, args: readonly string[] = [], options: CommandOptions = {}): Promise<Ended> {
    return this.start(name, args, options).ended;
  }

  /** Deploys a project, which is from now on the one that is wanted. */
  public async deploy(project: ProjectInput = this.project): Promise<Ended> {
    this.project = project;
    return this.command("deploy", ["--auto-approve"]);
  }

  /**
   * Asks again and again until there is an answer.
   *
   * @param what - what is waited for, for the message
   * @param ask - undefined for no answer yet
   * @param seconds - longest wait, in seconds
   * @throws Error if it takes too long
   */
  public async until<T>(what: string, ask: () => Promise<T | undefined>, seconds = LONGEST_S): Promise<T> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      this.check();
      const answer = await ask();
      if (answer !== undefined) return answer;
      if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
      await pause(1000);
    }
  }

  /** Throws once a signal has asked to end. */
  public check(): void {
    if (this.signal) throw new Error(`ended by ${this.signal}`);
  }

  /** Ends what is under way, as Ctrl-C would. */
  public interrupt(signal: NodeJS.Signals): void {
    this.signal = signal;
    for (const { pid } of this.running) process.kill(pid, "SIGINT");
    for (const other of this.others) other.interrupt(signal);
  }

  /**
   * A run of another project, with the same charts and in a folder of its own, that ends with this one.
   *
   * @param settings - what is tried, and where
   */
  public another(settings: Settings): Run {
    const other = new Run(this.options, settings, this.file(dnsLabel(settings.project.name)), this.transcript);
    Object.assign(other, { charts: this.charts, noCharts: this.noCharts, signal: this.signal });
    this.others.push(other);
    return other;
  }

  /** A file of the run. */
  public file(name: string): string {
    fs.mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    return path.join(this.folder, name);
  }

  private chartMirrors(url: string): Record<string, string> {
    return Object.fromEntries(Object.values(CHARTS).map(({ repository }) => [repository, url]));
  }
}
