import { setTimeout as pause } from "node:timers/promises";
import { inParallel, limiter } from "../operate/session/processes";

describe("jobs at once", () => {
  /** Jobs that say how many of them run. */
  const counted = () => {
    let running = 0;
    const counts: number[] = [];
    const job = (ms: number) => async (): Promise<number> => {
      counts.push(++running);
      await pause(ms);
      running--;
      return ms;
    };
    return { counts, job };
  };

  test("are as many as wanted, and answer in their order", async () => {
    const { counts, job } = counted();
    expect(await inParallel([9, 1, 5, 1, 1, 3].map(job), 3)).toEqual([9, 1, 5, 1, 1, 3]);
    expect(Math.max(...counts)).toBe(3);
  });

  test("are no more where one comes just when another one ends", async () => {
    const { counts, job } = counted();
    const limited = limiter(1);
    const first = limited(job(1));
    const second = limited(job(1));
    await first.then(() => limited(job(1)));
    await second;
    expect(counts).toEqual([1, 1, 1]);
  });

  test("have all ended when one has failed, whose error it is", async () => {
    const { counts, job } = counted();
    const failing = async (): Promise<number> => {
      await job(1)();
      throw new Error("the first");
    };
    await expect(inParallel([job(5), failing, job(9)], 2)).rejects.toThrow("the first");
    expect(counts).toHaveLength(3);
    await expect(limiter(1)(failing)).rejects.toThrow("the first");
  });
});
