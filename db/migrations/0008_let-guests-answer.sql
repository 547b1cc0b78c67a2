CREATE TABLE "guests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"email" text NOT NULL,
	"token_hash" text NOT NULL,
	"issued_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"claimed_at" timestamp (3) with time zone,
	"browser_id" uuid,
	"session_hashes" text[] DEFAULT '{}' NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_how" text,
	CONSTRAINT "guests_firm_id_id_unique" UNIQUE("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "guest_id" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "guest_id" uuid;--> statement-breakpoint
ALTER TABLE "task_answers" ADD COLUMN "answered_by_guest" uuid;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "answered_by_guest" uuid;--> statement-breakpoint
ALTER TABLE "guests" ADD CONSTRAINT "guests_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guests" ADD CONSTRAINT "guests_firm_id_task_id_tasks_firm_id_id_fk" FOREIGN KEY ("firm_id","task_id") REFERENCES "public"."tasks"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guests" ADD CONSTRAINT "guests_firm_id_contact_id_contacts_firm_id_id_fk" FOREIGN KEY ("firm_id","contact_id") REFERENCES "public"."contacts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "guests_by_token" ON "guests" USING btree ("firm_id","token_hash");--> statement-breakpoint
CREATE INDEX "guests_by_task" ON "guests" USING btree ("firm_id","task_id");--> statement-breakpoint
CREATE INDEX "guests_by_contact" ON "guests" USING btree ("firm_id","contact_id");--> statement-breakpoint
CREATE INDEX "guests_by_browser" ON "guests" USING btree ("firm_id","browser_id");--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_firm_id_guest_id_guests_firm_id_id_fk" FOREIGN KEY ("firm_id","guest_id") REFERENCES "public"."guests"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_firm_id_guest_id_guests_firm_id_id_fk" FOREIGN KEY ("firm_id","guest_id") REFERENCES "public"."guests"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_answers" ADD CONSTRAINT "task_answers_firm_id_answered_by_guest_guests_firm_id_id_fk" FOREIGN KEY ("firm_id","answered_by_guest") REFERENCES "public"."guests"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_firm_id_answered_by_guest_guests_firm_id_id_fk" FOREIGN KEY ("firm_id","answered_by_guest") REFERENCES "public"."guests"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "guest_for_contact" CHECK ("files"."guest_id" is null or ("files"."contact_id" is not null and "files"."purpose" = 'answer'));