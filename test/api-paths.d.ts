export interface paths {
  "/clients": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The firm's clients, newest first
     * @description Needs the scope `clients:read`.
     */
    get: operations["getClients"];
    put?: never;
    /**
     * Make a client
     * @description Needs the scope `clients:write`.
     */
    post: operations["postClients"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/clients/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One client
     * @description Needs the scope `clients:read`.
     */
    get: operations["getClientsId"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Rename a client, change its kind, archive or restore it
     * @description Needs the scope `clients:write`.
     */
    patch: operations["patchClientsId"];
    trace?: never;
  };
  "/contacts": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The firm's contacts, newest first
     * @description Needs the scope `contacts:read`.
     */
    get: operations["getContacts"];
    put?: never;
    /**
     * Make a contact of one or more clients; a known address of the same name is put to them too
     * @description Needs the scope `contacts:write`.
     */
    post: operations["postContacts"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/contacts/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One contact, a deleted one too
     * @description Needs the scope `contacts:read`.
     */
    get: operations["getContactsId"];
    put?: never;
    post?: never;
    /**
     * Delete a contact: its devices and links stop at once
     * @description Needs the scope `contacts:write`.
     */
    delete: operations["deleteContactsId"];
    options?: never;
    head?: never;
    /**
     * Change a contact; another email address ends its links and devices, and is refused (409) where the contact has a login
     * @description Needs the scope `contacts:write`.
     */
    patch: operations["patchContactsId"];
    trace?: never;
  };
  "/contacts/{id}/restore": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Restore a deleted contact; links from before stay dead
     * @description Needs the scope `contacts:write`.
     */
    post: operations["postContactsIdRestore"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/work-items": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The firm's work items, newest first
     * @description Needs the scope `work-items:read`.
     */
    get: operations["getWorkItems"];
    put?: never;
    /**
     * Make a work item for a client; without owner_email the key's staff member owns it
     * @description Needs the scope `work-items:write`.
     */
    post: operations["postWorkItems"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/work-items/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One work item
     * @description Needs the scope `work-items:read`.
     */
    get: operations["getWorkItemsId"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change a work item, complete it (open tasks are closed unanswered), or set it back
     * @description Needs the scope `work-items:write`.
     */
    patch: operations["patchWorkItemsId"];
    trace?: never;
  };
  "/tasks/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One task with its answers, comments and files
     * @description Needs the scope `tasks:read`.
     */
    get: operations["getTasksId"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change a task; of a sent request while nobody has answered it
     * @description Needs the scope `tasks:write`.
     */
    patch: operations["patchTasksId"];
    trace?: never;
  };
  "/requests": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The firm's requests without their tasks, newest first
     * @description Needs the scope `requests:read`.
     */
    get: operations["getRequests"];
    put?: never;
    /**
     * Draft a request with its tasks; without recipient_ids it is for every contact of the client
     * @description Needs the scope `requests:write`.
     */
    post: operations["postRequests"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/requests/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One request with its tasks, answers, comments and files
     * @description Needs the scope `requests:read`.
     */
    get: operations["getRequestsId"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change a request; who is added to a sent one is mailed with the next sending
     * @description Needs the scope `requests:write`.
     */
    patch: operations["patchRequestsId"];
    trace?: never;
  };
  "/requests/{id}/tasks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Add a task at the end; the recipients of a sent request are told
     * @description Needs the scope `requests:write`.
     */
    post: operations["postRequestsIdTasks"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/requests/{id}/send": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send a request now, or again: each recipient gets a mail with a link of its own
     * @description Needs the scope `send`.
     */
    post: operations["postRequestsIdSend"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/requests/{id}/withdraw": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take a sent request back: its links show it no longer
     * @description Needs the scope `requests:write`.
     */
    post: operations["postRequestsIdWithdraw"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/tasks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The firm's tasks without comments and files, newest first
     * @description Needs the scope `tasks:read`.
     */
    get: operations["getTasks"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/tasks/{id}/accept": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Accept what the client gave: it counts as done
     * @description Needs the scope `tasks:write`.
     */
    post: operations["postTasksIdAccept"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/tasks/{id}/close-declined": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Close a refusal: the task is done, and the refusal stays as its answer
     * @description Needs the scope `tasks:write`.
     */
    post: operations["postTasksIdCloseDeclined"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/tasks/{id}/send-back": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send back what the client gave, with a reason that the client reads
     * @description Needs the scope `tasks:write`.
     */
    post: operations["postTasksIdSendBack"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/tasks/{id}/comments": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Write a comment, with files that were sent for it
     * @description Needs the scope `tasks:write`.
     */
    post: operations["postTasksIdComments"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/files": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The firm's files, newest first; client_id: documents kept with that client
     * @description Needs the scope `files:read`.
     */
    get: operations["getFiles"];
    put?: never;
    /**
     * Send a file for a task, to be read there or with a comment, or to keep with a client
     * @description Needs the scope `files:write`.
     */
    post: operations["postFiles"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/files/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One file, without its bytes
     * @description Needs the scope `files:read`.
     */
    get: operations["getFilesId"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/files/{id}/content": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A file's bytes
     * @description Needs the scope `files:read`.
     */
    get: operations["getFilesIdContent"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/contacts/{id}/devices": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A contact's devices, those that are in first, a hundred at most
     * @description Needs the scope `devices:read`.
     */
    get: operations["getContactsIdDevices"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/devices/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Revoke a device: it is out at its next request
     * @description Needs the scope `devices:write`.
     */
    delete: operations["deleteDevicesId"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/audit-events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What happened in the firm, newest first
     * @description Needs the scope `audit:read`.
     */
    get: operations["getAuditEvents"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/audit-events/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One event
     * @description Needs the scope `audit:read`.
     */
    get: operations["getAuditEventsId"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Client: {
      /** Format: uuid */
      id: string;
      name: string;
      /** @enum {string} */
      kind: "company" | "person";
      archived_at: string | null;
      /** Format: date-time */
      created_at: string;
      version: number;
    };
    Contact: {
      /** Format: uuid */
      id: string;
      first_name: string;
      last_name: string;
      email: string;
      phone: string;
      client_ids: string[];
      deleted_at: string | null;
      /** Format: date-time */
      created_at: string;
      version: number;
    };
    WorkItem: {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      client_id: string;
      title: string;
      /** @enum {string} */
      status: "planned" | "ready" | "in_progress" | "waiting" | "completed";
      starts_on: string | null;
      due_on: string | null;
      owner_email: string;
      completed_at: string | null;
      archived_at: string | null;
      /** Format: date-time */
      created_at: string;
      version: number;
    };
    RequestSummary: {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      work_item_id: string;
      /** Format: uuid */
      client_id: string;
      title: string;
      note: string;
      due_on: string | null;
      /** @enum {string} */
      status: "draft" | "sent" | "withdrawn";
      needs_review: boolean;
      recipient_ids: string[];
      task_count: number;
      done_count: number;
      sent_at: string | null;
      times_sent: number;
      withdrawn_at: string | null;
      /** Format: date-time */
      created_at: string;
      version: number;
    };
    Request: {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      work_item_id: string;
      /** Format: uuid */
      client_id: string;
      title: string;
      note: string;
      due_on: string | null;
      /** @enum {string} */
      status: "draft" | "sent" | "withdrawn";
      needs_review: boolean;
      recipient_ids: string[];
      task_count: number;
      done_count: number;
      sent_at: string | null;
      times_sent: number;
      withdrawn_at: string | null;
      /** Format: date-time */
      created_at: string;
      version: number;
      tasks: components["schemas"]["Task"][];
    };
    TaskSummary: {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      request_id: string;
      position: number;
      /** @enum {string} */
      kind: "tick" | "upload" | "answer" | "choice" | "approval" | "transaction";
      title: string;
      description: string;
      confirm?: string;
      wanted?: string[];
      options?: {
        label: string;
        hint?: string;
      }[];
      several?: boolean;
      transaction?: {
        /** Format: date */
        date: string;
        payee: string;
        amount: {
          amount_minor: number;
          currency: string;
        };
        account: string;
        bank_text?: string;
      };
      categories?: string[];
      explanation?: boolean;
      receipt?: boolean;
      recipient_ids: string[] | null;
      all_must: boolean;
      /** @enum {string} */
      state: "open" | "with_firm" | "declined" | "done";
      answer: components["schemas"]["Answer"] | null;
      answers: {
        /** Format: uuid */
        contact_id: string;
        /** @enum {string} */
        state: "open" | "with_firm" | "declined" | "done";
        answer: components["schemas"]["Answer"] | null;
        sent_back: {
          /** Format: date-time */
          at: string;
          reason: string;
        } | null;
      }[];
      sent_back: {
        /** Format: date-time */
        at: string;
        reason: string;
      } | null;
      done_at: string | null;
      accepted_at: string | null;
      reworded_at: string | null;
      taken_out_at: string | null;
      /** Format: date-time */
      created_at: string;
      version: number;
    };
    Task: {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      request_id: string;
      position: number;
      /** @enum {string} */
      kind: "tick" | "upload" | "answer" | "choice" | "approval" | "transaction";
      title: string;
      description: string;
      confirm?: string;
      wanted?: string[];
      options?: {
        label: string;
        hint?: string;
      }[];
      several?: boolean;
      transaction?: {
        /** Format: date */
        date: string;
        payee: string;
        amount: {
          amount_minor: number;
          currency: string;
        };
        account: string;
        bank_text?: string;
      };
      categories?: string[];
      explanation?: boolean;
      receipt?: boolean;
      recipient_ids: string[] | null;
      all_must: boolean;
      /** @enum {string} */
      state: "open" | "with_firm" | "declined" | "done";
      answer: components["schemas"]["Answer"] | null;
      answers: {
        /** Format: uuid */
        contact_id: string;
        /** @enum {string} */
        state: "open" | "with_firm" | "declined" | "done";
        answer: components["schemas"]["Answer"] | null;
        sent_back: {
          /** Format: date-time */
          at: string;
          reason: string;
        } | null;
      }[];
      sent_back: {
        /** Format: date-time */
        at: string;
        reason: string;
      } | null;
      done_at: string | null;
      accepted_at: string | null;
      reworded_at: string | null;
      taken_out_at: string | null;
      /** Format: date-time */
      created_at: string;
      version: number;
      comments: components["schemas"]["Comment"][];
      files: components["schemas"]["File"][];
    };
    Answer: {
      kind: ("given" | "not_applicable" | "dont_have" | "promised") | null;
      text: string | null;
      chosen?: string[];
      approved?: boolean;
      category?: string;
      confirmed?: {
        text: string;
        sha256: string;
      };
      reason: string | null;
      promised_on: string | null;
      answered_at: string | null;
      answered_by: string | null;
    };
    Comment: {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      task_id: string;
      body: string;
      contact_id: string | null;
      staff_id: string | null;
      file_ids: string[];
      /** Format: date-time */
      created_at: string;
    };
    File: {
      /** Format: uuid */
      id: string;
      /** @enum {string} */
      purpose: "answer" | "comment" | "reading" | "document";
      task_id: string | null;
      client_id: string | null;
      comment_id: string | null;
      wanted: string | null;
      contact_id: string | null;
      staff_id: string | null;
      name: string;
      size: number;
      content_type: string;
      marks: (
        "macros" | "source" | "web_page" | "accounting" | "archived_programs" | "archived_macros" | "closed"
      )[];
      sha256: string;
      /** Format: date-time */
      received_at: string;
    };
    Device: {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      contact_id: string;
      browser: string;
      system: string;
      live: boolean;
      /** Format: date-time */
      claimed_at: string;
      /** Format: date-time */
      ends_at: string;
      ended_at: string | null;
      ended_how: string | null;
      last_seen_at: string | null;
      ip: string;
      country: string | null;
    };
    AuditEvent: {
      /** Format: uuid */
      id: string;
      /** Format: date-time */
      at: string;
      action: string;
      /** @enum {string} */
      actor_kind: "staff" | "contact" | "guest" | "system" | "stranger";
      actor_id: string | null;
      device_id: string | null;
      api_key_id: string | null;
      subject: {
        [key: string]: string | number | null;
      };
      ip: string;
      request_id: string;
    };
    Problem: {
      type: string;
      title: string;
      status: number;
      code: string;
      detail: string;
      errors?: {
        field: string;
        detail: string;
      }[];
      request_id: string;
    };
    NewClient: {
      name: string;
      /** @enum {string} */
      kind: "company" | "person";
    };
    ClientEdit: {
      name?: string;
      /** @enum {string} */
      kind?: "company" | "person";
      archived?: boolean;
      version?: number;
    };
    NewContact: {
      first_name: string;
      last_name: string;
      email: string;
      phone?: string;
      client_ids: string[];
    };
    ContactEdit: {
      first_name?: string;
      last_name?: string;
      email?: string;
      client_ids?: string[];
      phone?: string;
      version?: number;
    };
    NewWorkItem: {
      /** Format: uuid */
      client_id: string;
      title: string;
      starts_on?: string | null;
      due_on?: string | null;
      owner_email?: string;
    };
    WorkItemEdit: {
      title?: string;
      starts_on?: string | null;
      due_on?: string | null;
      owner_email?: string;
      /** @enum {string} */
      status?: "planned" | "ready" | "in_progress" | "waiting" | "completed";
      archived?: boolean;
      version?: number;
    };
    NewRequest: {
      /** Format: uuid */
      work_item_id: string;
      title: string;
      note?: string;
      due_on?: string | null;
      needs_review?: boolean;
      recipient_ids?: string[];
      tasks?: components["schemas"]["NewTask"][];
    };
    RequestEdit: {
      title?: string;
      note?: string;
      due_on?: string | null;
      needs_review?: boolean;
      recipient_ids?: string[];
      version?: number;
    };
    NewTask: {
      /** @enum {string} */
      kind: "tick" | "upload" | "answer" | "choice" | "approval" | "transaction";
      title: string;
      description?: string;
      confirm?: string;
      wanted?: string[];
      options?: (
        | string
        | {
            label: string;
            hint?: string;
          }
      )[];
      several?: boolean;
      transaction?: {
        /** Format: date */
        date: string;
        payee: string;
        amount: {
          amount_minor: number;
          currency: string;
        };
        account: string;
        bank_text?: string;
      };
      categories?: string[];
      explanation?: boolean;
      receipt?: boolean;
      recipient_ids?: string[];
      /** @default false */
      all_must?: boolean;
    };
    TaskEdit: {
      /** @enum {string} */
      kind?: "tick" | "upload" | "answer" | "choice" | "approval" | "transaction";
      title?: string;
      description?: string;
      confirm?: string;
      wanted?: string[];
      options?: (
        | string
        | {
            label: string;
            hint?: string;
          }
      )[];
      several?: boolean;
      transaction?: {
        /** Format: date */
        date: string;
        payee: string;
        amount: {
          amount_minor: number;
          currency: string;
        };
        account: string;
        bank_text?: string;
      };
      categories?: string[];
      explanation?: boolean;
      receipt?: boolean;
      recipient_ids?: string[] | null;
      all_must?: boolean;
      version?: number;
    };
    NewComment: {
      body: string;
      file_ids?: string[];
    };
    SendBack: {
      reason: string;
      /** Format: uuid */
      contact_id?: string;
    };
  };
  responses: {
    /** @description An expected no, or a fault (RFC 9457) */
    Problem: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getClients: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        q?: string;
        archived?: "true" | "false";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Client"][];
            next_cursor: string | null;
          };
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  postClients: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same request acts once within 24 hours. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewClient"];
      };
    };
    responses: {
      /** @description Done */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Client"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  getClientsId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Client"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  patchClientsId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ClientEdit"];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Client"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  getContacts: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        q?: string;
        client_id?: string;
        deleted?: "true" | "false";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Contact"][];
            next_cursor: string | null;
          };
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  postContacts: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same request acts once within 24 hours. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewContact"];
      };
    };
    responses: {
      /** @description Done */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Contact"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  getContactsId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Contact"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  deleteContactsId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components["responses"]["Problem"];
    };
  };
  patchContactsId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ContactEdit"];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Contact"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  postContactsIdRestore: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same request acts once within 24 hours. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Contact"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  getWorkItems: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        q?: string;
        client_id?: string;
        status?: "planned" | "ready" | "in_progress" | "waiting" | "completed";
        archived?: "true" | "false";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["WorkItem"][];
            next_cursor: string | null;
          };
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  postWorkItems: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same request acts once within 24 hours. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewWorkItem"];
      };
    };
    responses: {
      /** @description Done */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WorkItem"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  getWorkItemsId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WorkItem"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  patchWorkItemsId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["WorkItemEdit"];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WorkItem"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  getTasksId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Task"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  patchTasksId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["TaskEdit"];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Task"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  getRequests: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        q?: string;
        client_id?: string;
        work_item_id?: string;
        contact_id?: string;
        status?: "draft" | "sent" | "withdrawn";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["RequestSummary"][];
            next_cursor: string | null;
          };
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  postRequests: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same request acts once within 24 hours. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewRequest"];
      };
    };
    responses: {
      /** @description Done */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Request"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  getRequestsId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Request"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  patchRequestsId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RequestEdit"];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Request"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  postRequestsIdTasks: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same request acts once within 24 hours. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewTask"];
      };
    };
    responses: {
      /** @description Done */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Task"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  postRequestsIdSend: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same request acts once within 24 hours. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Request"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  postRequestsIdWithdraw: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same request acts once within 24 hours. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Request"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  getTasks: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        request_id?: string;
        state?: "open" | "with_firm" | "declined" | "done";
        kind?: "tick" | "upload" | "answer" | "choice" | "approval" | "transaction";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["TaskSummary"][];
            next_cursor: string | null;
          };
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  postTasksIdAccept: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same request acts once within 24 hours. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Task"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  postTasksIdCloseDeclined: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same request acts once within 24 hours. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Task"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  postTasksIdSendBack: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same request acts once within 24 hours. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SendBack"];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Task"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  postTasksIdComments: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same request acts once within 24 hours. */
        "Idempotency-Key"?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewComment"];
      };
    };
    responses: {
      /** @description Done */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Comment"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  getFiles: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        task_id?: string;
        request_id?: string;
        client_id?: string;
        contact_id?: string;
        purpose?: "answer" | "comment" | "reading" | "document";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["File"][];
            next_cursor: string | null;
          };
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  postFiles: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same request acts once within 24 hours. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "multipart/form-data": {
          /** Format: uuid */
          task_id?: string;
          /**
           * @default reading
           * @enum {string}
           */
          purpose?: "reading" | "comment";
          /** Format: uuid */
          client_id?: string;
          /**
           * Format: binary
           * @description The last part of the form.
           */
          file: string;
        };
      };
    };
    responses: {
      /** @description Done */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["File"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  getFilesId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["File"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  getFilesIdContent: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/octet-stream": string;
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  getContactsIdDevices: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["Device"][];
            next_cursor: string | null;
          };
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  deleteDevicesId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components["responses"]["Problem"];
    };
  };
  getAuditEvents: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            data: components["schemas"]["AuditEvent"][];
            next_cursor: string | null;
          };
        };
      };
      default: components["responses"]["Problem"];
    };
  };
  getAuditEventsId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AuditEvent"];
        };
      };
      default: components["responses"]["Problem"];
    };
  };
}
