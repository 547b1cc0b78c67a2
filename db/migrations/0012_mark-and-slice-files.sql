CREATE TABLE "upload_slices" (
	"firm_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"offset" bigint NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "upload_slices_firm_id_file_id_offset_pk" PRIMARY KEY("firm_id","file_id","offset")
);
--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "sliced_bytes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "marks" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "firms" ADD COLUMN "refused_endings" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "firms" ADD COLUMN "refuses_macros" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "firms" ADD COLUMN "refuses_archived_programs" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "upload_slices" ADD CONSTRAINT "upload_slices_firm_id_file_id_files_firm_id_id_fk" FOREIGN KEY ("firm_id","file_id") REFERENCES "public"."files"("firm_id","id") ON DELETE no action ON UPDATE no action;