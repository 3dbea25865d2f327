/** A filter of the Workers page by a kind of trouble. */
export type Trouble = "failed" | "blocked" | "errors";

/** The rows behind a statement: a worker's details, or the Workers page with these search params. */
export interface WorkersLink {
  id?: string;
  search: {
    app?: string;
    trouble?: Trouble;
    state?: "terminated";
    sort?:
      | "requests"
      | "requestRate"
      | "errors"
      | "errorRate"
      | "avgResponseTimeMs"
      | "responseMs"
      | "rss"
      | "cpu";
    desc?: true;
  };
}

/** The rows of one app. */
export function linkToApp(app: string, trouble?: Trouble): WorkersLink {
  return { search: trouble === undefined ? { app } : { app, trouble } };
}

/** One worker's details. */
export function linkToWorker(id: string): WorkersLink {
  return { id, search: {} };
}
