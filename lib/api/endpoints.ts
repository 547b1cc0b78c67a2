import "server-only";
import { auditEndpoints } from "./audit-events";
import { clientEndpoints } from "./clients";
import { contactEndpoints } from "./contacts";
import { deviceEndpoints } from "./devices";
import { peopleEdits } from "./edit-people";
import { workEdits } from "./edit-work";
import type { Endpoint, FileEndpoint } from "./endpoint";
import { byteEndpoints, fileEndpoints } from "./files";
import { requestEndpoints } from "./requests";
import { taskEndpoints } from "./tasks";
import { workItemEndpoints } from "./work-items";

/** Everything the API does; the door and the OpenAPI document know nothing else. */
export const endpoints: (Endpoint | FileEndpoint)[] = [
  ...clientEndpoints,
  ...contactEndpoints,
  ...peopleEdits,
  ...workItemEndpoints,
  ...workEdits,
  ...requestEndpoints,
  ...taskEndpoints,
  ...fileEndpoints,
  ...byteEndpoints,
  ...deviceEndpoints,
  ...auditEndpoints,
];
