ALTER TABLE "login_challenges" ALTER COLUMN "login_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "public_key" text;--> statement-breakpoint
ALTER TABLE "firms" ADD COLUMN "staff_second_factor" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "login_challenges" ADD COLUMN "staff_id" uuid;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "erased_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "staff_sessions" ADD COLUMN "factors" text[] DEFAULT '{"link"}' NOT NULL;--> statement-breakpoint
ALTER TABLE "login_challenges" ADD CONSTRAINT "login_challenges_firm_id_staff_id_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","staff_id") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "login_challenges" ADD CONSTRAINT "of_one" CHECK (num_nonnulls("login_challenges"."login_id", "login_challenges"."staff_id") = 1);