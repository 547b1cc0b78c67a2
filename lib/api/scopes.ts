/** What a key may be allowed to do (I1). */
export const scopes = [
  "clients:read",
  "clients:write",
  "contacts:read",
  "contacts:write",
  "work-items:read",
  "work-items:write",
  "requests:read",
  "requests:write",
  "tasks:read",
  "tasks:write",
  "send",
  "files:read",
  "files:write",
  "devices:read",
  "devices:write",
  "audit:read",
] as const;

export type Scope = (typeof scopes)[number];

/** The same in words for whoever gives a key. */
export const scopeWords: Record<Scope, string> = {
  "clients:read": "Read clients",
  "clients:write": "Add and change clients",
  "contacts:read": "Read contacts",
  "contacts:write": "Add and change contacts",
  "work-items:read": "Read work items",
  "work-items:write": "Add and change work items",
  "requests:read": "Read requests",
  "requests:write": "Draft requests",
  "tasks:read": "Read tasks and answers",
  "tasks:write": "Add tasks, accept and send back answers",
  send: "Send requests to clients",
  "files:read": "Download files",
  "files:write": "Send files",
  "devices:read": "See clients’ devices",
  "devices:write": "Revoke clients’ devices",
  "audit:read": "Read the audit log",
};

/** A stored scope in words; one that this version no longer knows as it is. */
export const inScopeWords = (scope: string): string =>
  Object.entries(scopeWords).find(([known]) => known === scope)?.[1] ?? scope;
