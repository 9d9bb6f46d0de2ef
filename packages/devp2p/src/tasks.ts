/** Work that is under way for a host: each piece can be called off, and all of it be waited for. */
export class Tasks {
  /** Work that may hold a stream. */
  readonly #work = new Set<Promise<unknown>>();
  readonly #controllers = new Set<AbortController>();

  /** Keeps in mind that the end has to wait for this, however it goes. */
  hold(work: Promise<unknown>): void {
    const settled = work.catch(ignore);
    this.#work.add(settled);
    void settled.then(() => this.#work.delete(settled));
  }

  /** Runs work that `abort` can call off through its controller. */
  async run<Result>(controller: AbortController, work: () => Promise<Result>): Promise<Result> {
    this.#controllers.add(controller);
    try {
      return await work();
    } finally {
      this.#controllers.delete(controller);
    }
  }

  /** Calls off everything that can be. */
  abort(reason: Error): void {
    for (const controller of this.#controllers) controller.abort(reason);
  }

  /** Resolves when nothing is under way any more, and nothing that it left behind. */
  async settled(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work);
  }
}

function ignore(): void {}
