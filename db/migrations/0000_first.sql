CREATE TABLE "access_asks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"browser_hash" text NOT NULL,
	"masked_email" text NOT NULL,
	"count" integer DEFAULT 1 NOT NULL,
	"asked_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "browsers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"name" text NOT NULL,
	"system" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "browsers_firm_id_id_unique" UNIQUE("firm_id","id")
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"browser_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"claimed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_how" text,
	"first_ip" text DEFAULT '' NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"previous_seen_at" timestamp (3) with time zone,
	CONSTRAINT "devices_firm_id_id_unique" UNIQUE("firm_id","id")
);
--> statement-breakpoint
CREATE TABLE "link_visits" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"link_id" uuid NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"visitor" text NOT NULL,
	"reason" text NOT NULL,
	"browser" text NOT NULL,
	"ip" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "magic_links" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"purpose" text NOT NULL,
	"contact_id" uuid NOT NULL,
	"email" text NOT NULL,
	"request_id" uuid,
	"issued_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"claimed_at" timestamp (3) with time zone,
	"device_id" uuid,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "magic_links_firm_id_id_unique" UNIQUE("firm_id","id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"device_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"device_id" uuid,
	"action" text NOT NULL,
	"subject" jsonb NOT NULL,
	"ip" text DEFAULT '' NOT NULL,
	"request_id" text DEFAULT '' NOT NULL,
	CONSTRAINT "audit_events_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "comments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"contact_id" uuid,
	"staff_id" uuid,
	"body" text NOT NULL,
	"form_key" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "comments_firm_id_id_unique" UNIQUE("firm_id","id"),
	CONSTRAINT "written_by_one" CHECK (num_nonnulls("comments"."contact_id", "comments"."staff_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "files" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"browser_id" uuid,
	"upload_key" uuid NOT NULL,
	"name" text NOT NULL,
	"size" bigint NOT NULL,
	"received_bytes" bigint DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'receiving' NOT NULL,
	"content_type" text DEFAULT 'application/octet-stream' NOT NULL,
	"sha256" text,
	"storage_key" text NOT NULL,
	"parts" text[] DEFAULT '{}' NOT NULL,
	"wrapped_key" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"moved_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"received_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "files_firm_id_id_unique" UNIQUE("firm_id","id"),
	CONSTRAINT "received_is_whole" CHECK ("files"."state" <> 'received' or ("files"."received_bytes" = "files"."size" and "files"."sha256" is not null))
);
--> statement-breakpoint
CREATE TABLE "domains" (
	"host" text PRIMARY KEY NOT NULL,
	"firm_id" uuid NOT NULL,
	"verified_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "firms" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"plan" text NOT NULL,
	"time_zone" text NOT NULL,
	"locale" text DEFAULT 'en-GB' NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"office_hours" text DEFAULT '' NOT NULL,
	"brand_color" text NOT NULL,
	"palette" jsonb NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "firms_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"tat" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"contact_id" uuid,
	"staff_id" uuid,
	"request_id" uuid,
	"link_id" uuid,
	"to_address" text NOT NULL,
	"sealed" text,
	"state" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"fence" integer DEFAULT 0 NOT NULL,
	"calling_at" timestamp (3) with time zone,
	"provider_id" text,
	"problem" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp (3) with time zone,
	CONSTRAINT "messages_firm_id_id_unique" UNIQUE("firm_id","id")
);
--> statement-breakpoint
CREATE TABLE "client_contacts" (
	"firm_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "client_contacts_firm_id_client_id_contact_id_pk" PRIMARY KEY("firm_id","client_id","contact_id")
);
--> statement-breakpoint
CREATE TABLE "clients" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "clients_firm_id_id_unique" UNIQUE("firm_id","id")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"first_name" text NOT NULL,
	"last_name" text NOT NULL,
	"email" text NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contacts_firm_id_id_unique" UNIQUE("firm_id","id")
);
--> statement-breakpoint
CREATE TABLE "staff_links" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"issued_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "staff_links_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "staff_members" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"title" text DEFAULT 'Your accountant' NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"role" text NOT NULL,
	"deactivated_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "staff_members_firm_id_id_unique" UNIQUE("firm_id","id")
);
--> statement-breakpoint
CREATE TABLE "staff_sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"host" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "staff_sessions_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "request_recipients" (
	"firm_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	CONSTRAINT "request_recipients_firm_id_request_id_contact_id_pk" PRIMARY KEY("firm_id","request_id","contact_id")
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"work_item_id" uuid NOT NULL,
	"title" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"due_on" date,
	"status" text DEFAULT 'draft' NOT NULL,
	"created_by" uuid NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"sent_by" uuid,
	"times_sent" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "requests_firm_id_id_unique" UNIQUE("firm_id","id"),
	CONSTRAINT "sent_has_an_instant" CHECK ("requests"."status" = 'draft' or "requests"."sent_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "task_drafts" (
	"firm_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"field" text NOT NULL,
	"body" text NOT NULL,
	"saved_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "task_drafts_firm_id_task_id_contact_id_field_pk" PRIMARY KEY("firm_id","task_id","contact_id","field")
);
--> statement-breakpoint
CREATE TABLE "task_recipients" (
	"firm_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	CONSTRAINT "task_recipients_firm_id_task_id_contact_id_pk" PRIMARY KEY("firm_id","task_id","contact_id")
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"for_everyone" boolean DEFAULT true NOT NULL,
	"all_must" boolean DEFAULT false NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"answer_kind" text,
	"answer" text,
	"answered_by" uuid,
	"answered_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tasks_firm_id_id_unique" UNIQUE("firm_id","id"),
	CONSTRAINT "done_has_an_instant" CHECK (("tasks"."state" = 'done') = ("tasks"."done_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "work_items" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"title" text NOT NULL,
	"status" text DEFAULT 'planned' NOT NULL,
	"starts_on" date,
	"due_on" date,
	"completed_at" timestamp (3) with time zone,
	"completed_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "work_items_firm_id_id_unique" UNIQUE("firm_id","id"),
	CONSTRAINT "completed_has_an_instant" CHECK (("work_items"."status" = 'completed') = ("work_items"."completed_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "access_asks" ADD CONSTRAINT "access_asks_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "browsers" ADD CONSTRAINT "browsers_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_firm_id_browser_id_browsers_firm_id_id_fk" FOREIGN KEY ("firm_id","browser_id") REFERENCES "public"."browsers"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_firm_id_contact_id_contacts_firm_id_id_fk" FOREIGN KEY ("firm_id","contact_id") REFERENCES "public"."contacts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_visits" ADD CONSTRAINT "link_visits_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_visits" ADD CONSTRAINT "link_visits_firm_id_link_id_magic_links_firm_id_id_fk" FOREIGN KEY ("firm_id","link_id") REFERENCES "public"."magic_links"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "magic_links" ADD CONSTRAINT "magic_links_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "magic_links" ADD CONSTRAINT "magic_links_firm_id_contact_id_contacts_firm_id_id_fk" FOREIGN KEY ("firm_id","contact_id") REFERENCES "public"."contacts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "magic_links" ADD CONSTRAINT "magic_links_firm_id_request_id_requests_firm_id_id_fk" FOREIGN KEY ("firm_id","request_id") REFERENCES "public"."requests"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "magic_links" ADD CONSTRAINT "magic_links_firm_id_device_id_devices_firm_id_id_fk" FOREIGN KEY ("firm_id","device_id") REFERENCES "public"."devices"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_firm_id_device_id_devices_firm_id_id_fk" FOREIGN KEY ("firm_id","device_id") REFERENCES "public"."devices"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_firm_id_task_id_tasks_firm_id_id_fk" FOREIGN KEY ("firm_id","task_id") REFERENCES "public"."tasks"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_firm_id_contact_id_contacts_firm_id_id_fk" FOREIGN KEY ("firm_id","contact_id") REFERENCES "public"."contacts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_firm_id_staff_id_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","staff_id") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_firm_id_task_id_tasks_firm_id_id_fk" FOREIGN KEY ("firm_id","task_id") REFERENCES "public"."tasks"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_firm_id_contact_id_contacts_firm_id_id_fk" FOREIGN KEY ("firm_id","contact_id") REFERENCES "public"."contacts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_firm_id_browser_id_browsers_firm_id_id_fk" FOREIGN KEY ("firm_id","browser_id") REFERENCES "public"."browsers"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "domains" ADD CONSTRAINT "domains_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_firm_id_contact_id_contacts_firm_id_id_fk" FOREIGN KEY ("firm_id","contact_id") REFERENCES "public"."contacts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_firm_id_staff_id_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","staff_id") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_firm_id_request_id_requests_firm_id_id_fk" FOREIGN KEY ("firm_id","request_id") REFERENCES "public"."requests"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_firm_id_link_id_magic_links_firm_id_id_fk" FOREIGN KEY ("firm_id","link_id") REFERENCES "public"."magic_links"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_contacts" ADD CONSTRAINT "client_contacts_firm_id_client_id_clients_firm_id_id_fk" FOREIGN KEY ("firm_id","client_id") REFERENCES "public"."clients"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_contacts" ADD CONSTRAINT "client_contacts_firm_id_contact_id_contacts_firm_id_id_fk" FOREIGN KEY ("firm_id","contact_id") REFERENCES "public"."contacts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clients" ADD CONSTRAINT "clients_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_links" ADD CONSTRAINT "staff_links_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_links" ADD CONSTRAINT "staff_links_firm_id_staff_id_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","staff_id") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_members" ADD CONSTRAINT "staff_members_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_sessions" ADD CONSTRAINT "staff_sessions_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_sessions" ADD CONSTRAINT "staff_sessions_firm_id_staff_id_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","staff_id") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_recipients" ADD CONSTRAINT "request_recipients_firm_id_request_id_requests_firm_id_id_fk" FOREIGN KEY ("firm_id","request_id") REFERENCES "public"."requests"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_recipients" ADD CONSTRAINT "request_recipients_firm_id_contact_id_contacts_firm_id_id_fk" FOREIGN KEY ("firm_id","contact_id") REFERENCES "public"."contacts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_firm_id_work_item_id_work_items_firm_id_id_fk" FOREIGN KEY ("firm_id","work_item_id") REFERENCES "public"."work_items"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_firm_id_created_by_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","created_by") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_firm_id_sent_by_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","sent_by") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_drafts" ADD CONSTRAINT "task_drafts_firm_id_task_id_tasks_firm_id_id_fk" FOREIGN KEY ("firm_id","task_id") REFERENCES "public"."tasks"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_drafts" ADD CONSTRAINT "task_drafts_firm_id_contact_id_contacts_firm_id_id_fk" FOREIGN KEY ("firm_id","contact_id") REFERENCES "public"."contacts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_recipients" ADD CONSTRAINT "task_recipients_firm_id_task_id_tasks_firm_id_id_fk" FOREIGN KEY ("firm_id","task_id") REFERENCES "public"."tasks"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_recipients" ADD CONSTRAINT "task_recipients_firm_id_contact_id_contacts_firm_id_id_fk" FOREIGN KEY ("firm_id","contact_id") REFERENCES "public"."contacts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_firm_id_request_id_requests_firm_id_id_fk" FOREIGN KEY ("firm_id","request_id") REFERENCES "public"."requests"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_firm_id_answered_by_contacts_firm_id_id_fk" FOREIGN KEY ("firm_id","answered_by") REFERENCES "public"."contacts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_items" ADD CONSTRAINT "work_items_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_items" ADD CONSTRAINT "work_items_firm_id_client_id_clients_firm_id_id_fk" FOREIGN KEY ("firm_id","client_id") REFERENCES "public"."clients"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_items" ADD CONSTRAINT "work_items_firm_id_owner_id_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","owner_id") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_items" ADD CONSTRAINT "work_items_firm_id_completed_by_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","completed_by") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "access_asks_by_browser" ON "access_asks" USING btree ("firm_id","browser_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "browsers_by_token" ON "browsers" USING btree ("firm_id","token_hash");--> statement-breakpoint
CREATE INDEX "devices_by_contact" ON "devices" USING btree ("firm_id","contact_id");--> statement-breakpoint
CREATE INDEX "devices_by_browser" ON "devices" USING btree ("firm_id","browser_id");--> statement-breakpoint
CREATE INDEX "link_visits_by_link" ON "link_visits" USING btree ("firm_id","link_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "magic_links_by_token" ON "magic_links" USING btree ("firm_id","token_hash");--> statement-breakpoint
CREATE INDEX "magic_links_by_contact" ON "magic_links" USING btree ("firm_id","contact_id","issued_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_by_token" ON "sessions" USING btree ("firm_id","token_hash");--> statement-breakpoint
CREATE INDEX "sessions_firm_id_device_id_index" ON "sessions" USING btree ("firm_id","device_id");--> statement-breakpoint
CREATE INDEX "audit_events_by_firm" ON "audit_events" USING btree ("firm_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "comments_once_per_form" ON "comments" USING btree ("firm_id","form_key");--> statement-breakpoint
CREATE INDEX "comments_by_task" ON "comments" USING btree ("firm_id","task_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "files_once_per_key" ON "files" USING btree ("firm_id","contact_id","upload_key");--> statement-breakpoint
CREATE INDEX "files_by_task" ON "files" USING btree ("firm_id","task_id");--> statement-breakpoint
CREATE INDEX "files_unfinished" ON "files" USING btree ("moved_at") WHERE received_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "messages_once" ON "messages" USING btree ("firm_id","dedupe_key");--> statement-breakpoint
CREATE INDEX "messages_due" ON "messages" USING btree ("next_at") WHERE state in ('pending', 'leased');--> statement-breakpoint
CREATE INDEX "messages_by_request" ON "messages" USING btree ("firm_id","request_id");--> statement-breakpoint
CREATE INDEX "messages_by_contact" ON "messages" USING btree ("firm_id","contact_id","created_at");--> statement-breakpoint
CREATE INDEX "client_contacts_firm_id_contact_id_index" ON "client_contacts" USING btree ("firm_id","contact_id");--> statement-breakpoint
CREATE INDEX "clients_by_name" ON "clients" USING btree ("firm_id","name","id");--> statement-breakpoint
CREATE UNIQUE INDEX "contacts_one_per_email" ON "contacts" USING btree ("firm_id","email");--> statement-breakpoint
CREATE INDEX "contacts_by_name" ON "contacts" USING btree ("firm_id","last_name","first_name","id");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_members_firm_id_email_index" ON "staff_members" USING btree ("firm_id","email");--> statement-breakpoint
CREATE INDEX "staff_members_email_index" ON "staff_members" USING btree ("email");--> statement-breakpoint
CREATE INDEX "staff_sessions_firm_id_staff_id_index" ON "staff_sessions" USING btree ("firm_id","staff_id");--> statement-breakpoint
CREATE INDEX "request_recipients_firm_id_contact_id_index" ON "request_recipients" USING btree ("firm_id","contact_id");--> statement-breakpoint
CREATE INDEX "requests_by_work_item" ON "requests" USING btree ("firm_id","work_item_id");--> statement-breakpoint
CREATE INDEX "requests_newest_first" ON "requests" USING btree ("firm_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "tasks_by_request" ON "tasks" USING btree ("firm_id","request_id","position");--> statement-breakpoint
CREATE INDEX "work_items_by_client" ON "work_items" USING btree ("firm_id","client_id","id");--> statement-breakpoint
CREATE INDEX "work_items_newest_first" ON "work_items" USING btree ("firm_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);