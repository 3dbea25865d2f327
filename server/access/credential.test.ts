import { expect, test } from "bun:test";
import { credentialOf } from "./credential.ts";

test.each<[Record<string, string>, string | undefined]>([
  [{ "x-api-key": "made" }, "made"],
  [{ "x-api-key": " made " }, "made"],
  [{ authorization: "bearer  made" }, "made"],
  [{ cookie: "a=b; buntime_api_key=made; c" }, "made"],
  [{ cookie: "buntime_api_key=root%40key%201" }, "root@key 1"],
  [{ "x-api-key": "made", cookie: "buntime_api_key=old" }, "made"],
  [{ "x-api-key": "old", cookie: "buntime_api_key=made" }, "old"],
  [{ "x-api-key": "old", authorization: "Bearer made" }, "old"],
  [{ authorization: "Basic made" }, undefined],
  [{ cookie: "xbuntime_api_key=made" }, undefined],
  [{ cookie: "buntime_api_key=%E0%A4%A" }, "\ufffd\ufffdA"],
  [{ "x-api-key": "" }, undefined],
  [{}, undefined],
])("the key of a request with %j is %p", (headers, key) => {
  expect(credentialOf(new Headers(headers))).toBe(key);
});
