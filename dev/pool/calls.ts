import type { WireResponse } from "./wire.ts";

/** A request that its worker did not answer within the app's `timeout`. */
export class NoAnswerError extends Error {
  override name = "NoAnswerError";
}

interface Call {
  resolve(response: WireResponse): void;
  reject(error: Error): void;
  timer: Timer;
}

/** Requests that a worker has been sent and has not answered, each with its deadline. */
export class Calls {
  #next = 1;
  readonly #underWay = new Map<number, Call>();

  /** Sends with a fresh id and waits for that id's answer, at most `timeoutMs`. */
  begin(send: (id: number) => void, timeoutMs: number): Promise<WireResponse> {
    const id = this.#next++;
    const { promise, resolve, reject } = Promise.withResolvers<WireResponse>();
    const expire = () => this.fail(id, new NoAnswerError(`no answer within ${timeoutMs} ms`));
    this.#underWay.set(id, { resolve, reject, timer: setTimeout(expire, timeoutMs) });
    send(id);
    return promise;
  }

  /** Settles a call with its response; one that is gone already is ignored. */
  answer(id: number, response: WireResponse): void {
    this.#take(id)?.resolve(response);
  }

  /** Settles a call with an error. */
  fail(id: number, error: Error): void {
    this.#take(id)?.reject(error);
  }

  /** Settles every call with the same error, as when the worker has died. */
  failAll(error: Error): void {
    for (const id of [...this.#underWay.keys()]) this.fail(id, error);
  }

  #take(id: number): Call | undefined {
    const call = this.#underWay.get(id);
    this.#underWay.delete(id);
    clearTimeout(call?.timer);
    return call;
  }
}
