import { expect, test } from "bun:test";
import { credentialOf } from "./credential.ts";

test.each<[Record<string, string>, string | undefined]>([
  [{ "x-api-key": "created" }, "created"],
  [{ "x-api-key": " created " }, "created"],
  [{ authorization: "bearer  created" }, "created"],
  [{ cookie: "a=b; buntime_api_key=created; c" }, "created"],
  [{ cookie: "buntime_api_key=root%40key%201" }, "root@key 1"],
  [{ cookie: "buntime_api_key=%20created%20" }, "created"],
  [{ cookie: "buntime_api_key=created; buntime_api_key=old" }, "created"],
  [{ "x-api-key": "created", cookie: "buntime_api_key=old" }, "created"],
  [{ "x-api-key": "old", cookie: "buntime_api_key=created" }, "old"],
  [{ "x-api-key": "old", authorization: "Bearer created" }, "old"],
  [{ authorization: "Basic created" }, undefined],
  [{ cookie: "xbuntime_api_key=created" }, undefined],
  [{ cookie: "buntime_api_key=%E0%A4%A" }, "\ufffd\ufffdA"],
  [{ "x-api-key": "" }, undefined],
  [{}, undefined],
])("the key of a request with %j is %p", (headers, key) => {
  expect(credentialOf(new Headers(headers))).toBe(key);
});
