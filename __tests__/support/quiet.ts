import type { Session } from "../../operate/terraform/terraform";

/**
 * A session that keeps what is said and waits for nothing.
 *
 * @param program - Terraform
 * @param scratch - folder for plans
 */
export function quietSession(program = "terraform", scratch = ""): { session: Session; said: string[] } {
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  const session: Session = {
    binary: { program, version: "1.11.4", registry: "registry.terraform.io" },
    scratch,
    output: { line: say, data: say, problem: say, record: say, status: () => undefined, hide: () => undefined, isTerminal: false, log: "" },
    interruption: {
      signal: () => undefined,
      attach: () => undefined,
      signalled: new Promise(() => undefined),
      pause: () => Promise.resolve(),
      check: () => undefined,
    },
  };
  return { session, said };
}
