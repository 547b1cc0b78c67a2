CREATE TABLE "login_browsers" (
	"firm_id" uuid NOT NULL,
	"login_id" uuid NOT NULL,
	"browser_id" uuid NOT NULL,
	CONSTRAINT "login_browsers_firm_id_login_id_browser_id_pk" PRIMARY KEY("firm_id","login_id","browser_id")
);
--> statement-breakpoint
ALTER TABLE "login_browsers" ADD CONSTRAINT "login_browsers_firm_id_login_id_logins_firm_id_id_fk" FOREIGN KEY ("firm_id","login_id") REFERENCES "public"."logins"("firm_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "login_browsers" ADD CONSTRAINT "login_browsers_firm_id_browser_id_browsers_firm_id_id_fk" FOREIGN KEY ("firm_id","browser_id") REFERENCES "public"."browsers"("firm_id","id") ON DELETE no action ON UPDATE no action;