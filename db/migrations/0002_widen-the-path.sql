CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"name" text NOT NULL,
	"hint" text NOT NULL,
	"token_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_firm_id_id_unique" UNIQUE("firm_id","id")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"firm_id" uuid NOT NULL,
	"api_key_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_firm_id_api_key_id_key_pk" PRIMARY KEY("firm_id","api_key_id","key")
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"firm_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "client_notices" (
	"firm_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"since" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "client_notices_firm_id_contact_id_pk" PRIMARY KEY("firm_id","contact_id")
);
--> statement-breakpoint
CREATE TABLE "search_words" (
	"firm_id" uuid NOT NULL,
	"noun" text NOT NULL,
	"word" text collate "C" NOT NULL,
	"row_id" uuid NOT NULL,
	CONSTRAINT "search_words_firm_id_noun_word_row_id_pk" PRIMARY KEY("firm_id","noun","word","row_id")
);
--> statement-breakpoint
CREATE TABLE "task_answers" (
	"firm_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"answer_kind" text,
	"answer" text,
	"given" jsonb,
	"reason" text,
	"promised_on" date,
	"answered_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	"sent_back_at" timestamp (3) with time zone,
	"sent_back_reason" text,
	CONSTRAINT "task_answers_firm_id_task_id_contact_id_pk" PRIMARY KEY("firm_id","task_id","contact_id"),
	CONSTRAINT "promised_answer_has_a_day" CHECK (("task_answers"."answer_kind" is not distinct from 'promised') = ("task_answers"."promised_on" is not null)),
	CONSTRAINT "done_answer_has_an_instant" CHECK (("task_answers"."state" = 'done') = ("task_answers"."done_at" is not null))
);
--> statement-breakpoint
DROP INDEX "requests_newest_first";--> statement-breakpoint
DROP INDEX "work_items_newest_first";--> statement-breakpoint
ALTER TABLE "files" ALTER COLUMN "task_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "files" ALTER COLUMN "contact_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "api_key_id" uuid;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "purpose" text DEFAULT 'answer' NOT NULL;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "client_id" uuid;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "comment_id" uuid;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "wanted" text;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "staff_id" uuid;--> statement-breakpoint
ALTER TABLE "firms" ADD COLUMN "promise_days" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "archived_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "changed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "changed_by" uuid;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "changed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "changed_by" uuid;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "needs_review" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "withdrawn_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "changed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "changed_by" uuid;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "details" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "given" jsonb;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "promised_on" date;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "sent_back_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "sent_back_reason" text;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "accepted_by" uuid;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "accepted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "changed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "changed_by" uuid;--> statement-breakpoint
ALTER TABLE "work_items" ADD COLUMN "archived_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "work_items" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "work_items" ADD COLUMN "changed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "work_items" ADD COLUMN "changed_by" uuid;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_firm_id_staff_id_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","staff_id") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_firm_id_api_key_id_api_keys_firm_id_id_fk" FOREIGN KEY ("firm_id","api_key_id") REFERENCES "public"."api_keys"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_seq_audit_events_seq_fk" FOREIGN KEY ("seq") REFERENCES "public"."audit_events"("seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_notices" ADD CONSTRAINT "client_notices_firm_id_contact_id_contacts_firm_id_id_fk" FOREIGN KEY ("firm_id","contact_id") REFERENCES "public"."contacts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_words" ADD CONSTRAINT "search_words_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_answers" ADD CONSTRAINT "task_answers_firm_id_task_id_tasks_firm_id_id_fk" FOREIGN KEY ("firm_id","task_id") REFERENCES "public"."tasks"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_answers" ADD CONSTRAINT "task_answers_firm_id_contact_id_contacts_firm_id_id_fk" FOREIGN KEY ("firm_id","contact_id") REFERENCES "public"."contacts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_by_token" ON "api_keys" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "api_keys_by_firm" ON "api_keys" USING btree ("firm_id","created_at");--> statement-breakpoint
CREATE INDEX "idempotency_keys_by_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "client_notices_due" ON "client_notices" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "search_words_by_row" ON "search_words" USING btree ("firm_id","row_id");--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_firm_id_client_id_clients_firm_id_id_fk" FOREIGN KEY ("firm_id","client_id") REFERENCES "public"."clients"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_firm_id_comment_id_comments_firm_id_id_fk" FOREIGN KEY ("firm_id","comment_id") REFERENCES "public"."comments"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_firm_id_staff_id_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","staff_id") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clients" ADD CONSTRAINT "clients_firm_id_changed_by_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","changed_by") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_firm_id_changed_by_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","changed_by") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_firm_id_changed_by_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","changed_by") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_firm_id_accepted_by_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","accepted_by") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_firm_id_changed_by_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","changed_by") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_items" ADD CONSTRAINT "work_items_firm_id_changed_by_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","changed_by") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "files_once_per_staff_key" ON "files" USING btree ("firm_id","staff_id","upload_key");--> statement-breakpoint
CREATE INDEX "files_by_client" ON "files" USING btree ("firm_id","client_id");--> statement-breakpoint
CREATE INDEX "files_by_comment" ON "files" USING btree ("firm_id","comment_id");--> statement-breakpoint
CREATE INDEX "files_newest_first" ON "files" USING btree ("firm_id","created_at","id");--> statement-breakpoint
CREATE INDEX "clients_newest_first" ON "clients" USING btree ("firm_id","created_at","id");--> statement-breakpoint
CREATE INDEX "contacts_newest_first" ON "contacts" USING btree ("firm_id","created_at","id");--> statement-breakpoint
CREATE INDEX "requests_by_due_day" ON "requests" USING btree ("firm_id",coalesce(due_on, '9999-12-31'::date),"id");--> statement-breakpoint
CREATE INDEX "tasks_newest_first" ON "tasks" USING btree ("firm_id","created_at","id");--> statement-breakpoint
CREATE INDEX "work_items_by_due_day" ON "work_items" USING btree ("firm_id",coalesce(due_on, '9999-12-31'::date),"id");--> statement-breakpoint
CREATE INDEX "requests_newest_first" ON "requests" USING btree ("firm_id","created_at","id");--> statement-breakpoint
CREATE INDEX "work_items_newest_first" ON "work_items" USING btree ("firm_id","created_at","id");--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "sent_by_one" CHECK (num_nonnulls("files"."contact_id", "files"."staff_id") = 1);--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "hangs_on_one" CHECK (num_nonnulls("files"."task_id", "files"."client_id") = 1);--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "clients_answer" CHECK ("files"."purpose" <> 'answer' or "files"."contact_id" is not null);--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "staff_attach" CHECK ("files"."purpose" <> 'reading' or "files"."staff_id" is not null);--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "promised_has_a_day" CHECK (("tasks"."answer_kind" is not distinct from 'promised') = ("tasks"."promised_on" is not null));--> statement-breakpoint
INSERT INTO search_words (firm_id, noun, word, row_id)
SELECT DISTINCT x.firm_id, 'client', left(s.word, 60), x.id FROM clients x,
  LATERAL (SELECT unnest(regexp_split_to_array(lower(regexp_replace(normalize(x.name, NFKD), '[\u0300-\u036f]', '', 'g')), '\s+')) UNION ALL SELECT unnest(regexp_split_to_array(lower(regexp_replace(normalize(x.name, NFKD), '[\u0300-\u036f]', '', 'g')), '[^[:alnum:]]+'))) s(word)
WHERE s.word <> '';
--> statement-breakpoint
INSERT INTO search_words (firm_id, noun, word, row_id)
SELECT DISTINCT x.firm_id, 'contact', left(s.word, 60), x.id FROM contacts x,
  LATERAL (SELECT unnest(regexp_split_to_array(lower(regexp_replace(normalize(concat_ws(' ', x.first_name, x.last_name, x.email, x.phone), NFKD), '[\u0300-\u036f]', '', 'g')), '\s+')) UNION ALL SELECT unnest(regexp_split_to_array(lower(regexp_replace(normalize(concat_ws(' ', x.first_name, x.last_name, x.email, x.phone), NFKD), '[\u0300-\u036f]', '', 'g')), '[^[:alnum:]]+'))) s(word)
WHERE s.word <> '';
--> statement-breakpoint
INSERT INTO search_words (firm_id, noun, word, row_id)
SELECT DISTINCT x.firm_id, 'work_item', left(s.word, 60), x.id FROM work_items x JOIN clients c ON c.firm_id = x.firm_id AND c.id = x.client_id,
  LATERAL (SELECT unnest(regexp_split_to_array(lower(regexp_replace(normalize(concat_ws(' ', x.title, c.name), NFKD), '[\u0300-\u036f]', '', 'g')), '\s+')) UNION ALL SELECT unnest(regexp_split_to_array(lower(regexp_replace(normalize(concat_ws(' ', x.title, c.name), NFKD), '[\u0300-\u036f]', '', 'g')), '[^[:alnum:]]+'))) s(word)
WHERE s.word <> '';
--> statement-breakpoint
INSERT INTO search_words (firm_id, noun, word, row_id)
SELECT DISTINCT x.firm_id, 'request', left(s.word, 60), x.id FROM requests x JOIN work_items w ON w.firm_id = x.firm_id AND w.id = x.work_item_id JOIN clients c ON c.firm_id = w.firm_id AND c.id = w.client_id,
  LATERAL (SELECT unnest(regexp_split_to_array(lower(regexp_replace(normalize(concat_ws(' ', x.title, w.title, c.name), NFKD), '[\u0300-\u036f]', '', 'g')), '\s+')) UNION ALL SELECT unnest(regexp_split_to_array(lower(regexp_replace(normalize(concat_ws(' ', x.title, w.title, c.name), NFKD), '[\u0300-\u036f]', '', 'g')), '[^[:alnum:]]+'))) s(word)
WHERE s.word <> '';
