ALTER TABLE "audit_events" ADD COLUMN "contact_id" uuid GENERATED ALWAYS AS (((subject->>'contactId')::uuid)) STORED;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "request_of_id" uuid GENERATED ALWAYS AS (((subject->>'requestId')::uuid)) STORED;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "task_id" uuid GENERATED ALWAYS AS (((subject->>'taskId')::uuid)) STORED;--> statement-breakpoint
CREATE INDEX "audit_events_by_actor" ON "audit_events" USING btree ("firm_id","actor_id","at");--> statement-breakpoint
CREATE INDEX "audit_events_by_contact" ON "audit_events" USING btree ("firm_id","contact_id","at");--> statement-breakpoint
CREATE INDEX "audit_events_by_request" ON "audit_events" USING btree ("firm_id","request_of_id","at");--> statement-breakpoint
CREATE INDEX "audit_events_by_task" ON "audit_events" USING btree ("firm_id","task_id","at");