/** The documented answer to one recorded situation of the real pool. */
export interface RecordedAnswer {
  /** size, active, idle, creating, total, utilization */
  pool: readonly [number, number, number, number, number, number];
  /** Workers that failed to start or crashed and are still held. */
  failed: number;
  /** id, app, state, requests, errors (`-` where they aren't counted), flags */
  rows: readonly string[];
}

// Written out by hand from the recordings and the design, not taken from the code under test.

/** What the release 0.2.26 must be answered with, by case. */
export const ANSWERS_0_2: Record<string, RecordedAnswer> = {
  empty: { pool: [6, 0, 0, 0, 0, 0], failed: 0, rows: [] },
  "worker-starting": {
    pool: [6, 0, 0, 1, 1, 0],
    failed: 0,
    rows: ["640f09d2-046f-40ae-93f3-72f64ca08c41 slowstart@1.0.0 creating 0 0"],
  },
  "persistent-active": {
    pool: [6, 2, 0, 0, 2, 2 / 6],
    failed: 0,
    rows: [
      "1e38e4b3-19f5-4d07-83d2-dfa98a935d75 hello@1.0.0 active 5 0",
      "640f09d2-046f-40ae-93f3-72f64ca08c41 slowstart@1.0.0 active 1 0",
    ],
  },
  "request-in-flight": {
    pool: [6, 3, 0, 0, 3, 3 / 6],
    failed: 0,
    rows: [
      "1e38e4b3-19f5-4d07-83d2-dfa98a935d75 hello@1.0.0 active 5 0",
      "1734ff8e-5967-4e58-a581-c0dfd94953b3 slow@2.1.0 active 1 0",
      "640f09d2-046f-40ae-93f3-72f64ca08c41 slowstart@1.0.0 active 1 0",
    ],
  },
  idle: {
    pool: [6, 2, 1, 0, 3, 2 / 6],
    failed: 0,
    rows: [
      "1e38e4b3-19f5-4d07-83d2-dfa98a935d75 hello@1.0.0 idle 5 0",
      "1734ff8e-5967-4e58-a581-c0dfd94953b3 slow@2.1.0 active 1 0",
      "640f09d2-046f-40ae-93f3-72f64ca08c41 slowstart@1.0.0 active 1 0",
    ],
  },
  ephemeral: {
    pool: [6, 2, 1, 0, 3, 2 / 6],
    failed: 0,
    rows: [
      "1e38e4b3-19f5-4d07-83d2-dfa98a935d75 hello@1.0.0 idle 5 0",
      "1734ff8e-5967-4e58-a581-c0dfd94953b3 slow@2.1.0 active 1 0",
      "640f09d2-046f-40ae-93f3-72f64ca08c41 slowstart@1.0.0 active 1 0",
      "lambda@1.2.3 lambda@1.2.3 terminated 3 - ephemeral",
    ],
  },
  "failing-requests": {
    pool: [6, 3, 1, 0, 4, 3 / 6],
    failed: 0,
    rows: [
      "bacac55e-aee7-4879-9fb2-be9098730a99 fails@0.3.0 active 2 2",
      "1e38e4b3-19f5-4d07-83d2-dfa98a935d75 hello@1.0.0 idle 5 0",
      "1734ff8e-5967-4e58-a581-c0dfd94953b3 slow@2.1.0 active 1 0",
      "640f09d2-046f-40ae-93f3-72f64ca08c41 slowstart@1.0.0 active 1 0",
      "lambda@1.2.3 lambda@1.2.3 terminated 3 - ephemeral",
    ],
  },
  "broken-import": {
    pool: [6, 3, 1, 0, 4, 3 / 6],
    failed: 1,
    rows: [
      "bacac55e-aee7-4879-9fb2-be9098730a99 fails@0.3.0 active 2 2",
      "1e38e4b3-19f5-4d07-83d2-dfa98a935d75 hello@1.0.0 idle 5 0",
      "1734ff8e-5967-4e58-a581-c0dfd94953b3 slow@2.1.0 active 1 0",
      "640f09d2-046f-40ae-93f3-72f64ca08c41 slowstart@1.0.0 active 1 0",
      "6ca86205-3ea4-437e-afea-7b6e51e6bff1 broken@1.0.0 terminated 0 0 failed",
      "lambda@1.2.3 lambda@1.2.3 terminated 3 - ephemeral",
    ],
  },
  "over-capacity": {
    pool: [6, 6, 1, 0, 7, 1],
    failed: 1,
    rows: [
      "00b7b04c-4ffc-402c-85d3-2a6ab3aa2b8c app1@1.0.0 active 1 0",
      "7b0c893a-a1ea-4db0-806f-3f07ea936a69 app2@1.0.0 active 1 0",
      "74e8cbee-3a52-4f77-9952-91d17e087089 app3@1.0.0 active 1 0",
      "bacac55e-aee7-4879-9fb2-be9098730a99 fails@0.3.0 active 2 2",
      "1e38e4b3-19f5-4d07-83d2-dfa98a935d75 hello@1.0.0 idle 5 0",
      "1734ff8e-5967-4e58-a581-c0dfd94953b3 slow@2.1.0 active 1 0",
      "640f09d2-046f-40ae-93f3-72f64ca08c41 slowstart@1.0.0 active 1 0",
      "6ca86205-3ea4-437e-afea-7b6e51e6bff1 broken@1.0.0 terminated 0 0 failed",
      "lambda@1.2.3 lambda@1.2.3 terminated 3 - ephemeral",
    ],
  },
  crashed: {
    pool: [2, 0, 0, 0, 0, 0],
    failed: 1,
    rows: ["b5554909-dea9-4909-b470-f02cf7c080ff crash@1.0.0 terminated 1 1 failed"],
  },
  "crashed-then-retired": {
    pool: [2, 0, 0, 0, 0, 0],
    failed: 0,
    rows: ["crash@1.0.0 crash@1.0.0 terminated 1 1"],
  },
  "evicted-and-respawned": {
    pool: [2, 2, 0, 0, 2, 1],
    failed: 0,
    rows: [
      "2f784eed-5840-4833-9714-fddefd9e6a0a app3@1.0.0 active 1 0",
      "613f8274-0adb-48a9-b9e5-b4ca09fc1488 hello@1.0.0 active 2 0",
      "app1@1.0.0 app1@1.0.0 terminated 2 0",
      "app2@1.0.0 app2@1.0.0 terminated 1 0",
      "crash@1.0.0 crash@1.0.0 terminated 1 1",
    ],
  },
};

/** What the release 0.5.4 must be answered with, by case. */
export const ANSWERS_0_5: Record<string, RecordedAnswer> = {
  empty: { pool: [6, 0, 0, 0, 0, 0], failed: 0, rows: [] },
  "worker-starting": {
    pool: [6, 0, 0, 1, 1, 0],
    failed: 0,
    rows: ["61be0c07-122d-4d2a-9fc7-adf886eee50b slowstart@1.0.0 creating 0 0"],
  },
  "persistent-active": {
    pool: [6, 2, 0, 0, 2, 2 / 6],
    failed: 0,
    rows: [
      "1b831c68-6df4-41ee-9572-f49ac6d89c4d hello@1.0.0 active 5 0",
      "61be0c07-122d-4d2a-9fc7-adf886eee50b slowstart@1.0.0 active 1 0",
    ],
  },
  "request-in-flight": {
    pool: [6, 3, 0, 0, 3, 3 / 6],
    failed: 0,
    rows: [
      "1b831c68-6df4-41ee-9572-f49ac6d89c4d hello@1.0.0 active 5 0",
      "7319f44f-7f5f-473f-9f91-f54649f19d04 slow@2.1.0 active 1 0",
      "61be0c07-122d-4d2a-9fc7-adf886eee50b slowstart@1.0.0 active 1 0",
    ],
  },
  idle: {
    pool: [6, 2, 1, 0, 3, 2 / 6],
    failed: 0,
    rows: [
      "1b831c68-6df4-41ee-9572-f49ac6d89c4d hello@1.0.0 idle 5 0",
      "7319f44f-7f5f-473f-9f91-f54649f19d04 slow@2.1.0 active 1 0",
      "61be0c07-122d-4d2a-9fc7-adf886eee50b slowstart@1.0.0 active 1 0",
    ],
  },
  ephemeral: {
    pool: [6, 2, 1, 0, 3, 2 / 6],
    failed: 0,
    rows: [
      "1b831c68-6df4-41ee-9572-f49ac6d89c4d hello@1.0.0 idle 5 0",
      "7319f44f-7f5f-473f-9f91-f54649f19d04 slow@2.1.0 active 1 0",
      "61be0c07-122d-4d2a-9fc7-adf886eee50b slowstart@1.0.0 active 1 0",
      "lambda@1.2.3 lambda@1.2.3 terminated 3 - ephemeral",
    ],
  },
  "failing-requests": {
    pool: [6, 3, 1, 0, 4, 3 / 6],
    failed: 0,
    rows: [
      "d15acb8d-672e-42c2-b38e-aac31610112e fails@0.3.0 active 2 2",
      "1b831c68-6df4-41ee-9572-f49ac6d89c4d hello@1.0.0 idle 5 0",
      "7319f44f-7f5f-473f-9f91-f54649f19d04 slow@2.1.0 active 1 0",
      "61be0c07-122d-4d2a-9fc7-adf886eee50b slowstart@1.0.0 active 1 0",
      "lambda@1.2.3 lambda@1.2.3 terminated 3 - ephemeral",
    ],
  },
  "broken-import": {
    pool: [6, 3, 1, 0, 4, 3 / 6],
    failed: 1,
    rows: [
      "d15acb8d-672e-42c2-b38e-aac31610112e fails@0.3.0 active 2 2",
      "1b831c68-6df4-41ee-9572-f49ac6d89c4d hello@1.0.0 idle 5 0",
      "7319f44f-7f5f-473f-9f91-f54649f19d04 slow@2.1.0 active 1 0",
      "61be0c07-122d-4d2a-9fc7-adf886eee50b slowstart@1.0.0 active 1 0",
      "9e687738-1785-482e-be1d-738dd20111a1 broken@1.0.0 terminated 0 0 failed",
      "lambda@1.2.3 lambda@1.2.3 terminated 3 - ephemeral",
    ],
  },
  scoped: {
    pool: [6, 4, 1, 0, 5, 4 / 6],
    failed: 1,
    rows: [
      "d8f45cc0-dfb2-4e9e-a688-de456bf74869 @acme/cart@3.0.0-rc.1 active 1 0",
      "d15acb8d-672e-42c2-b38e-aac31610112e fails@0.3.0 active 2 2",
      "1b831c68-6df4-41ee-9572-f49ac6d89c4d hello@1.0.0 idle 5 0",
      "7319f44f-7f5f-473f-9f91-f54649f19d04 slow@2.1.0 active 1 0",
      "61be0c07-122d-4d2a-9fc7-adf886eee50b slowstart@1.0.0 active 1 0",
      "9e687738-1785-482e-be1d-738dd20111a1 broken@1.0.0 terminated 0 0 failed",
      "lambda@1.2.3 lambda@1.2.3 terminated 3 - ephemeral",
    ],
  },
  "over-capacity": {
    pool: [6, 7, 1, 0, 8, 7 / 6],
    failed: 1,
    rows: [
      "d8f45cc0-dfb2-4e9e-a688-de456bf74869 @acme/cart@3.0.0-rc.1 active 1 0",
      "4420ae0f-fe3c-4890-9052-6d128382f48f app1@1.0.0 active 1 0",
      "1ed82f80-39d5-49b9-bd60-f7d2282840d8 app2@1.0.0 active 1 0",
      "e000d988-9fd9-4121-b144-c2ae4dffa2cb app3@1.0.0 active 1 0",
      "d15acb8d-672e-42c2-b38e-aac31610112e fails@0.3.0 active 2 2",
      "1b831c68-6df4-41ee-9572-f49ac6d89c4d hello@1.0.0 idle 5 0",
      "7319f44f-7f5f-473f-9f91-f54649f19d04 slow@2.1.0 active 1 0",
      "61be0c07-122d-4d2a-9fc7-adf886eee50b slowstart@1.0.0 active 1 0",
      "9e687738-1785-482e-be1d-738dd20111a1 broken@1.0.0 terminated 0 0 failed",
      "lambda@1.2.3 lambda@1.2.3 terminated 3 - ephemeral",
    ],
  },
  crashed: {
    pool: [2, 0, 0, 0, 0, 0],
    failed: 1,
    rows: ["ece29c6c-9a9d-49bb-bf01-7afe10604cc3 crash@1.0.0 terminated 1 1 failed"],
  },
  "crashed-then-retired": {
    pool: [2, 0, 0, 0, 0, 0],
    failed: 0,
    rows: ["crash@1.0.0 crash@1.0.0 terminated 1 1"],
  },
  "evicted-and-respawned": {
    pool: [2, 2, 0, 0, 2, 1],
    failed: 0,
    rows: [
      "2efcf39f-9c68-4e0d-b3de-da38107961fb app3@1.0.0 active 1 0",
      "1b563f62-1c37-4ef0-810a-0c52e8c79d87 hello@1.0.0 active 2 0",
      "app1@1.0.0 app1@1.0.0 terminated 2 0",
      "app2@1.0.0 app2@1.0.0 terminated 1 0",
      "crash@1.0.0 crash@1.0.0 terminated 1 1",
    ],
  },
};
