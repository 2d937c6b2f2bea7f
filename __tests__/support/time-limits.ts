import { limited, type Body } from "./limited";

// The runner keeps loaded modules from suite to suite, which is what makes it fast, and has no limits of time: it would wait for what never
// comes. So each test gets what jest gives it: 5 s, or what it says itself.

type Define = (name: string, body?: Body, limitMs?: number) => unknown;
type DefineEach = Define & { each: (...table: unknown[]) => Define };

const withLimit =
  (define: Define): Define =>
  (name, body, limitMs = 5000) =>
    define(name, body && limited(body, limitMs));
const withLimits = (define: DefineEach): DefineEach =>
  Object.assign(withLimit(define), { each: (...table: unknown[]) => withLimit(define.each(...table)) });

const original = globalThis.test as unknown as Record<"only" | "skip", DefineEach> & DefineEach;
Object.assign(globalThis, {
  test: Object.assign(withLimits(original), { only: withLimits(original.only), skip: withLimits(original.skip) }),
});
