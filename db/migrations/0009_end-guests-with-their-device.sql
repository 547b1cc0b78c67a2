DROP INDEX "files_once_per_key";--> statement-breakpoint
ALTER TABLE "guests" ADD COLUMN "device_id" uuid;--> statement-breakpoint
ALTER TABLE "guests" ADD COLUMN "login_id" uuid;--> statement-breakpoint
CREATE UNIQUE INDEX "files_once_per_guest_key" ON "files" USING btree ("firm_id","guest_id","upload_key");--> statement-breakpoint
CREATE INDEX "guests_by_device" ON "guests" USING btree ("firm_id","device_id");--> statement-breakpoint
CREATE INDEX "guests_by_login" ON "guests" USING btree ("firm_id","login_id");--> statement-breakpoint
CREATE UNIQUE INDEX "files_once_per_key" ON "files" USING btree ("firm_id","contact_id","upload_key") WHERE guest_id is null;--> statement-breakpoint
ALTER TABLE "guests" ADD CONSTRAINT "guests_firm_id_device_id_devices_firm_id_id_fk" FOREIGN KEY ("firm_id","device_id") REFERENCES "public"."devices"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guests" ADD CONSTRAINT "guests_firm_id_login_id_logins_firm_id_id_fk" FOREIGN KEY ("firm_id","login_id") REFERENCES "public"."logins"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- who signed in before 0006 is no newcomer: the next sign-in asks for the second factor, and nobody invites them again
UPDATE "staff_members" m SET "first_sign_in_at" = s."at" FROM (
	SELECT "firm_id", "staff_id", min("at") AS "at" FROM (
		SELECT "firm_id", "staff_id", "created_at" AS "at" FROM "staff_sessions"
		UNION ALL
		SELECT "firm_id", "staff_id", "used_at" FROM "staff_links" WHERE "used_at" IS NOT NULL
	) signed_in GROUP BY 1, 2
) s WHERE m."first_sign_in_at" IS NULL AND s."firm_id" = m."firm_id" AND s."staff_id" = m."id";
