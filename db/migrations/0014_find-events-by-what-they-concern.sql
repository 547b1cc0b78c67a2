ALTER TABLE "audit_events"
  ADD COLUMN "contact_id" uuid GENERATED ALWAYS AS (case when subject->>'contactId' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (subject->>'contactId')::uuid end) STORED,
  ADD COLUMN "request_of_id" uuid GENERATED ALWAYS AS (case when subject->>'requestId' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (subject->>'requestId')::uuid end) STORED,
  ADD COLUMN "task_id" uuid GENERATED ALWAYS AS (case when subject->>'taskId' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (subject->>'taskId')::uuid end) STORED;--> statement-breakpoint
CREATE INDEX "audit_events_by_actor" ON "audit_events" USING btree ("firm_id","actor_id","at");--> statement-breakpoint
CREATE INDEX "audit_events_by_contact" ON "audit_events" USING btree ("firm_id","contact_id","at");--> statement-breakpoint
CREATE INDEX "audit_events_by_request" ON "audit_events" USING btree ("firm_id","request_of_id","at");--> statement-breakpoint
CREATE INDEX "audit_events_by_task" ON "audit_events" USING btree ("firm_id","task_id","at");
