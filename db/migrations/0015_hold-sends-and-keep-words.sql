CREATE TABLE "earlier_words" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"task_id" uuid,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"details" jsonb NOT NULL,
	"replaced_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"replaced_by" uuid NOT NULL,
	CONSTRAINT "earlier_words_firm_id_id_unique" UNIQUE("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "created_by" uuid;--> statement-breakpoint
ALTER TABLE "firms" ADD COLUMN "mails_carry_words" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "firms" ADD COLUMN "undo_seconds" integer DEFAULT 10 NOT NULL;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "held_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "before_sending" jsonb;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "reworded_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "reworded_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "taken_out_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "taken_out_by" uuid;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "asked_again_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "asked_again_by" uuid;--> statement-breakpoint
ALTER TABLE "earlier_words" ADD CONSTRAINT "earlier_words_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "earlier_words" ADD CONSTRAINT "earlier_words_firm_id_request_id_requests_firm_id_id_fk" FOREIGN KEY ("firm_id","request_id") REFERENCES "public"."requests"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "earlier_words" ADD CONSTRAINT "earlier_words_firm_id_task_id_tasks_firm_id_id_fk" FOREIGN KEY ("firm_id","task_id") REFERENCES "public"."tasks"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "earlier_words" ADD CONSTRAINT "earlier_words_firm_id_replaced_by_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","replaced_by") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "earlier_words_by_request" ON "earlier_words" USING btree ("firm_id","request_id","replaced_at");--> statement-breakpoint
CREATE INDEX "earlier_words_by_task" ON "earlier_words" USING btree ("firm_id","task_id");--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_firm_id_created_by_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","created_by") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_firm_id_taken_out_by_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","taken_out_by") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_firm_id_asked_again_by_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","asked_again_by") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "magic_links_by_request" ON "magic_links" USING btree ("firm_id","request_id");--> statement-breakpoint
ALTER TABLE "firms" ADD CONSTRAINT "undo_seconds_at_most_a_minute" CHECK ("firms"."undo_seconds" between 0 and 60);--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "taken_out_is_done" CHECK ("tasks"."taken_out_at" is null or "tasks"."state" = 'done');