ALTER TABLE "browsers" ADD COLUMN "previous_token_hash" text;--> statement-breakpoint
ALTER TABLE "browsers" ADD COLUMN "renamed_at" timestamp (3) with time zone;