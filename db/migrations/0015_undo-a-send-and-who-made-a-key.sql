ALTER TABLE "api_keys" ADD COLUMN "created_by" uuid;--> statement-breakpoint
ALTER TABLE "firms" ADD COLUMN "undo_seconds" integer DEFAULT 10 NOT NULL;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "held_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "before_sending" jsonb;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_firm_id_created_by_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","created_by") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "firms" ADD CONSTRAINT "undo_seconds_at_most_a_minute" CHECK ("firms"."undo_seconds" between 0 and 60);--> statement-breakpoint
CREATE INDEX "magic_links_by_request" ON "magic_links" USING btree ("firm_id","request_id");