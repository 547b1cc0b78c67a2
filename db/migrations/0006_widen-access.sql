CREATE TABLE "device_revoke_links" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"issued_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "login_challenges" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"login_id" uuid NOT NULL,
	"browser_hash" text NOT NULL,
	"token_hash" text NOT NULL,
	"stage" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "login_links" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"purpose" text NOT NULL,
	"email" text NOT NULL,
	"issued_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "login_sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"login_id" uuid NOT NULL,
	"browser_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"factors" text[] NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "login_sessions_firm_id_id_unique" UNIQUE("firm_id","id")
);
--> statement-breakpoint
CREATE TABLE "logins" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"email" text NOT NULL,
	"password_hash" text,
	"password_set_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_login_at" timestamp (3) with time zone,
	"last_login_ip" text DEFAULT '' NOT NULL,
	CONSTRAINT "logins_firm_id_id_unique" UNIQUE("firm_id","id")
);
--> statement-breakpoint
CREATE TABLE "passkey_challenges" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"login_id" uuid,
	"staff_id" uuid,
	"purpose" text NOT NULL,
	"browser_hash" text NOT NULL,
	"challenge" text NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"login_id" uuid,
	"staff_id" uuid,
	"credential_id" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint DEFAULT 0 NOT NULL,
	"transports" text[] DEFAULT '{}' NOT NULL,
	"rp_id" text NOT NULL,
	"name" text NOT NULL,
	"backed_up" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "of_one" CHECK (num_nonnulls("passkeys"."login_id", "passkeys"."staff_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"login_id" uuid,
	"staff_id" uuid,
	"code_hash" text NOT NULL,
	"used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "of_one" CHECK (num_nonnulls("recovery_codes"."login_id", "recovery_codes"."staff_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "totp_secrets" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"login_id" uuid,
	"staff_id" uuid,
	"sealed_secret" text NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"last_step" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "of_one" CHECK (num_nonnulls("totp_secrets"."login_id", "totp_secrets"."staff_id") = 1)
);
--> statement-breakpoint
ALTER TABLE "access_asks" ADD COLUMN "wait_hash" text;--> statement-breakpoint
ALTER TABLE "access_asks" ADD COLUMN "link_id" uuid;--> statement-breakpoint
ALTER TABLE "access_asks" ADD COLUMN "code_hash" text;--> statement-breakpoint
ALTER TABLE "access_asks" ADD COLUMN "code_tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "access_asks" ADD COLUMN "code_ends_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "access_asks" ADD COLUMN "shown_number" integer;--> statement-breakpoint
ALTER TABLE "access_asks" ADD COLUMN "let_in_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "firms" ADD COLUMN "security_mode" text DEFAULT 'link_login' NOT NULL;--> statement-breakpoint
ALTER TABLE "staff_links" ADD COLUMN "purpose" text DEFAULT 'sign_in' NOT NULL;--> statement-breakpoint
ALTER TABLE "staff_members" ADD COLUMN "invited_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "staff_members" ADD COLUMN "first_sign_in_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "device_revoke_links" ADD CONSTRAINT "device_revoke_links_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_revoke_links" ADD CONSTRAINT "device_revoke_links_firm_id_device_id_devices_firm_id_id_fk" FOREIGN KEY ("firm_id","device_id") REFERENCES "public"."devices"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "login_challenges" ADD CONSTRAINT "login_challenges_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "login_challenges" ADD CONSTRAINT "login_challenges_firm_id_login_id_logins_firm_id_id_fk" FOREIGN KEY ("firm_id","login_id") REFERENCES "public"."logins"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "login_links" ADD CONSTRAINT "login_links_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "login_links" ADD CONSTRAINT "login_links_firm_id_contact_id_contacts_firm_id_id_fk" FOREIGN KEY ("firm_id","contact_id") REFERENCES "public"."contacts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "login_sessions" ADD CONSTRAINT "login_sessions_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "login_sessions" ADD CONSTRAINT "login_sessions_firm_id_login_id_logins_firm_id_id_fk" FOREIGN KEY ("firm_id","login_id") REFERENCES "public"."logins"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "login_sessions" ADD CONSTRAINT "login_sessions_firm_id_browser_id_browsers_firm_id_id_fk" FOREIGN KEY ("firm_id","browser_id") REFERENCES "public"."browsers"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "logins" ADD CONSTRAINT "logins_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "logins" ADD CONSTRAINT "logins_firm_id_contact_id_contacts_firm_id_id_fk" FOREIGN KEY ("firm_id","contact_id") REFERENCES "public"."contacts"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkey_challenges" ADD CONSTRAINT "passkey_challenges_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkey_challenges" ADD CONSTRAINT "passkey_challenges_firm_id_login_id_logins_firm_id_id_fk" FOREIGN KEY ("firm_id","login_id") REFERENCES "public"."logins"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkey_challenges" ADD CONSTRAINT "passkey_challenges_firm_id_staff_id_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","staff_id") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_firm_id_login_id_logins_firm_id_id_fk" FOREIGN KEY ("firm_id","login_id") REFERENCES "public"."logins"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_firm_id_staff_id_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","staff_id") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_firm_id_login_id_logins_firm_id_id_fk" FOREIGN KEY ("firm_id","login_id") REFERENCES "public"."logins"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_firm_id_staff_id_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","staff_id") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "totp_secrets" ADD CONSTRAINT "totp_secrets_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "totp_secrets" ADD CONSTRAINT "totp_secrets_firm_id_login_id_logins_firm_id_id_fk" FOREIGN KEY ("firm_id","login_id") REFERENCES "public"."logins"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "totp_secrets" ADD CONSTRAINT "totp_secrets_firm_id_staff_id_staff_members_firm_id_id_fk" FOREIGN KEY ("firm_id","staff_id") REFERENCES "public"."staff_members"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "device_revoke_links_by_token" ON "device_revoke_links" USING btree ("firm_id","token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "login_challenges_by_token" ON "login_challenges" USING btree ("firm_id","token_hash");--> statement-breakpoint
CREATE INDEX "login_challenges_firm_id_login_id_index" ON "login_challenges" USING btree ("firm_id","login_id");--> statement-breakpoint
CREATE UNIQUE INDEX "login_links_by_token" ON "login_links" USING btree ("firm_id","token_hash");--> statement-breakpoint
CREATE INDEX "login_links_firm_id_contact_id_index" ON "login_links" USING btree ("firm_id","contact_id");--> statement-breakpoint
CREATE UNIQUE INDEX "login_sessions_by_token" ON "login_sessions" USING btree ("firm_id","token_hash");--> statement-breakpoint
CREATE INDEX "login_sessions_firm_id_login_id_index" ON "login_sessions" USING btree ("firm_id","login_id");--> statement-breakpoint
CREATE UNIQUE INDEX "logins_by_contact" ON "logins" USING btree ("firm_id","contact_id");--> statement-breakpoint
CREATE UNIQUE INDEX "logins_by_email" ON "logins" USING btree ("firm_id","email");--> statement-breakpoint
CREATE UNIQUE INDEX "passkey_challenges_by_challenge" ON "passkey_challenges" USING btree ("firm_id","challenge");--> statement-breakpoint
CREATE UNIQUE INDEX "passkeys_by_credential" ON "passkeys" USING btree ("firm_id","credential_id");--> statement-breakpoint
CREATE INDEX "passkeys_of_login" ON "passkeys" USING btree ("firm_id","login_id");--> statement-breakpoint
CREATE INDEX "passkeys_of_staff" ON "passkeys" USING btree ("firm_id","staff_id");--> statement-breakpoint
CREATE INDEX "recovery_codes_of_login" ON "recovery_codes" USING btree ("firm_id","login_id");--> statement-breakpoint
CREATE INDEX "recovery_codes_of_staff" ON "recovery_codes" USING btree ("firm_id","staff_id");--> statement-breakpoint
CREATE UNIQUE INDEX "totp_secrets_of_login" ON "totp_secrets" USING btree ("firm_id","login_id");--> statement-breakpoint
CREATE UNIQUE INDEX "totp_secrets_of_staff" ON "totp_secrets" USING btree ("firm_id","staff_id");